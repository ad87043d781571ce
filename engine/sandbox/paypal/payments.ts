import type { Authorization, Capture, Order, PayPalAccount } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { impossible, notFound } from './errors.ts';
import type { Input } from './input.ts';
import { money, type PayPalMoney, readMoney, toMinor } from './money.ts';
import { authorizationBody, captureBody, payerLink } from './representation.ts';

/** Takes the money of an approved order (POST /v2/checkout/orders/:id/capture). */
export function captureOrder(account: PayPalAccount, order: Order): Order {
  if (order.intent !== 'CAPTURE') throw impossible('ACTION_DOES_NOT_MATCH_INTENT');
  if (order.capture) throw impossible('ORDER_ALREADY_CAPTURED');
  checkApproved(account, order);
  order.capture = take(account, order, order.unit.amount, { isFinal: true, invoiceId: order.unit.invoiceId });
  complete(account, order);
  return order;
}

/** Holds the money of an approved order (POST /v2/checkout/orders/:id/authorize). */
export function authorizeOrder(account: PayPalAccount, order: Order): Order {
  if (order.intent !== 'AUTHORIZE') throw impossible('ACTION_DOES_NOT_MATCH_INTENT');
  if (order.authorization) throw impossible('ORDER_ALREADY_AUTHORIZED');
  checkApproved(account, order);
  const now = account.now();
  const authorization: Authorization = {
    id: account.newId(),
    order,
    status: 'CREATED',
    amount: order.unit.amount,
    createdAt: now,
    updatedAt: now,
    captures: [],
  };
  account.authorizations.put(authorization.id, authorization);
  order.authorization = authorization;
  complete(account, order);
  tellAuthorization(account, 'PAYMENT.AUTHORIZATION.CREATED', authorization, 'A payment authorization was created');
  return order;
}

/** @throws PayPalFault 404 */
export function findAuthorization(account: PayPalAccount, id: string): Authorization {
  const authorization = account.authorizations.get(id);
  if (!authorization) throw notFound();
  return authorization;
}

/** @throws PayPalFault 404 */
export function findCapture(account: PayPalAccount, id: string): Capture {
  const capture = account.captures.get(id);
  if (!capture) throw notFound();
  return capture;
}

/** Takes held money, wholly or partly (POST /v2/payments/authorizations/:id/capture). */
export function captureAuthorization(account: PayPalAccount, authorization: Authorization, input: Input): Capture {
  if (authorization.status === 'VOIDED') throw impossible('AUTHORIZATION_VOIDED');
  if (authorization.status === 'CAPTURED') throw impossible('AUTHORIZATION_ALREADY_CAPTURED');
  const { currency_code: currency } = authorization.amount;
  const left = toMinor(authorization.amount) - sum(authorization.captures);
  const amountInput = input.object('amount');
  const amount = amountInput ? readMoney(amountInput) : money(left, currency);
  if (amount.currency_code !== currency) throw impossible('AUTH_CAPTURE_CURRENCY_MISMATCH');
  if (toMinor(amount) > left) throw impossible('MAX_CAPTURE_AMOUNT_EXCEEDED', { field: '/amount/value' });
  const isFinal = input.flag('final_capture') ?? false;
  const invoiceId = input.text('invoice_id', 127) ?? authorization.order.unit.invoiceId;
  const capture = take(account, authorization.order, amount, { isFinal, invoiceId });
  authorization.captures.push(capture);
  authorization.status = isFinal || toMinor(amount) === left ? 'CAPTURED' : 'PARTIALLY_CAPTURED';
  authorization.updatedAt = account.now();
  return capture;
}

/** Releases held money (POST /v2/payments/authorizations/:id/void). */
export function voidAuthorization(account: PayPalAccount, authorization: Authorization): Authorization {
  if (authorization.status === 'VOIDED') throw impossible('PREVIOUSLY_VOIDED');
  if (authorization.status === 'CAPTURED') throw impossible('PREVIOUSLY_CAPTURED');
  authorization.status = 'VOIDED';
  authorization.updatedAt = account.now();
  tellAuthorization(account, 'PAYMENT.AUTHORIZATION.VOIDED', authorization, 'A payment authorization was voided');
  return authorization;
}

/** Only an approved order can be paid, and only if the shopper's money is there. */
function checkApproved(account: PayPalAccount, order: Order): void {
  const link = payerLink(order, account.context.url);
  if (order.status !== 'APPROVED') throw impossible('ORDER_NOT_APPROVED', { payerLink: link });
  if (order.willDecline) throw impossible('INSTRUMENT_DECLINED', { payerLink: link });
}

function take(
  account: PayPalAccount,
  order: Order,
  amount: PayPalMoney,
  { isFinal, invoiceId }: { isFinal: boolean; invoiceId: string | undefined },
): Capture {
  if (invoiceId !== undefined && account.invoiceIds.has(invoiceId)) throw impossible('DUPLICATE_INVOICE_ID');
  if (invoiceId !== undefined) account.invoiceIds.add(invoiceId);
  const behaviour = behaviourOf(order.unit.amount.value);
  const isPending = behaviour === 'capturesLater' || behaviour === 'deniesLater';
  const now = account.now();
  const capture: Capture = {
    id: account.newId(),
    order,
    status: isPending ? 'PENDING' : 'COMPLETED',
    amount,
    isFinal,
    ...(invoiceId !== undefined && { invoiceId }),
    createdAt: now,
    updatedAt: now,
    refunds: [],
  };
  account.captures.put(capture.id, capture);
  tellCapture(account, capture);
  if (isPending) account.context.later(() => settle(account, capture, behaviour === 'capturesLater'));
  return capture;
}

function settle(account: PayPalAccount, capture: Capture, isGood: boolean): void {
  capture.status = isGood ? 'COMPLETED' : 'DECLINED';
  capture.updatedAt = account.now();
  tellCapture(account, capture);
}

const captureNews = {
  COMPLETED: ['PAYMENT.CAPTURE.COMPLETED', 'Payment completed'],
  PENDING: ['PAYMENT.CAPTURE.PENDING', 'Payment pending'],
  DECLINED: ['PAYMENT.CAPTURE.DENIED', 'Payment denied'],
} as const;

function tellCapture(account: PayPalAccount, capture: Capture): void {
  const { status, order, amount } = capture;
  if (status === 'PARTIALLY_REFUNDED' || status === 'REFUNDED') return;
  const [type, what] = captureNews[status];
  account.tell(type, {
    order,
    resourceType: 'capture',
    resource: captureBody(capture, account.context.url),
    summary: `${what} for ${amount.value} ${amount.currency_code}`,
  });
}

function tellAuthorization(
  account: PayPalAccount,
  type: 'PAYMENT.AUTHORIZATION.CREATED' | 'PAYMENT.AUTHORIZATION.VOIDED',
  authorization: Authorization,
  summary: string,
): void {
  const resource = authorizationBody(authorization, account.context.url);
  account.tell(type, { order: authorization.order, resourceType: 'authorization', resource, summary });
}

function complete(account: PayPalAccount, order: Order): void {
  order.status = 'COMPLETED';
  order.updatedAt = account.now();
}

const sum = (captures: readonly Capture[]): number =>
  captures.reduce((total, capture) => total + toMinor(capture.amount), 0);
