import { input, inputOf, may, newRouter, open, readBody, type HubContext, type HubRouter } from '../http/index.ts';
import { startAttempt } from './attempts.ts';
import { cancelPayment } from './cancel.ts';
import { capturePayment } from './captures.ts';
import { checkoutView, paymentOfToken, shopperReturned } from './checkout.ts';
import { checkoutUrl, connectorOf } from './connectors.ts';
import { createPayment } from './create.ts';
import { decidePayment } from './decisions.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { intended, intentionOf } from './intention.ts';
import { listPayments } from './list.ts';
import { payingAttempt, type Actor, type StoredPayment } from './payment.ts';
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
    const attempt = payingAttempt(payment);
    // A provider that is not ready shows no actions; the payment itself can still be read.
    const connector = attempt && (await connectorOf(deps, attempt).catch(() => undefined));
    return paymentView(payment, checkoutUrl(deps, payment), connector);
  };

  router.post('/v1/payments', may('payments.create'), input('payment-request'), intended, async (ctx) => {
    const payment = await createPayment(deps, inputOf(ctx, 'payment-request'), intentionOf(ctx), actorOf(ctx));
    ctx.status = 201;
    ctx.set('Location', `/v1/payments/${payment._id}`);
    ctx.body = await view(payment);
  });

  router.get('/v1/payments', may('payments.read'), async (ctx) => {
    ctx.body = await listPayments(deps.payments, ctx.query);
  });

  router.get('/v1/payments/:id', may('payments.read'), async (ctx) => {
    ctx.body = await view(await deps.payments.get(param(ctx, 'id')));
  });

  router.post('/v1/payments/:id/cancel', may('payments.cancel'), input('cancel-request'), intended, async (ctx) => {
    ctx.body = await view(await cancelPayment(deps, param(ctx, 'id'), inputOf(ctx, 'cancel-request'), actorOf(ctx)));
  });

  router.post('/v1/payments/:id/capture', may('payments.capture'), input('capture-request'), intended, async (ctx) => {
    ctx.body = await view(
      await capturePayment(deps, param(ctx, 'id'), inputOf(ctx, 'capture-request'), intentionOf(ctx), actorOf(ctx)),
    );
  });

  router.post('/v1/payments/:id/refunds', may('payments.refund'), input('refund-request'), intended, async (ctx) => {
    const payment = await refundPayment(
      deps,
      param(ctx, 'id'),
      inputOf(ctx, 'refund-request'),
      intentionOf(ctx),
      actorOf(ctx),
    );
    ctx.status = 201;
    ctx.body = await view(payment);
  });

  return router;
}

const byToken = open('The unguessable token in the address is the permission.');

/** What the shopper's front end asks for. */
export function checkoutRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();

  router.get('/v1/checkout/:token', byToken, async (ctx) => {
    const payment = await paymentOfToken(deps, param(ctx, 'token'));
    const userAgent = ctx.get('user-agent');
    const prefers = (languages: readonly string[]) => ctx.acceptsLanguages([...languages]) || undefined;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = checkoutView(deps, await decidePayment(deps, payment, { userAgent, prefers }));
  });

  router.post('/v1/checkout/:token/attempts', byToken, input('attempt-request'), intended, async (ctx) => {
    const payment = await paymentOfToken(deps, param(ctx, 'token'));
    ctx.body = await startAttempt(deps, payment, inputOf(ctx, 'attempt-request'), intentionOf(ctx).key);
    ctx.status = 201;
  });

  router.get('/v1/checkout/:token/return/:attempt', byToken, async (ctx) => {
    const payment = await paymentOfToken(deps, param(ctx, 'token'));
    await shopperReturned(deps, payment, param(ctx, 'attempt'), ctx.query['back'] === '1').catch((error: unknown) =>
      // The page shows the payment as pending and the hub keeps asking; the shopper must not land on an error.
      deps.log.warn({ err: error, payment: payment._id }, 'could not ask the provider on return'),
    );
    ctx.redirect(checkoutUrl(deps, payment));
    ctx.status = 303;
  });

  router.get('/v1/checkout/:token/events', byToken, async (ctx) => {
    await streamStates(deps, ctx, await paymentOfToken(deps, param(ctx, 'token')));
  });

  return router;
}

/** The largest webhook bodies of the known providers are a few kilobytes. */
const webhookLimit = 512_000;

/** Where providers report. */
export function webhookRoutes(deps: PaymentDependencies): HubRouter {
  const router = newRouter();
  router.post(
    '/webhooks/:provider',
    open('The provider’s own signature is verified before anything is read.'),
    async (ctx) => {
      const body = await readBody(ctx.req, webhookLimit);
      await receiveWebhook(deps, param(ctx, 'provider'), { headers: ctx.headers, body, url: ctx.url });
      ctx.body = { received: true };
    },
  );
  return router;
}
