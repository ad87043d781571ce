import { randomUUID } from 'node:crypto';
import type { JsonFields } from '../json-fields.ts';
import { flows, type PaymentFlow, type SatispayAccount, type SatispayPayment, statuses } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { notFound, serverTrouble, wrongState } from './errors.ts';
import { refund, refundRest } from './refunds.ts';

const hour = 60 * 60_000;
/** How long a payment waits when its creator does not say. */
const lifetimes: Record<PaymentFlow, number> = { MATCH_CODE: 2 * hour, FUND_LOCK: 240 * hour, REFUND: 240 * hour };

/**
 * Creates a payment, or gives one back (POST /g_business/v1/payments).
 * @throws SatispayFault for whatever Satispay would refuse
 */
export function createPayment(account: SatispayAccount, input: JsonFields): SatispayPayment {
  const flow = input.choice('flow', flows) ?? missingFlow(input);
  const amount = input.requiredCount('amount_unit');
  if (input.requiredText('currency') !== 'EUR') throw input.refusalOf('currency', 'EUR');
  const payment = readPayment(account, input, flow, amount);
  if (flow === 'REFUND')
    return refund(account, findPayment(account, input.requiredText('parent_payment_uid')), payment);
  if (behaviourOf(amount) === 'creationFails') throw serverTrouble();
  account.payments.put(payment.id, payment);
  return payment;
}

function readPayment(account: SatispayAccount, input: JsonFields, flow: PaymentFlow, amount: number): SatispayPayment {
  const now = account.now();
  const externalCode = input.text('external_code', 50);
  const callbackUrl = input.address('callback_url');
  const redirectUrl = input.address('redirect_url');
  return {
    id: randomUUID(),
    flow,
    amount,
    status: 'PENDING',
    isExpired: false,
    metadata: readMetadata(input),
    ...(externalCode !== undefined && { externalCode }),
    ...(callbackUrl !== undefined && { callbackUrl }),
    ...(redirectUrl !== undefined && { redirectUrl }),
    refunded: 0,
    insertedAt: now,
    statusAt: now,
    expiresAt: input.instant('expiration_date') ?? new Date(now.getTime() + lifetimes[flow]),
    isConfirmed: false,
  };
}

/** At most 20 entries, keys of 45 and values of 500 characters. */
function readMetadata(input: JsonFields): Readonly<Record<string, unknown>> {
  const metadata = input.object('metadata')?.json ?? {};
  const entries = Object.entries(metadata);
  const isTooMuch = entries.some(([key, value]) => key.length > 45 || String(value).length > 500);
  if (entries.length > 20 || isTooMuch) throw input.refusalOf('metadata', 'at most 20 short texts');
  return metadata;
}

/** @throws SatispayFault 404 */
export function findPayment(account: SatispayAccount, id: string): SatispayPayment {
  const payment = account.payments.get(id);
  if (!payment) throw notFound('Payment');
  expireIfOver(account, payment);
  return payment;
}

/** Newest first, one page (GET /g_business/v1/payments). */
export function listPayments(account: SatispayAccount, query: URLSearchParams) {
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 20) || 20, 1), 100);
  const status = statuses.find((known) => known === query.get('status'));
  const all = account.payments.newestFirst();
  for (const payment of all) expireIfOver(account, payment);
  const after = all.findIndex(({ id }) => id === query.get('starting_after')) + 1;
  const wanted = all.slice(after).filter((payment) => status === undefined || payment.status === status);
  return { hasMore: wanted.length > limit, payments: wanted.slice(0, limit) };
}

const actions = ['ACCEPT', 'CANCEL', 'CANCEL_OR_REFUND'] as const;

/**
 * Takes or releases held money, or closes what nobody confirmed (PUT /g_business/v1/payments/:id).
 * @throws SatispayFault 403 (44) when the payment is past that
 */
export function updatePayment(account: SatispayAccount, payment: SatispayPayment, input: JsonFields): SatispayPayment {
  const action = input.choice('action', actions);
  if (!action) throw input.refusalOf('action', `one of ${actions.join(', ')}`);
  if (action === 'ACCEPT') return accept(account, payment, input.count('amount_unit'));
  const isOpen = payment.status === 'PENDING' || payment.status === 'AUTHORIZED';
  if (isOpen) account.change(payment, 'CANCELED');
  else if (action === 'CANCEL_OR_REFUND' && payment.status === 'ACCEPTED') refundRest(account, payment);
  else throw wrongState(payment.status);
  return payment;
}

function accept(account: SatispayAccount, payment: SatispayPayment, amount = payment.amount): SatispayPayment {
  if (payment.status !== 'AUTHORIZED') throw wrongState(payment.status);
  if (amount > payment.amount) throw wrongState(`AUTHORIZED for ${payment.amount}`);
  payment.amount = amount;
  account.change(payment, 'ACCEPTED');
  return payment;
}

/** The shopper confirms or declines in the app. What was decided stays decided. */
export function answerPayment(account: SatispayAccount, payment: SatispayPayment, agrees: boolean): void {
  if (payment.status !== 'PENDING' || payment.isConfirmed) return;
  const behaviour = behaviourOf(payment.amount);
  const granted = payment.flow === 'FUND_LOCK' ? 'AUTHORIZED' : 'ACCEPTED';
  if (!agrees) return account.change(payment, 'CANCELED');
  payment.isConfirmed = true;
  if (behaviour !== 'acceptsLater' && behaviour !== 'cancelsLater') return account.change(payment, granted);
  account.context.later(() => {
    if (payment.status === 'PENDING') account.change(payment, behaviour === 'acceptsLater' ? granted : 'CANCELED');
  });
}

/** Ends whatever nobody confirmed, or captured, in time. */
export function sweepPayments(account: SatispayAccount): void {
  for (const [, payment] of account.payments.entries()) expireIfOver(account, payment);
}

function expireIfOver(account: SatispayAccount, payment: SatispayPayment): void {
  const isOpen = payment.status === 'PENDING' || payment.status === 'AUTHORIZED';
  if (isOpen && !payment.parent && payment.expiresAt <= account.now()) account.change(payment, 'CANCELED', true);
}

function missingFlow(input: JsonFields): never {
  throw input.refusalOf('flow', `one of ${flows.join(', ')}`);
}
