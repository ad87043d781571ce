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
import { startAttempt } from './attempts.ts';
import { cancelPayment } from './cancel.ts';
import { capturePayment } from './captures.ts';
import { checkoutView, paymentOfToken, shopperReturned } from './checkout.ts';
import { checkoutUrl, connectorOf } from './connectors.ts';
import { createPayment } from './create.ts';
import { decidePayment } from './decisions.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { aboutCallback, aboutCheckout, aboutPayments, aboutWebhook } from './descriptions.ts';
import { createHintGate } from './hints.ts';
import { intended, intentionOf } from './intention.ts';
import { listPayments } from './list.ts';
import { hasMoney, type Actor, type StoredAttempt, type StoredPayment } from './payment.ts';
import { refundPayment } from './refunds.ts';
import { streamStates } from './state-stream.ts';
import { paymentView } from './views.ts';
import { receiveWebhook } from './webhooks.ts';

const param = (ctx: HubContext, name: string): string =>
  String((ctx['params'] as Record<string, string | undefined>)[name] ?? '');

function actorOf({ state: { caller } }: HubContext): Actor {
  return caller ? { type: caller.type, id: caller.id, name: caller.name } : { type: 'system' };
}

/** What the merchant's systems and the operators do with payments. */
export function paymentRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();

  const view = async (payment: StoredPayment) => {
    // A provider that is not ready shows no actions; the payment itself can still be read.
    const ready = async (attempt: StoredAttempt) =>
      [attempt.id, await connectorOf(deps, attempt).catch(() => undefined)] as const;
    const connectors = new Map(await Promise.all(payment.attempts.filter(hasMoney).map(ready)));
    return paymentView(payment, checkoutUrl(deps, payment), ({ id }) => connectors.get(id));
  };

  router.post(
    '/v1/payments',
    may('payments.create'),
    aboutPayments.create,
    input('payment-request'),
    intended,
    async (ctx) => {
      const payment = await createPayment(deps, inputOf(ctx, 'payment-request'), intentionOf(ctx), actorOf(ctx));
      ctx.status = 201;
      ctx.set('Location', `/v1/payments/${payment._id}`);
      ctx.body = await view(payment);
    },
  );

  router.get('/v1/payments', may('payments.read'), aboutPayments.list, query('payment-query'), async (ctx) => {
    ctx.body = await listPayments(deps.payments, queryOf(ctx, 'payment-query'));
  });

  router.get('/v1/payments/:id', may('payments.read'), aboutPayments.read, async (ctx) => {
    ctx.body = await view(await deps.payments.get(param(ctx, 'id')));
  });

  router.post(
    '/v1/payments/:id/cancel',
    may('payments.cancel'),
    aboutPayments.cancel,
    input('cancel-request'),
    intended,
    async (ctx) => {
      ctx.body = await view(
        await cancelPayment(deps, param(ctx, 'id'), inputOf(ctx, 'cancel-request'), intentionOf(ctx), actorOf(ctx)),
      );
    },
  );

  router.post(
    '/v1/payments/:id/capture',
    may('payments.capture'),
    aboutPayments.capture,
    input('capture-request'),
    intended,
    async (ctx) => {
      ctx.body = await view(
        await capturePayment(deps, param(ctx, 'id'), inputOf(ctx, 'capture-request'), intentionOf(ctx), actorOf(ctx)),
      );
    },
  );

  router.post(
    '/v1/payments/:id/refunds',
    may('payments.refund'),
    aboutPayments.refund,
    input('refund-request'),
    intended,
    async (ctx) => {
      const payment = await refundPayment(
        deps,
        param(ctx, 'id'),
        inputOf(ctx, 'refund-request'),
        intentionOf(ctx),
        actorOf(ctx),
      );
      ctx.status = 201;
      ctx.body = await view(payment);
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
