import type Stripe from 'stripe';
import type { Cause, LineItem, PaymentPlan, SessionRecord, StripeAccount } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { checkedCurrency, checkTotal } from './currencies.ts';
import { invalid, noSuch, serverTrouble } from './errors.ts';
import { freshSession } from './objects.ts';
import type { Parameters } from './parameters.ts';
import { abandon } from './payment-intents.ts';

/** What a session can be created with here; `payment_method_types` is gone from the API since 2026-10-28. */
const known =
  `allowed_payment_method_types branding_settings cancel_url client_reference_id customer customer_creation customer_email
  excluded_payment_method_types expand expires_at line_items locale metadata mode payment_intent_data submit_type
  success_url ui_mode billing_address_collection phone_number_collection payment_method_options invoice_creation`.split(
    /\s+/,
  );

const futureUsages = ['off_session', 'on_session'] as const;

const minute = 60;
const shortestLife = 30 * minute;
const longestLife = 24 * 60 * minute;

/**
 * Creates a hosted checkout session (POST /v1/checkout/sessions), in `payment` mode only.
 * @throws StripeFault for whatever Stripe would refuse
 */
export function createSession(account: StripeAccount, given: Parameters): SessionRecord {
  given.allow(known);
  const mode = given.choice('mode', ['payment']) ?? given.missing('mode');
  given.choice('ui_mode', ['hosted_page']);
  const { currency, lines, total } = readLines(given);
  if (behaviourOf(total) === 'creationFails') throw serverTrouble();
  const id = account.newId('cs_test');
  const record: SessionRecord = {
    session: freshSession({
      id,
      ...readAddresses(given),
      ...readShopper(given),
      amount_total: total,
      mode,
      client_reference_id: given.text('client_reference_id', 200) ?? null,
      created: account.now(),
      currency,
      expires_at: readExpiry(given, account.now()),
      metadata: given.metadata(),
      url: `${account.context.url}/pay/${id}`,
    }),
    lines,
    plan: readPlan(given.group('payment_intent_data')),
    brand: given.group('branding_settings')?.text('display_name'),
    intentId: undefined,
  };
  account.sessions.put(id, record);
  return record;
}

/** @throws StripeFault 404; a session past its time is found expired */
export function findSession(account: StripeAccount, id: string): SessionRecord {
  const record = account.sessions.get(id);
  if (!record) throw noSuch('checkout.session', id, 'session');
  expireWhenDue(account, record);
  return record;
}

/** POST /v1/checkout/sessions/:id/expire. @throws StripeFault unless the session is open */
export function expireSession(account: StripeAccount, record: SessionRecord, cause: Cause): SessionRecord {
  if (record.session.status !== 'open') {
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${record.session.status}.`,
    );
  }
  expire(account, record, cause);
  return record;
}

/** Expires every open session whose time is over. */
export function sweepSessions(account: StripeAccount): void {
  for (const record of account.sessions.newestFirst()) expireWhenDue(account, record);
}

function expireWhenDue(account: StripeAccount, record: SessionRecord): void {
  if (record.session.status === 'open' && record.session.expires_at <= account.now()) expire(account, record);
}

function expire(account: StripeAccount, record: SessionRecord, cause?: Cause): void {
  Object.assign(record.session, { status: 'expired', url: null } satisfies Partial<Stripe.Checkout.Session>);
  const paymentAmount = record.session.amount_total ?? 0;
  account.tell('checkout.session.expired', record.session, { paymentAmount, ...(cause && { cause }) });
  const intent = record.intentId === undefined ? undefined : account.intents.get(record.intentId);
  if (intent) abandon(account, intent);
}

function readLines(given: Parameters): { currency: string; lines: LineItem[]; total: number } {
  const items = given.groups('line_items');
  if (items.length === 0) given.missing('line_items');
  const read = items.map(readLine);
  const currency = read[0]?.currency ?? '';
  if (read.some((line) => line.currency !== currency)) {
    throw invalid('All line items must have the same currency.', { param: 'line_items' });
  }
  const lines = read.map(({ line }) => line);
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  checkTotal(total, currency);
  return { currency, lines, total };
}

function readLine(item: Parameters): { currency: string; line: LineItem } {
  item.allow(['quantity', 'price_data', 'adjustable_quantity', 'metadata']);
  const quantity = item.integer('quantity') ?? item.missing('quantity');
  if (quantity < 1) throw invalid('This value must be greater than or equal to 1.', { param: item.nameOf('quantity') });
  const price = (item.group('price_data') ?? item.missing('price_data')).allow([
    'currency',
    'unit_amount',
    'product_data',
    'tax_behavior',
  ]);
  const unitAmount = price.integer('unit_amount') ?? price.missing('unit_amount');
  if (unitAmount < 0) {
    const param = price.nameOf('unit_amount');
    throw invalid('This value must be greater than or equal to 0.', { code: 'parameter_invalid_integer', param });
  }
  const product = price.group('product_data') ?? price.missing('product_data');
  return {
    currency: checkedCurrency(price.requiredText('currency'), price.nameOf('currency')),
    line: { name: product.requiredText('name', 250), quantity, total: unitAmount * quantity },
  };
}

type Given<Key extends keyof Stripe.Checkout.Session> = Pick<Stripe.Checkout.Session, Key>;

function readAddresses(given: Parameters): Given<'success_url' | 'cancel_url'> {
  return {
    success_url: given.url('success_url') ?? given.missing('success_url'),
    cancel_url: given.url('cancel_url') ?? null,
  };
}

function readShopper(given: Parameters): Given<'customer' | 'customer_creation' | 'customer_email' | 'locale'> {
  return {
    customer: given.text('customer') ?? null,
    customer_creation: given.choice('customer_creation', ['always', 'if_required']) ?? 'if_required',
    customer_email: given.text('customer_email') ?? null,
    locale: given.text('locale', 10) ?? null,
  };
}

function readExpiry(given: Parameters, now: number): number {
  const expiresAt = given.integer('expires_at') ?? now + longestLife;
  const param = 'expires_at';
  // A few seconds pass between a caller's clock and ours.
  if (expiresAt < now + shortestLife - 10) {
    throw invalid('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', { param });
  }
  if (expiresAt > now + longestLife + 10) {
    throw invalid('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', { param });
  }
  return expiresAt;
}

function readPlan(given: Parameters | undefined): PaymentPlan {
  given?.allow(
    'capture_method description metadata receipt_email setup_future_usage statement_descriptor statement_descriptor_suffix'.split(
      ' ',
    ),
  );
  return {
    captureMethod: given?.choice('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic',
    description: given?.text('description') ?? null,
    metadata: given?.metadata() ?? {},
    setupFutureUsage: given?.choice('setup_future_usage', futureUsages) ?? null,
  };
}
