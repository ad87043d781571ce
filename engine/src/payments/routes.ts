import {
  input,
  inputOf,
  may,
  networkOf,
  newRouter,
  open,
  query,
  queryOf,
  readBody,
  type HubContext,
  type HubRouter,
} from '../http/index.ts';
import { approvalFor, type ActionApprovals, type Done } from './approvals/index.ts';
import { startAttempt } from './paying/attempts.ts';
import { checkoutView, paymentOfToken, shopperReturned } from './checkout/checkout.ts';
import { checkoutUrl } from './paying/connectors.ts';
import { createPayment } from './paying/create.ts';
import { decidePayment } from './decisions/decisions.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { aboutCallback, aboutCheckout, aboutPayments, aboutWebhook } from './descriptions.ts';
import { createHintGate } from './news/hints.ts';
import { intended, intentionOf } from './actions/intention.ts';
import type { Actor, StoredPayment } from './record/payment.ts';
import { revealTo } from './sight/reveals.ts';
import { streamStates } from './checkout/state-stream.ts';
import { mightAct, mustAct, mustTake, viewFor, visiblePayment } from './sight/visible.ts';
import { receiveWebhook } from './news/webhooks.ts';

const param = (ctx: HubContext, name: string): string =>
  String((ctx['params'] as Record<string, string | undefined>)[name] ?? '');

function actorOf({ state: { caller } }: HubContext): Actor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

/** What the merchant's systems and the operators do with payments. */
export function paymentRoutes(deps: PaymentDependencies, approvals: ActionApprovals): HubRouter {
  const router = newRouter();

  const view = ({ state }: HubContext, payment: StoredPayment) => viewFor(deps, state.viewer, payment);
  /** The payment that a request is about, as far as the caller may see it. */
  const asked = (ctx: HubContext) => visiblePayment(deps, ctx.state.viewer, param(ctx, 'id'));

  /** Answers with the payment when it was done, with the request when a second person is asked. */
  async function answer(ctx: HubContext, done: Done, status: 200 | 201): Promise<void> {
    ctx.status = 'payment' in done ? status : 202;
    if ('payment' in done) ctx.body = await view(ctx, done.payment);
    else {
      const { stored } = done.approval;
      const payment = await deps.payments.get(stored.payment);
      ctx.body = { approval: await approvalFor(approvals, deps, ctx.state.viewer, stored, payment) };
    }
  }

  router.post(
    '/v1/payments',
    may('payments.create'),
    aboutPayments.create,
    input('payment-request'),
    intended,
    async (ctx) => {
      const request = inputOf(ctx, 'payment-request');
      await mustTake(ctx.state.viewer, request);
      const payment = await createPayment(deps, request, intentionOf(ctx), actorOf(ctx));
      ctx.status = 201;
      ctx.set('Location', `/v1/payments/${payment._id}`);
      ctx.body = await view(ctx, payment);
    },
  );

  router.get('/v1/payments/:id', may('payments.read'), aboutPayments.read, async (ctx) => {
    ctx.body = await view(ctx, await asked(ctx));
  });

  router.post(
    '/v1/payments/:id/cancel',
    may('payments.cancel'),
    aboutPayments.cancel,
    input('cancel-request'),
    intended,
    async (ctx) => {
      const payment = await asked(ctx);
      await mustAct(ctx.state.viewer, 'payments.cancel', payment);
      const request = inputOf(ctx, 'cancel-request');
      const done = approvals.cancel(ctx.state.viewer, payment._id, request, intentionOf(ctx), actorOf(ctx));
      await answer(ctx, await done, 200);
    },
  );

  router.post(
    '/v1/payments/:id/capture',
    may('payments.capture'),
    aboutPayments.capture,
    input('capture-request'),
    intended,
    async (ctx) => {
      const payment = await asked(ctx);
      const request = inputOf(ctx, 'capture-request');
      await mustAct(ctx.state.viewer, 'payments.capture', payment, request.amount);
      const done = approvals.capture(ctx.state.viewer, payment._id, request, intentionOf(ctx), actorOf(ctx));
      await answer(ctx, await done, 200);
    },
  );

  router.post(
    '/v1/payments/:id/refunds',
    may('payments.refund'),
    aboutPayments.refund,
    input('refund-request'),
    intended,
    async (ctx) => {
      const { viewer } = ctx.state;
      const { _id: id, ...payment } = await asked(ctx);
      const request = inputOf(ctx, 'refund-request');
      await mightAct(viewer, 'payments.refund', payment, request.amount);
      await answer(ctx, await approvals.refund(viewer, id, request, intentionOf(ctx), actorOf(ctx)), 201);
    },
  );

  router.post(
    '/v1/payments/:id/reveals',
    may('payments.reveal'),
    aboutPayments.reveal,
    input('reveal-request'),
    async (ctx) => {
      const payment = await asked(ctx);
      await mustAct(ctx.state.viewer, 'payments.reveal', payment);
      const { reason } = inputOf(ctx, 'reveal-request');
      ctx.body = await revealTo(deps, ctx.state.viewer, payment, reason, actorOf(ctx));
      ctx.status = 201;
    },
  );

  return router;
}

const byToken = open('The unguessable token in the address is the permission.');

/** What the shopper's front end asks for. */
export function checkoutRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();

  router.get('/v1/checkout/:token', byToken, aboutCheckout.read, async (ctx) => {
    const payment = await paymentOfToken(deps, param(ctx, 'token'));
    const userAgent = ctx.get('user-agent');
    const prefers = (languages: readonly string[]) => ctx.acceptsLanguages([...languages]) || undefined;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await checkoutView(deps, await decidePayment(deps, payment, { userAgent, prefers }));
  });

  router.post(
    '/v1/checkout/:token/attempts',
    byToken,
    aboutCheckout.attempt,
    input('attempt-request'),
    intended,
    async (ctx) => {
      const payment = await paymentOfToken(deps, param(ctx, 'token'));
      ctx.body = await startAttempt(deps, payment, inputOf(ctx, 'attempt-request'), intentionOf(ctx));
      ctx.status = 201;
    },
  );

  router.get(
    '/v1/checkout/:token/return/:attempt',
    byToken,
    aboutCheckout.comeBack,
    query('return-query'),
    async (ctx) => {
      const payment = await paymentOfToken(deps, param(ctx, 'token'));
      await shopperReturned(deps, payment, param(ctx, 'attempt'), queryOf(ctx, 'return-query').back === '1').catch(
        (error: unknown) =>
          // The page shows the payment as pending and the hub keeps asking; the shopper must not land on an error.
          deps.log.warn({ err: error, payment: payment._id }, 'could not ask the provider on return'),
      );
      ctx.redirect(checkoutUrl(deps, payment));
      ctx.status = 303;
    },
  );

  router.get('/v1/checkout/:token/events', byToken, aboutCheckout.follow, async (ctx) => {
    await streamStates(deps, ctx, await paymentOfToken(deps, param(ctx, 'token')));
  });

  return router;
}

/** The largest webhook bodies of the known providers are a few kilobytes. */
const webhookLimit = 512_000;

/** Where providers report. */
export function webhookRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();
  const isFollowed = createHintGate();
  const receive = async (ctx: HubContext, body: Buffer): Promise<void> => {
    const { headers, method, url } = ctx;
    const from = { sender: networkOf(ctx.ip), isFollowed };
    await receiveWebhook(deps, param(ctx, 'provider'), { headers, method, body, url }, from);
    ctx.body = { received: true };
  };
  router.post(
    '/webhooks/:provider',
    open('The provider’s own signature is verified before anything is read.'),
    aboutWebhook,
    async (ctx) => {
      const body = await readBody(ctx.req, webhookLimit);
      await receive(ctx, body);
    },
  );
  // Some providers only call an address; what stands in it is a hint, or is signed like a body.
  router.get(
    '/webhooks/:provider',
    open('The provider’s own signature is verified; news that nobody signs is a hint, followed sparingly.'),
    aboutCallback,
    async (ctx) => receive(ctx, Buffer.alloc(0)),
  );
  return router;
}
