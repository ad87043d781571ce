export { demoShopRoutes, type DemoShopOptions } from './routes.ts';
