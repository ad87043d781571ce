import type Stripe from 'stripe';
import type { Cause, StripeAccount } from './account.ts';
import { invalid, noSuch, unexpectedState } from './errors.ts';
import type { Parameters } from './parameters.ts';

/** @throws StripeFault 404 */
export function findIntent(account: StripeAccount, id: string): Stripe.PaymentIntent {
  const intent = account.intents.get(id);
  if (!intent) throw noSuch('payment_intent', id, 'intent');
  return intent;
}

/** Takes held money, all of it or `amount_to_capture`; the rest is released (POST /v1/payment_intents/:id/capture). */
export function captureIntent(
  account: StripeAccount,
  intent: Stripe.PaymentIntent,
  given: Parameters,
  cause: Cause,
): Stripe.PaymentIntent {
  given.allow(['amount_to_capture', 'final_capture', 'metadata', 'expand', 'statement_descriptor']);
  if (intent.status !== 'requires_capture') {
    const message = `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`;
    throw unexpectedState(message, intent);
  }
  const amount = given.integer('amount_to_capture') ?? intent.amount_capturable;
  if (amount < 1 || amount > intent.amount_capturable) {
    const message = 'The amount to capture must be positive and at most the amount that can be captured.';
    throw invalid(message, { code: 'amount_too_large', param: 'amount_to_capture' });
  }
  takeMoney(account, intent, amount);
  account.tell('payment_intent.succeeded', intent, { paymentAmount: intent.amount, cause });
  return intent;
}

/** Marks the money of an intent and of its charge as taken. */
export function takeMoney(account: StripeAccount, intent: Stripe.PaymentIntent, amount: number): void {
  intent.status = 'succeeded';
  intent.amount_capturable = 0;
  intent.amount_received = amount;
  const charge = latestCharge(account, intent);
  if (charge) Object.assign(charge, { captured: true, amount_captured: amount });
}

const reasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const;

/** Releases held money (POST /v1/payment_intents/:id/cancel). Before that point only the session can be expired. */
export function cancelIntent(
  account: StripeAccount,
  intent: Stripe.PaymentIntent,
  given: Parameters,
  cause: Cause,
): Stripe.PaymentIntent {
  given.allow(['cancellation_reason', 'expand']);
  const reason = given.choice('cancellation_reason', reasons) ?? null;
  if (intent.status === 'requires_payment_method') {
    throw unexpectedState('You cannot cancel this PaymentIntent because it was created by Checkout.', intent);
  }
  if (intent.status !== 'requires_capture') {
    throw unexpectedState(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
      intent,
    );
  }
  releaseCharge(account, intent);
  markCanceled(account, intent, reason);
  account.tell('payment_intent.canceled', intent, { paymentAmount: intent.amount, cause });
  return intent;
}

/** What happens to an unfinished intent when its session expires. */
export function abandon(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  markCanceled(account, intent, 'automatic');
  account.tell('payment_intent.canceled', intent, { paymentAmount: intent.amount });
}

export function latestCharge(account: StripeAccount, intent: Stripe.PaymentIntent): Stripe.Charge | undefined {
  return typeof intent.latest_charge === 'string' ? account.charges.get(intent.latest_charge) : undefined;
}

function markCanceled(
  account: StripeAccount,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): void {
  Object.assign(intent, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: account.now(),
    cancellation_reason: reason,
  } satisfies Partial<Stripe.PaymentIntent>);
}

/** A hold that is given up shows as a refunded charge that was never captured. */
function releaseCharge(account: StripeAccount, intent: Stripe.PaymentIntent): void {
  const charge = latestCharge(account, intent);
  if (charge) Object.assign(charge, { amount_refunded: charge.amount, refunded: true });
}
