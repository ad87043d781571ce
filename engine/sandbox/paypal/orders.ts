import type { Experience, Order, PayPalAccount, PurchaseUnit } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { impossible, malformed, missing, notFound, serverTrouble } from './errors.ts';
import type { Input } from './input.ts';
import { type PayPalMoney, readMoney, toMinor } from './money.ts';
import { orderBody } from './representation.ts';

/** An order nobody approved is forgotten after this long; there is no event about it. */
const unapprovedLifetimeMs = 3 * 60 * 60 * 1000;

/**
 * Creates an order with one purchase unit (POST /v2/checkout/orders).
 * @throws PayPalFault for whatever PayPal would refuse
 */
export function createOrder(account: PayPalAccount, input: Input, requestId: string): Order {
  const intent = input.choice('intent', ['CAPTURE', 'AUTHORIZE']);
  if (!intent) throw missing('/intent');
  const unit = readUnit(input);
  const experience = readExperience(input);
  if (experience.askedBy === 'payment_source' && requestId === '') throw requestIdRequired();
  if (behaviourOf(unit.amount.value) === 'creationFails') throw serverTrouble();
  const now = account.now();
  const order: Order = {
    id: account.newId(),
    intent,
    status: experience.askedBy === 'payment_source' ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
    unit,
    experience,
    createdAt: now,
    updatedAt: now,
    willDecline: false,
  };
  account.orders.put(order.id, order);
  return order;
}

/** @throws PayPalFault 404, also for an order that was not approved in time */
export function findOrder(account: PayPalAccount, id: string): Order {
  const order = account.orders.get(id);
  if (!order) throw notFound();
  const isWaiting = order.status === 'CREATED' || order.status === 'PAYER_ACTION_REQUIRED';
  const age = account.now().getTime() - order.createdAt.getTime();
  if (isWaiting && age > unapprovedLifetimeMs) {
    account.orders.remove(id);
    throw notFound();
  }
  return order;
}

/** The shopper agrees on the hosted page; whether the money is there shows only when it is captured. */
export function approveOrder(account: PayPalAccount, order: Order, willDecline: boolean): void {
  order.status = 'APPROVED';
  order.willDecline = willDecline;
  order.updatedAt = account.now();
  account.tell('CHECKOUT.ORDER.APPROVED', {
    order,
    resourceType: 'checkout-order',
    resource: orderBody(order, account.context.url),
    summary: 'An order has been approved by buyer',
  });
}

function readUnit(input: Input): PurchaseUnit {
  const [unit, second] = input.objects('purchase_units');
  if (!unit) throw missing('/purchase_units');
  if (second) {
    const description = 'This field is not currently supported.';
    throw malformed({ issue: 'NOT_SUPPORTED', description, field: '/purchase_units/1' });
  }
  const amountInput = unit.requiredObject('amount');
  const amount = readMoney(amountInput);
  const breakdown = readBreakdown(amountInput, amount, unit);
  const customId = unit.text('custom_id', 127);
  const invoiceId = unit.text('invoice_id', 127);
  const description = unit.text('description', 127);
  return {
    referenceId: unit.text('reference_id', 256) ?? 'default',
    amount,
    ...(breakdown && { breakdown }),
    ...(customId !== undefined && { customId }),
    ...(invoiceId !== undefined && { invoiceId }),
    ...(description !== undefined && { description }),
  };
}

const added = ['item_total', 'tax_total', 'shipping', 'handling', 'insurance'] as const;
const subtracted = ['shipping_discount', 'discount'] as const;

/** The parts have to add up to the whole, and the items to their total. */
function readBreakdown(amountInput: Input, amount: PayPalMoney, unit: Input): Record<string, PayPalMoney> | undefined {
  const input = amountInput.object('breakdown');
  if (!input) return undefined;
  const parts: Record<string, PayPalMoney> = {};
  const sumOf = (names: readonly string[]): number =>
    names.reduce((sum, name) => {
      const part = input.object(name);
      if (!part) return sum;
      const value = { currency_code: part.requiredText('currency_code'), value: part.requiredText('value', 32) };
      parts[name] = value;
      return sum + toMinor(value);
    }, 0);
  const field = amountInput.pointerTo('value');
  if (sumOf(added) - sumOf(subtracted) !== toMinor(amount)) throw impossible('AMOUNT_MISMATCH', { field });
  checkItems(unit, parts['item_total']);
  return parts;
}

function checkItems(unit: Input, itemTotal: PayPalMoney | undefined): void {
  const items = unit.objects('items');
  if (items.length === 0 || !itemTotal) return;
  const sum = items.reduce((total, item) => {
    const price = item.requiredObject('unit_amount');
    const each = { currency_code: price.requiredText('currency_code'), value: price.requiredText('value', 32) };
    return total + toMinor(each) * Number(item.requiredText('quantity', 10));
  }, 0);
  if (sum !== toMinor(itemTotal)) throw impossible('ITEM_TOTAL_MISMATCH', { field: unit.pointerTo('items') });
}

/** `payment_source.paypal.experience_context`, or the older `application_context`. */
function readExperience(input: Input): Experience {
  const source = input.object('payment_source')?.requiredObject('paypal');
  const context = source?.object('experience_context') ?? input.object('application_context');
  const returnUrl = context?.url('return_url');
  const cancelUrl = context?.url('cancel_url');
  const brandName = context?.text('brand_name', 127);
  const locale = context?.text('locale', 10);
  return {
    askedBy: source ? 'payment_source' : context ? 'application_context' : 'nothing',
    userAction: context?.choice('user_action', ['CONTINUE', 'PAY_NOW']) ?? 'CONTINUE',
    ...(returnUrl !== undefined && { returnUrl }),
    ...(cancelUrl !== undefined && { cancelUrl }),
    ...(brandName !== undefined && { brandName }),
    ...(locale !== undefined && { locale }),
  };
}

const requestIdRequired = () =>
  malformed({
    issue: 'PAYPAL_REQUEST_ID_REQUIRED',
    description:
      "A PayPal-Request-Id is required if you are trying to process payment for an Order. Please specify a PayPal-Request-Id or Create the Order without a 'payment_source' specified.",
  });
