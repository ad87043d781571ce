import type Stripe from 'stripe';
import { refundedOf, type Adopt, type PastAttempt } from '../past.ts';
import type { StripeAccount } from './account.ts';
import { freshCharge, freshIntent, freshRefund, freshSession } from './objects.ts';
import { takeMoney } from './payment-intents.ts';

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
const day = 24 * 60 * 60;

/** A session of the past with the intent, the charge and the refunds behind it, as somebody paid it with a card. */
export const adopting =
  (account: StripeAccount): Adopt =>
  (past) => {
    if (account.sessions.has(past.reference)) return;
    const { payment, attempt, reference } = past.shop;
    const metadata = { payment, attempt, reference };
    const currency = past.currency.toLowerCase();
    const isPaid = past.state === 'paid' || past.state === 'held';
    const session = freshSession({
      id: past.reference,
      amount_total: past.amount,
      client_reference_id: payment,
      created: seconds(past.startedAt),
      currency,
      expires_at: seconds(past.startedAt) + day,
      metadata,
      payment_status: past.state === 'paid' ? 'paid' : 'unpaid',
      status: isPaid ? 'complete' : 'expired',
      url: null,
    });
    const intent = isPaid ? intentOf(account, past, metadata) : undefined;
    session.payment_intent = intent?.id ?? null;
    account.sessions.put(session.id, {
      session,
      lines: [{ name: reference, quantity: 1, total: past.amount }],
      plan: { captureMethod: past.capture, description: null, metadata, setupFutureUsage: null },
      brand: undefined,
      intentId: intent?.id,
    });
  };

/** Only the intent's own name is remembered by the shop; the charge behind it is named alike. */
function intentOf(
  account: StripeAccount,
  past: PastAttempt,
  metadata: Record<string, string>,
): Stripe.PaymentIntent | undefined {
  const { intent: id } = past.parts;
  if (id === undefined) return undefined;
  const about = {
    amount: past.amount,
    currency: past.currency.toLowerCase(),
    metadata,
    created: seconds(past.changedAt),
  };
  const charge = freshCharge({ id: id.replace(/^pi_/, 'ch_'), ...about, payment_intent: id, status: 'succeeded' });
  const intent = freshIntent({ id, ...about, capture_method: past.capture, latest_charge: charge.id });
  account.charges.put(charge.id, charge);
  account.intents.put(id, intent);
  if (past.state === 'paid') takeMoney(account, intent, past.taken);
  else Object.assign(intent, { status: 'requires_capture', amount_capturable: past.amount });
  charge.amount_refunded = refundedOf(past);
  charge.refunded = charge.amount_captured > 0 && charge.amount_refunded >= charge.amount_captured;
  for (const refund of past.refunds)
    account.refunds.put(
      refund.reference,
      freshRefund({
        id: refund.reference,
        amount: refund.amount,
        charge: charge.id,
        created: seconds(refund.at),
        currency: charge.currency,
        metadata: { payment: past.shop.payment, attempt: past.shop.attempt, refund: refund.id },
        payment_intent: id,
        status: refund.isPending ? 'pending' : 'succeeded',
      }),
    );
  return intent;
}
