export { Exports } from './exports.ts';
export { ExportOutdated } from './problems.ts';
export { exportRoutes } from './routes.ts';
