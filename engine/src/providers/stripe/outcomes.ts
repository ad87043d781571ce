import Stripe from 'stripe';
import type { Outcome, RefundOutcome } from '../connector.ts';
import { ProviderNotReady } from '../problems.ts';
import { WireFault } from '../wire.ts';
import { fromStripe } from './money.ts';
import { reasonOf } from './reasons.ts';

/** What a hosted checkout amounts to; `payment_intent.latest_charge` has to be expanded. */
export function outcomeOfSession(session: Stripe.Checkout.Session, now: Date): Outcome {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  if (session.status === 'expired') return { kind: 'expired' };
  if (session.status === 'open') return declineOf(intent, false) ?? { kind: 'pending', reference: session.id };
  return intent ? outcomeOfIntent(intent, session.id, now) : { kind: 'processing', reference: session.id };
}

/**
 * The payment intent decides, not the session's `payment_status`, which stays `unpaid` for money that is held and for
 * slow methods alike.
 */
export function outcomeOfIntent(intent: Stripe.PaymentIntent, reference: string, now: Date): Outcome {
  const memory = { intent: intent.id };
  switch (intent.status) {
    case 'succeeded':
      return { kind: 'paid', reference, memory, at: paidAt(intent, now), ...sum(intent.amount_received, intent) };
    case 'requires_capture':
      return {
        kind: 'authorized',
        reference,
        memory,
        at: chargedAt(intent, now),
        ...sum(intent.amount_capturable, intent),
      };
    case 'canceled':
      return { kind: ranOut.has(intent.cancellation_reason ?? '') ? 'expired' : 'canceled' };
    case 'requires_payment_method':
      return declineOf(intent, true) ?? { kind: 'pending', reference, memory };
    case 'processing':
      return { kind: 'processing', reference, memory };
    default:
      return { kind: 'pending', reference, memory };
  }
}

const ranOut = new Set<string>(['automatic', 'expired']);

function declineOf(intent: Stripe.PaymentIntent | null, final: boolean): Outcome | undefined {
  const error = intent?.status === 'requires_payment_method' ? intent.last_payment_error : null;
  if (!error) return undefined;
  const code = error.decline_code ?? error.code;
  return { kind: 'declined', reason: reasonOf(code), final, ...(code && { providerCode: code }) };
}

const sum = (amount: number, { currency }: Stripe.PaymentIntent) => {
  const read = fromStripe(amount, currency);
  return read && { amount: read };
};

/** When the shopper paid. Stripe does not say when held money was captured, so that is when we learn of it. */
const paidAt = (intent: Stripe.PaymentIntent, now: Date): Date =>
  intent.capture_method === 'manual' ? now : chargedAt(intent, now);

const chargedAt = ({ latest_charge: charge }: Stripe.PaymentIntent, now: Date): Date =>
  typeof charge === 'object' && charge ? new Date(charge.created * 1000) : now;

/** The list of refund states is open: a new one is not settled yet. */
export function outcomeOfRefund(refund: Stripe.Refund): RefundOutcome {
  if (refund.status === 'succeeded') return { kind: 'succeeded', reference: refund.id };
  if (refund.status !== 'failed' && refund.status !== 'canceled') return { kind: 'pending', reference: refund.id };
  return { kind: 'failed', ...(refund.failure_reason && { providerCode: refund.failure_reason }) };
}

type Failure = Extract<Outcome, { kind: 'declined' | 'refused' | 'unknown' }>;

/**
 * What a failed call amounts to.
 * @throws whatever is neither Stripe's nor the wire's doing
 */
export function outcomeOfError(error: unknown): Failure {
  if (error instanceof RangeError) return { kind: 'refused', because: error.message };
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  if (error instanceof Stripe.errors.StripeConnectionError) return lost(error);
  const { statusCode = 0, decline_code: declineCode, code = declineCode } = error;
  // Too many calls: this one was not looked at.
  if (statusCode === 429) return { kind: 'unknown', because: 'unreachable' };
  // A 409 is the same key still at work elsewhere.
  if (statusCode < 400 || statusCode >= 500 || statusCode === 409)
    return { kind: 'unknown', because: 'unreadable_answer' };
  if (error instanceof Stripe.errors.StripeCardError)
    return {
      kind: 'declined',
      reason: reasonOf(declineCode ?? code),
      final: true,
      ...(code && { providerCode: code }),
    };
  return { kind: 'refused', because: inWords(error), providerCode: code ?? error.rawType ?? `http_${statusCode}` };
}

export function outcomeOfRefundError(error: unknown): RefundOutcome {
  const failure = outcomeOfError(error);
  if (failure.kind === 'unknown') return failure;
  const reason = failure.kind === 'refused' ? failure.because : failure.reason;
  return { kind: 'failed', reason, ...(failure.providerCode && { providerCode: failure.providerCode }) };
}

/** @throws ProviderNotReady when the hub does not call that address */
function lost({ detail }: Stripe.errors.StripeConnectionError): Failure {
  if (detail instanceof ProviderNotReady) throw detail;
  return { kind: 'unknown', because: detail instanceof WireFault ? detail.because : 'unreadable_answer' };
}

/** Stripe's message explains a wrong request well; about a wrong key it would quote the key. */
const inWords = ({ statusCode, message }: Stripe.errors.StripeError): string =>
  statusCode === 401 || statusCode === 403 ? 'Stripe does not accept the secret key.' : `Stripe: ${message}`;
