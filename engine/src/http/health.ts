import { newRouter, type HubMiddleware, type HubRouter } from './context.ts';
import { open } from './decide.ts';
import { described, leftOut } from './describe.ts';

/** Says what is wrong with one part of the engine, in a few words without secrets; nothing when it works. */
export type Check = () => Promise<string | undefined> | string | undefined;

const isPublic = open('Says nothing but whether the engine works.');

const aboutLiveness = described({
  name: 'isAlive',
  chapter: 'Service',
  summary: 'Whether the process answers',
  more: 'Restart it when this fails. Its database may be gone meanwhile: that is for `/health/ready` to say.',
  success: { status: 200, body: 'health' },
});

const aboutReadiness = described({
  name: 'isReady',
  chapter: 'Service',
  summary: 'Whether the engine can do its work now',
  more: 'Send it no requests when this fails. `checks` names each part; what works is `ok`.',
  success: { status: 200, body: 'health' },
  orElse: { status: 503, body: 'health' },
});

/** An earlier name of the same question. */
const alias = leftOut('The same as /health/live or /health/ready, for who asked before those were there.');

/** A part that takes longer to say how it is does not work. */
const patienceMs = 2_000;

async function stateOf(check: Check): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('does not answer'), patienceMs);
  });
  try {
    return (await Promise.race([Promise.resolve().then(check), tooLate])) ?? 'ok';
  } catch {
    // Whatever it says of addresses and users is not for everybody; whoever runs the engine finds it in the log.
    return 'does not answer';
  } finally {
    clearTimeout(timer);
  }
}

/**
 * For who runs the engine: `/health/live`, the process answers; `/health/ready`, every part of it can do its work.
 * @param checks by the name of the part
 */
export function healthRoutes(checks: Readonly<Record<string, Check>>): HubRouter {
  const live: HubMiddleware = (ctx) => {
    ctx.body = { status: 'ok' };
  };
  const ready: HubMiddleware = async (ctx) => {
    const asked = Object.entries(checks).map(async ([part, check]) => [part, await stateOf(check)] as const);
    const states = await Promise.all(asked);
    const failing = states.filter(([, state]) => state !== 'ok');
    ctx.status = failing.length > 0 ? 503 : 200;
    ctx.body = {
      status: failing.map(([part, state]) => `${part}: ${state}`).join('; ') || 'ok',
      checks: Object.fromEntries(states),
    };
  };
  const router = newRouter();
  router.get('/health/live', isPublic, aboutLiveness, live);
  router.get('/health/ready', isPublic, aboutReadiness, ready);
  router.get('/healthz', isPublic, alias, live);
  router.get('/readyz', isPublic, alias, ready);
  return router;
}
