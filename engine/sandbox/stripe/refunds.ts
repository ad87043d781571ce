import type Stripe from 'stripe';
import type { Cause, StripeAccount } from './account.ts';
import { toDecimal } from './currencies.ts';
import { invalid, noSuch, unexpectedState } from './errors.ts';
import { freshRefund } from './objects.ts';
import type { Parameters } from './parameters.ts';
import { findIntent, latestCharge } from './payment-intents.ts';

const reasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

/**
 * Gives back all that is left of a charge, or `amount` of it (POST /v1/refunds).
 * @throws StripeFault when nothing is left (`charge_already_refunded`) or less than asked
 */
export function createRefund(account: StripeAccount, given: Parameters, cause: Cause): Stripe.Refund {
  given.allow(['amount', 'charge', 'expand', 'metadata', 'payment_intent', 'reason']);
  const charge = chargeToRefund(account, given);
  const amount = amountToRefund(charge, given);
  const course = account.refundCourses.get(charge.id) ?? 'at once';
  const refund = freshRefund({
    id: account.newId('re'),
    amount,
    charge: charge.id,
    created: account.now(),
    currency: charge.currency,
    metadata: given.metadata(),
    payment_intent: charge.payment_intent,
    reason: given.choice('reason', reasons) ?? null,
    status: course === 'later' ? 'pending' : 'succeeded',
  });
  account.refunds.put(refund.id, refund);
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  count(charge, amount);
  const about = { paymentAmount: charge.amount, cause };
  account.tell('refund.created', refund, about);
  account.tell('charge.refunded', charge, { ...about, previous });
  if (course === 'later') account.context.later(() => succeed(account, refund, charge));
  if (course === 'failing') account.context.later(() => fail(account, refund, charge));
  return refund;
}

/** @throws StripeFault 404 */
export function findRefund(account: StripeAccount, id: string): Stripe.Refund {
  const refund = account.refunds.get(id);
  if (!refund) throw noSuch('refund', id, 'refund');
  return refund;
}

/** The charge a refund names, directly or through its payment intent. */
export function chargeToRefund(account: StripeAccount, given: Parameters): Stripe.Charge {
  const chargeId = given.text('charge');
  if (chargeId !== undefined) return findCharge(account, chargeId, 'charge');
  const intentId = given.text('payment_intent');
  if (intentId === undefined) {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.';
    throw invalid(message, { code: 'parameter_missing' });
  }
  const intent = findIntent(account, intentId);
  const charge = latestCharge(account, intent);
  if (charge?.captured) return charge;
  throw unexpectedState(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
}

export function findCharge(account: StripeAccount, id: string, param: string): Stripe.Charge {
  const charge = account.charges.get(id);
  if (!charge) throw noSuch('charge', id, param);
  return charge;
}

function amountToRefund(charge: Stripe.Charge, given: Parameters): number {
  const left = charge.amount_captured - charge.amount_refunded;
  if (left <= 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  const amount = given.integer('amount') ?? left;
  const param = 'amount';
  if (amount < 1) {
    throw invalid('This value must be greater than or equal to 1.', { code: 'parameter_invalid_integer', param });
  }
  if (amount <= left) return amount;
  const [asked, rest] = [toDecimal(amount, charge.currency), toDecimal(left, charge.currency)];
  const unit = charge.currency.toUpperCase();
  throw invalid(`Refund amount (${asked} ${unit}) is greater than unrefunded amount on charge (${rest} ${unit})`, {
    param,
  });
}

function count(charge: Stripe.Charge, amount: number): void {
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded >= charge.amount_captured;
}

function succeed(account: StripeAccount, refund: Stripe.Refund, charge: Stripe.Charge): void {
  refund.status = 'succeeded';
  account.tell('refund.updated', refund, { paymentAmount: charge.amount, previous: { status: 'pending' } });
}

/** The shopper's bank sends the money back: the charge counts as not refunded again. */
function fail(account: StripeAccount, refund: Stripe.Refund, charge: Stripe.Charge): void {
  Object.assign(refund, { status: 'failed', failure_reason: 'expired_or_canceled_card' });
  count(charge, -refund.amount);
  account.tell('refund.failed', refund, { paymentAmount: charge.amount });
}
