import { described, may, newRouter, type HubRouter } from '../http/index.ts';
import type { Metrics } from './metrics.ts';

const aboutMetrics = described({
  name: 'readMetrics',
  chapter: 'Service',
  summary: 'What the engine counts, for Prometheus',
  more:
    'Give Prometheus an API key of its own, with a role that allows `metrics.read` and nothing else. ' +
    'The figures tell how much is sold and where it fails, so they are not for everybody.',
  success: { status: 200, media: 'text/plain' },
});

/** `/metrics` in the text format of Prometheus. */
export function metricsRoutes({ registry }: Metrics): HubRouter {
  const router = newRouter();
  router.get('/metrics', may('metrics.read'), aboutMetrics, async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Type', registry.contentType);
    ctx.body = await registry.metrics();
  });
  return router;
}
