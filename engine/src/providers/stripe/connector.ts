import type { Money, Provider } from '@pih/schemas';
import Stripe from 'stripe';
import type { AttemptContext, Connector, ConnectorDeps, Outcome, RefundContext, RefundOutcome } from '../connector.ts';
import { baseUrlOf, credential, credentialsOf } from '../credentials.ts';
import { ForgedWebhook } from '../problems.ts';
import { createWire } from '../wire.ts';
import { createClient } from './client.ts';
import { toStripe } from './money.ts';
import {
  outcomeOfError,
  outcomeOfIntent,
  outcomeOfRefund,
  outcomeOfRefundError,
  outcomeOfSession,
} from './outcomes.ts';
import { sessionFor } from './session.ts';
import { readEvent } from './webhook.ts';

const expand = ['payment_intent.latest_charge'];
const withoutReference: Outcome & RefundOutcome = { kind: 'unknown', because: 'no_reference' };

/** Stripe by its official SDK: hosted Checkout Sessions; the session is the provider reference of an attempt. */
export function createStripeConnector(document: Provider, deps: ConnectorDeps): Connector {
  const client = clientOf(document, deps);
  const session = async ({ attempt }: AttemptContext): Promise<Stripe.Checkout.Session | undefined> =>
    attempt.reference ? (await client()).checkout.sessions.retrieve(attempt.reference, { expand }) : undefined;

  /** The payment intent behind an attempt; it exists once a shopper has tried to pay. */
  const intentOf = async (ctx: AttemptContext): Promise<string | undefined> => {
    if (ctx.attempt.memory['intent']) return ctx.attempt.memory['intent'];
    const intent = (await session(ctx))?.payment_intent;
    return typeof intent === 'string' ? intent : intent?.id;
  };

  const lookUp = (ctx: AttemptContext): Promise<Outcome> =>
    answered(async () => {
      const found = await session(ctx);
      return found ? outcomeOfSession(found, deps.now()) : withoutReference;
    });

  return {
    hasPage: true,

    lookUp,

    create: (ctx, key) =>
      answered(async () => {
        const { id, url } = await (await client()).checkout.sessions.create(sessionFor(ctx), { idempotencyKey: key });
        return id && url ? { kind: 'redirect', reference: id, url } : { kind: 'unknown', because: 'unreadable_answer' };
      }),

    capture: (ctx, amount, key) =>
      answered(async () => {
        const { reference } = ctx.attempt;
        const intent = await intentOf(ctx);
        if (!reference || !intent) return { kind: 'refused', because: 'No money is held.' };
        try {
          const params = { amount_to_capture: toStripe(amount), expand: ['latest_charge'] };
          const captured = await (await client()).paymentIntents.capture(intent, params, { idempotencyKey: key });
          return outcomeOfIntent(captured, reference, deps.now());
        } catch (error) {
          // Captured or canceled already, perhaps by somebody else: how does it stand?
          if (codeOf(error) === 'payment_intent_unexpected_state') return lookUp(ctx);
          throw error;
        }
      }),

    cancel: (ctx, key) =>
      answered(async () => {
        const found = await session(ctx);
        if (!found) return withoutReference;
        const stands = outcomeOfSession(found, deps.now());
        // Two different calls, so two keys: Stripe refuses one key for both.
        try {
          if (found.status === 'open') {
            await (await client()).checkout.sessions.expire(found.id, {}, { idempotencyKey: `${key}-expire` });
            return { kind: 'canceled' };
          }
          const intent = stands.kind === 'authorized' ? stands.memory?.['intent'] : undefined;
          if (!intent) return stands;
          await (await client()).paymentIntents.cancel(intent, {}, { idempotencyKey: `${key}-release` });
          return { kind: 'canceled' };
        } catch (error) {
          // The shopper was faster than the cancelation: how does it stand now?
          if (error instanceof Stripe.errors.StripeInvalidRequestError) return lookUp(ctx);
          throw error;
        }
      }),

    refund: (ctx, refund, key) =>
      refunded(async () => {
        const intent = await intentOf(ctx);
        if (!intent) return { kind: 'failed', reason: 'Nothing was paid.' };
        return outcomeOfRefund(
          await (await client()).refunds.create(refundFor(ctx, refund, intent), { idempotencyKey: key }),
        );
      }),

    lookUpRefund: (ctx, refund) =>
      asked(async () => {
        if (refund.reference) return outcomeOfRefund(await (await client()).refunds.retrieve(refund.reference));
        const intent = await intentOf(ctx);
        if (!intent) return withoutReference;
        const { data } = await (await client()).refunds.list({ payment_intent: intent, limit: 100 });
        const found = data.find(({ metadata }) => metadata?.['refund'] === refund.id);
        return found ? outcomeOfRefund(found) : withoutReference;
      }),

    async readWebhook(raw) {
      const secret = credential(document, await credentialsOf(document, deps), 'webhookSecret');
      try {
        return readEvent(raw, secret, deps.now());
      } catch (error) {
        // Signed with another secret, too old, or signed and yet no JSON: none of it is Stripe's.
        if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
          throw new ForgedWebhook({ provider: document.id });
        throw error;
      }
    },
  };
}

function refundFor(
  ctx: AttemptContext,
  { id, amount, reason }: RefundContext,
  intent: string,
): Stripe.RefundCreateParams {
  return {
    payment_intent: intent,
    amount: toStripe(amount satisfies Money),
    // Events about a refund carry its own metadata only.
    metadata: {
      payment: ctx.payment.id,
      attempt: ctx.attempt.id,
      refund: id,
      ...(reason && { reason: reason.slice(0, 500) }),
    },
  };
}

/** The SDK for the present key and address; made anew only when one of them changes. */
function clientOf(document: Provider, deps: ConnectorDeps): () => Promise<Stripe> {
  const wire = createWire(deps);
  let made: { key: string; client: Stripe } | undefined;
  return async () => {
    const baseUrl = baseUrlOf(document, deps.sandboxUrl, 'https://api.stripe.com');
    const key = credential(document, await credentialsOf(document, deps), 'secretKey');
    if (made?.key !== key) made = { key, client: createClient(key, baseUrl, wire) };
    return made.client;
  };
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Stripe.errors.StripeError ? error.code : undefined;

const answered = (ask: () => Promise<Outcome>): Promise<Outcome> => ask().catch(outcomeOfError);
const refunded = (ask: () => Promise<RefundOutcome>): Promise<RefundOutcome> => ask().catch(outcomeOfRefundError);
/** That a question about a refund was refused does not mean that the refund was. */
const asked = (ask: () => Promise<RefundOutcome>): Promise<RefundOutcome> =>
  ask().catch((error: unknown) => {
    const outcome = outcomeOfError(error);
    return outcome.kind === 'unknown' ? outcome : { kind: 'unknown', because: 'unreadable_answer' };
  });
