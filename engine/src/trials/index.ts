export { BackTests, backTestModels } from './back-tests/index.ts';
export { trialRoutes } from './routes.ts';
