export { backlogOf } from './backlog.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { hearingProviders } from './provider-calls.ts';
export { metricsRoutes } from './routes.ts';
