import type { JsonFields } from '../json-fields.ts';
import { products, type ScalapayAccount, type ScalapayOrder } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { noSuchOrder, serverTrouble, tooMuch } from './errors.ts';
import { readMoney } from './money.ts';

/** What the merchant's contract allows at most for one order. */
const largestOrder = 1_500_00;
/** How long an order waits when its creator does not say. */
const usualLifetimeMs = 60 * 60_000;

/**
 * Creates an order for one shopper (POST /v2/orders).
 * @throws ScalapayFault for whatever Scalapay would refuse
 */
export function createOrder(account: ScalapayAccount, input: JsonFields): ScalapayOrder {
  const total = readMoney(input.requiredObject('totalAmount'));
  checkConsumer(input.requiredObject('consumer'));
  checkShipping(input.requiredObject('shipping'));
  const lines = input.objects('items').map(readLine);
  const merchant = input.requiredObject('merchant');
  const [confirmUrl, cancelUrl] = [
    requiredAddress(merchant, 'redirectConfirmUrl'),
    requiredAddress(merchant, 'redirectCancelUrl'),
  ];
  input.choice('type', ['', 'online', 'offline', 'link']);
  const product = input.choice('product', ['', ...products]) || 'pay-in-3';
  const lifetime = input.count('orderExpiryMilliseconds') ?? usualLifetimeMs;
  if (total > largestOrder) throw tooMuch();
  if (behaviourOf(total) === 'creationFails') throw serverTrouble();
  const now = account.now();
  const order: ScalapayOrder = {
    token: account.newToken(),
    details: input.json,
    lines,
    total,
    product,
    confirmUrl,
    cancelUrl,
    reference: input.text('merchantReference'),
    processorReference: undefined,
    status: 'created',
    captureStatus: 'pending',
    feedback: undefined,
    captured: 0,
    refunded: 0,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetime),
  };
  account.orders.put(order.token, order);
  account.tell('created', order, { orderDetails: order.details });
  return order;
}

function checkConsumer(consumer: JsonFields): void {
  for (const name of ['phoneNumber', 'givenNames', 'surname', 'email']) consumer.requiredText(name, 300);
}

function checkShipping(shipping: JsonFields): void {
  for (const name of ['phoneNumber', 'name', 'postcode', 'suburb', 'line1']) shipping.requiredText(name, 300);
  if (!/^[A-Z]{2}$/.test(shipping.requiredText('countryCode'))) throw shipping.refusalOf('countryCode', 'two letters');
}

function readLine(item: JsonFields): ScalapayOrder['lines'][number] {
  for (const name of ['category', 'sku']) item.requiredText(name, 300);
  const quantity = item.requiredCount('quantity');
  const cents = readMoney(item.requiredObject('price'), 0);
  return { name: item.requiredText('name', 300), quantity, cents: cents * quantity };
}

function requiredAddress(merchant: JsonFields, name: string): string {
  merchant.requiredText(name);
  return merchant.address(name) ?? '';
}

/** @throws ScalapayFault 422, or 400 where the order is to be changed */
export function findOrder(account: ScalapayAccount, token: string, status: 400 | 422 = 400): ScalapayOrder {
  const order = account.orders.get(token);
  if (!order) throw noSuchOrder(token, status);
  expireIfOver(account, order);
  return order;
}

/** Gives an order the merchant's references (POST /v2/orders/:token). */
export function nameOrder(order: ScalapayOrder, input: JsonFields): ScalapayOrder {
  order.reference = input.text('merchantReference');
  order.processorReference = input.text('merchantProcessorReference') ?? order.processorReference;
  return order;
}

/** The newest hundred that fit all filters (GET /v2/payments/references). */
export function findReferences(account: ScalapayAccount, query: URLSearchParams): ScalapayOrder[] {
  const fits = (name: string, value: string | undefined): boolean => !query.has(name) || query.get(name) === value;
  return account.orders
    .newestFirst()
    .filter(
      ({ token, reference, processorReference }) =>
        fits('orderToken', token) &&
        fits('merchantOrderReference', reference) &&
        fits('merchantProcessorReference', processorReference),
    )
    .slice(0, 100);
}

/** The shopper agrees to the plan, or is not granted it; who is not may try again while the order lasts. */
export function answerOrder(account: ScalapayAccount, order: ScalapayOrder, isGranted: boolean): void {
  if (order.status !== 'created' && order.status !== 'pending') return;
  order.status = isGranted ? 'authorized' : 'pending';
  order.feedback = isGranted ? undefined : 'DECLINED_FRAUD';
  if (isGranted) account.tell('authorized', order);
}

/** Ends whatever nobody approved or captured in time. */
export function sweepOrders(account: ScalapayAccount): void {
  for (const [, order] of account.orders.entries()) expireIfOver(account, order);
}

function expireIfOver(account: ScalapayAccount, order: ScalapayOrder): void {
  if (order.expiresAt > account.now()) return;
  if (order.status === 'created' || order.status === 'pending') order.status = 'expired';
  if (order.status !== 'authorized' || order.captureStatus === 'voided') return;
  if (order.captureStatus === 'delayed') order.captureStatus = 'voided';
  else order.status = 'expired';
  account.tell('expired', order);
}
