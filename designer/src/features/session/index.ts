export { useSession } from './store.ts';
export { returnPath } from './return-path.ts';
export { sessionRoutes } from './routes.ts';
