import { newRouter, type HubRouter } from './context.ts';
import { open } from './decide.ts';

const isPublic = open('Says nothing but whether the engine works.');

/** For who runs the engine: `/healthz`, the process answers; `/readyz`, its database does too. */
export function healthRoutes(askStore: () => Promise<unknown> | undefined): HubRouter {
  const router = newRouter();
  router.get('/healthz', isPublic, (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', isPublic, async (ctx) => {
    const answers = await Promise.resolve(askStore()).then(
      () => true,
      () => false,
    );
    ctx.status = answers ? 200 : 503;
    ctx.body = { status: answers ? 'ok' : 'the database does not answer' };
  });
  return router;
}
