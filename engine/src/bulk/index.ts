export { bulkModels } from './model.ts';
export { bulkRoutes } from './routes.ts';
export { Bulk } from './service.ts';
