import type { JsonFields } from '../json-fields.ts';
import { methods, type MollieAccount, type MollieMethod, type MolliePayment } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { notFound, unavailable, unprocessable } from './errors.ts';
import { readMoney } from './money.ts';

const day = 24 * 60 * 60_000;
/** A transfer may take days; who pays on a page has a quarter of an hour. */
const lifetimes: Record<MollieMethod, number> = {
  creditcard: 15 * 60_000,
  ideal: 15 * 60_000,
  klarna: 2 * day,
  banktransfer: 12 * day,
};

/**
 * Creates a payment (POST /v2/payments). Where no method is chosen yet Mollie's page offers all of them; this one takes a card.
 * @throws MollieFault for whatever Mollie would refuse
 */
export function createPayment(account: MollieAccount, input: JsonFields): MolliePayment {
  const amount = readMoney(input.requiredObject('amount'));
  const description = input.requiredText('description').slice(0, 255);
  const method = input.choice('method', methods) ?? 'creditcard';
  const captureMode = input.choice('captureMode', ['automatic', 'manual']) ?? 'automatic';
  if (captureMode === 'manual' && method !== 'creditcard' && method !== 'klarna')
    throw unprocessable('The capture mode is not supported by this method', 'captureMode');
  input.requiredText('redirectUrl');
  const redirectUrl = input.address('redirectUrl') ?? '';
  const lines = readLines(input, amount, method);
  if (behaviourOf(amount) === 'creationFails') throw unavailable();
  const now = account.now();
  const payment: MolliePayment = {
    id: account.newId('tr'),
    amount,
    description,
    metadata: input.json['metadata'] ?? null,
    method,
    captureMode,
    redirectUrl,
    cancelUrl: input.address('cancelUrl'),
    webhookUrl: input.address('webhookUrl'),
    locale: input.text('locale', 5),
    lines,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimes[method]),
    status: 'open',
    statusAt: now,
    reason: undefined,
    captured: 0,
    refunds: [],
  };
  account.payments.put(payment.id, payment);
  return payment;
}

/** Who sells on credit wants to know what is bought, to the cent, and by whom. */
function readLines(input: JsonFields, amount: number, method: MollieMethod): MolliePayment['lines'] {
  const lines = input.has('lines') ? input.objects('lines').map(readLine) : [];
  const total = lines.reduce((sum, { cents }) => sum + cents, 0);
  if (lines.length > 0 && total !== amount)
    throw unprocessable('The amount of the order lines does not match the total amount', 'lines');
  if (method !== 'klarna') return lines;
  if (lines.length === 0) throw unprocessable('The lines are required for this method', 'lines');
  const address = input.requiredObject('billingAddress');
  for (const name of ['givenName', 'familyName', 'email', 'streetAndNumber', 'postalCode', 'city', 'country'])
    address.requiredText(name, 100);
  return lines;
}

function readLine(line: JsonFields): MolliePayment['lines'][number] {
  const quantity = line.requiredCount('quantity');
  const unit = readMoney(line.requiredObject('unitPrice'), 0);
  const cents = readMoney(line.requiredObject('totalAmount'), 0);
  if (unit * quantity !== cents) throw line.refusalOf('totalAmount', 'the unit price times the quantity');
  return { description: line.requiredText('description', 255), quantity, cents };
}

/** @throws MollieFault 404 */
export function findPayment(account: MollieAccount, id: string): MolliePayment {
  const payment = account.payments.get(id);
  if (!payment) throw notFound('payment', id);
  expireIfOver(account, payment);
  return payment;
}

/** How the shopper may end a payment on the hosted page. */
export const endings = ['pay', 'fail', 'cancel'] as const;
export type Ending = (typeof endings)[number];

/** The shopper has decided. What was decided stays decided. */
export function endPayment(account: MollieAccount, payment: MolliePayment, ending: Ending): void {
  if (payment.status !== 'open') return;
  if (ending === 'cancel') return account.change(payment, 'canceled');
  if (ending === 'fail') return account.change(payment, 'failed', 'refused_by_issuer');
  if (payment.method !== 'banktransfer') return succeed(account, payment);
  // The bank has the order; the money arrives later.
  account.change(payment, 'pending');
  account.context.later(() => {
    if (payment.status === 'pending') succeed(account, payment);
  });
}

function succeed(account: MollieAccount, payment: MolliePayment): void {
  if (payment.captureMode === 'manual') return account.change(payment, 'authorized');
  payment.captured = payment.amount;
  account.change(payment, 'paid');
}

/** Ends whatever nobody paid in time. */
export function sweepPayments(account: MollieAccount): void {
  for (const [, payment] of account.payments.entries()) expireIfOver(account, payment);
}

function expireIfOver(account: MollieAccount, payment: MolliePayment): void {
  if (payment.status === 'open' && payment.expiresAt <= account.now()) account.change(payment, 'expired');
}
