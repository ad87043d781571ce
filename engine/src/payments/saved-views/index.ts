export { viewModel } from './model.ts';
export { savedViewRoutes } from './routes.ts';
export { SavedViews } from './views.ts';
