import type { PaymentActor } from '@pih/schemas';
import {
  Forbidden,
  input,
  inputOf,
  may,
  newRouter,
  query,
  queryOf,
  type HubContext,
  type HubMiddleware,
  type HubRouter,
} from '../http/index.ts';
import type { BackTests } from './back-tests/index.ts';
import { aboutTrials } from './descriptions.ts';
import { simulate, type SimulationDependencies } from './simulate.ts';

const idOf = (ctx: HubContext): string => String((ctx['params'] as { id?: string }).id ?? '');

function callerOf({ state: { caller } }: HubContext): PaymentActor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

const action = 'payments.read';

/** @throws Forbidden for those who may see flows and no payments */
async function mayReadPayments(ctx: HubContext): Promise<void> {
  if (!(await ctx.state.can(action))) throw new Forbidden({ action });
}

const andPayments: HubMiddleware = async (ctx, next) => {
  await mayReadPayments(ctx);
  await next();
};

/** What a back-test counts, it counts among all payments: whoever may read some would learn how many others there are. */
const andAllPayments: HubMiddleware = async (ctx, next) => {
  await mayReadPayments(ctx);
  const { reach, limit } = await ctx.state.viewer.scope(action);
  if (reach !== 'all') throw new Forbidden({ action, ...(limit && { limit: limit.words, where: limit.where }) });
  await next();
};

/** Trying flows: on one payment at once, on many in the background. */
export function trialRoutes(deps: SimulationDependencies, backTests: BackTests): HubRouter {
  const router = newRouter();
  const mayTry = may('config.read');

  router.post('/v1/flows/simulate', mayTry, aboutTrials.simulate, input('simulation-request'), async (ctx) => {
    const request = inputOf(ctx, 'simulation-request');
    if (request.payment !== undefined) await mayReadPayments(ctx);
    ctx.body = await simulate(deps, request, ctx.state.viewer);
  });

  const asked = [input('back-test-request'), andAllPayments] as const;
  router.post('/v1/flows/:id/back-tests', mayTry, aboutTrials.begin, ...asked, async (ctx) => {
    ctx.body = await backTests.begin(idOf(ctx), inputOf(ctx, 'back-test-request'), callerOf(ctx));
    ctx.status = 202;
  });

  router.get('/v1/flows/:id/back-tests', mayTry, aboutTrials.list, andAllPayments, async (ctx) => {
    ctx.body = await backTests.list(idOf(ctx));
  });

  router.get('/v1/back-tests/:id', mayTry, aboutTrials.read, andAllPayments, async (ctx) => {
    ctx.body = await backTests.read(idOf(ctx));
  });

  const page = query('back-test-changes-query');
  router.get('/v1/back-tests/:id/changes', mayTry, aboutTrials.changes, andPayments, page, async (ctx) => {
    const { after, limit } = queryOf(ctx, 'back-test-changes-query');
    const from = after === undefined ? undefined : Number(after);
    ctx.body = await backTests.changes(idOf(ctx), ctx.state.viewer, from, limit);
  });

  router.delete('/v1/back-tests/:id', mayTry, aboutTrials.cancel, andAllPayments, async (ctx) => {
    ctx.body = await backTests.cancel(idOf(ctx));
  });

  router.post('/v1/back-tests/:id/start', mayTry, aboutTrials.beginAgain, andAllPayments, async (ctx) => {
    ctx.body = await backTests.beginAgain(idOf(ctx));
    ctx.status = 202;
  });

  return router;
}
