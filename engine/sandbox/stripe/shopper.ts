import type Stripe from 'stripe';
import type { SessionRecord, StripeAccount } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { brandOf, type CardOutcome, outcomeOf } from './cards.ts';
import { freshCharge, freshIntent } from './objects.ts';
import { takeMoney } from './payment-intents.ts';

export interface Card {
  /** Digits only. Used to find the outcome and then forgotten; only the last four are kept. */
  readonly number: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
}

/** The shopper submits a card on the hosted page: the session completes, or stays open with the decline on its intent. */
export function submitCard(account: StripeAccount, record: SessionRecord, card: Card): CardOutcome {
  const intent = intentOf(account, record);
  const outcome = outcomeOf(card.number);
  if (outcome.kind === 'declined') decline(account, intent, card, outcome);
  else complete(account, record, intent, card, outcome);
  return outcome;
}

/** The intent behind a session exists only once a shopper has tried to pay. */
function intentOf(account: StripeAccount, record: SessionRecord): Stripe.PaymentIntent {
  const existing = record.intentId === undefined ? undefined : account.intents.get(record.intentId);
  if (existing) return existing;
  const { session, plan } = record;
  const intent = freshIntent({
    id: account.newId('pi'),
    amount: session.amount_total ?? 0,
    capture_method: plan.captureMethod,
    created: account.now(),
    currency: session.currency ?? '',
    customer: session.customer,
    description: plan.description,
    metadata: { ...plan.metadata },
    receipt_email: session.customer_email,
    setup_future_usage: plan.setupFutureUsage,
  });
  account.intents.put(intent.id, intent);
  record.intentId = intent.id;
  session.payment_intent = intent.id;
  return intent;
}

type Approved = Extract<CardOutcome, { kind: 'approved' }>;
type Declined = Extract<CardOutcome, { kind: 'declined' }>;

function decline(account: StripeAccount, intent: Stripe.PaymentIntent, card: Card, outcome: Declined): void {
  const { code, declineCode, message } = outcome;
  const charge = charged(account, intent, card, 'failed');
  Object.assign(charge, { failure_code: code, failure_message: message });
  intent.latest_charge = charge.id;
  intent.last_payment_error = {
    type: 'card_error',
    charge: charge.id,
    code: code as Stripe.PaymentIntent.LastPaymentError.Code,
    ...(declineCode !== undefined && { decline_code: declineCode }),
    doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}`,
    message,
  };
  account.tell('payment_intent.payment_failed', intent, { paymentAmount: intent.amount });
}

function complete(
  account: StripeAccount,
  record: SessionRecord,
  intent: Stripe.PaymentIntent,
  card: Card,
  outcome: Approved,
): void {
  const { session } = record;
  if (session.customer === null && session.customer_creation === 'always') session.customer = account.newId('cus');
  const isHeld = intent.capture_method === 'manual';
  Object.assign(intent, {
    customer: session.customer,
    last_payment_error: null,
    payment_method: account.newId('pm'),
  } satisfies Partial<Stripe.PaymentIntent>);
  const charge = charged(account, intent, card, 'succeeded');
  intent.latest_charge = charge.id;
  account.refundCourses.put(charge.id, behaviourOf(intent.amount) === 'refundsLater' ? 'later' : outcome.refunds);
  if (isHeld) Object.assign(intent, { status: 'requires_capture', amount_capturable: intent.amount });
  else takeMoney(account, intent, intent.amount);
  finish(session, isHeld);
  const about = { paymentAmount: intent.amount };
  account.tell(isHeld ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent, about);
  account.tell('checkout.session.completed', session, about);
}

function finish(session: Stripe.Checkout.Session, isHeld: boolean): void {
  session.status = 'complete';
  session.url = null;
  // Held money does not count as paid until it is captured.
  session.payment_status = isHeld ? 'unpaid' : 'paid';
  session.customer_details = {
    address: null,
    business_name: null,
    email: session.customer_email ?? 'shopper@example.com',
    individual_name: null,
    name: 'Alex Sample',
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

function charged(
  account: StripeAccount,
  intent: Stripe.PaymentIntent,
  card: Card,
  status: 'succeeded' | 'failed',
): Stripe.Charge {
  const charge = freshCharge({
    id: account.newId('ch'),
    amount: intent.amount,
    created: account.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: { ...intent.metadata },
    payment_intent: intent.id,
    payment_method: typeof intent.payment_method === 'string' ? intent.payment_method : null,
    payment_method_details: { type: 'card', card: cardDetails(card) },
    status,
  });
  account.charges.put(charge.id, charge);
  return charge;
}

function cardDetails(card: Card): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: null,
    authorization_code: null,
    brand: brandOf(card.number),
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'IT',
    electronic_commerce_indicator: null,
    exp_month: card.expiryMonth,
    exp_year: card.expiryYear,
    fingerprint: null,
    funding: 'credit',
    installments: null,
    last4: card.number.slice(-4),
    mandate: null,
    network: brandOf(card.number),
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}
