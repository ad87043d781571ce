export { openApiOf } from './document.ts';
export { isDescribed, routesOf, type DescribedRoute, type Route } from './described-routes.ts';
export { openApiRoutes } from './routes.ts';
