import {
  described,
  Forbidden,
  input,
  inputOf,
  may,
  mayAlso,
  newRouter,
  NotSignedIn,
  type Caller,
  type HubContext,
  type HubRouter,
} from '../../http/index.ts';
import { TooManyViews, ViewNotFound } from '../problems.ts';
import type { SavedViews } from './views.ts';

const chapter = 'Payments';
const oneView = { chapter, path: { id: 'savedViewId' } } as const;

const about = {
  list: described({
    chapter,
    name: 'listPaymentViews',
    summary: 'List saved views of the list of payments',
    success: { status: 200, body: 'payment-view-list' },
  }),
  save: described({
    chapter,
    name: 'savePaymentView',
    summary: 'Save filters and columns under a name',
    success: { status: 201, body: 'payment-view' },
    problems: [TooManyViews, Forbidden],
  }),
  change: described({
    ...oneView,
    name: 'changePaymentView',
    summary: 'Change one of your saved views',
    success: { status: 200, body: 'payment-view' },
    problems: [ViewNotFound, Forbidden],
  }),
  remove: described({
    ...oneView,
    name: 'removePaymentView',
    summary: 'Remove one of your saved views',
    success: { status: 204 },
    problems: [ViewNotFound],
  }),
};

const idOf = (ctx: HubContext): string => String((ctx['params'] as Record<string, string | undefined>)['id'] ?? '');

function callerOf({ state: { caller } }: HubContext): Caller {
  if (!caller) throw new NotSignedIn({});
  return caller;
}

/** Sharing puts a view into everybody's console, so it is a permission of its own. */
const mayShare = mayAlso(
  { action: 'payments.share-views', when: 'for a shared view' },
  (ctx) => inputOf(ctx, 'payment-view-request').isShared,
);

/** Everybody's own views of the list of payments, and those that are shared. */
export function savedViewRoutes(views: SavedViews): HubRouter {
  const router = newRouter();
  router.get('/v1/payment-views', may('payments.read'), about.list, async (ctx) => {
    ctx.body = { data: await views.list(callerOf(ctx), ctx.state.viewer.masked.has('email')) };
  });
  router.post(
    '/v1/payment-views',
    may('payments.read'),
    about.save,
    input('payment-view-request'),
    mayShare,
    async (ctx) => {
      ctx.body = await views.save(inputOf(ctx, 'payment-view-request'), callerOf(ctx));
      ctx.status = 201;
    },
  );
  router.put(
    '/v1/payment-views/:id',
    may('payments.read'),
    about.change,
    input('payment-view-request'),
    mayShare,
    async (ctx) => {
      ctx.body = await views.change(idOf(ctx), inputOf(ctx, 'payment-view-request'), callerOf(ctx));
    },
  );
  router.delete('/v1/payment-views/:id', may('payments.read'), about.remove, async (ctx) => {
    await views.remove(idOf(ctx), callerOf(ctx));
    ctx.status = 204;
  });
  return router;
}
