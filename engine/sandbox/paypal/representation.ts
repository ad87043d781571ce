import type { Authorization, Capture, Order, Refund } from './account.ts';
import { money, type PayPalMoney, toMinor } from './money.ts';

/** How orders, authorizations, captures and refunds look on the wire. `url` is where the simulator's API lives. */

const payer = {
  email_address: 'alex.sample@example.com',
  account_id: 'SANDBXPAYER23',
  account_status: 'VERIFIED',
  name: { given_name: 'Alex', surname: 'Sample' },
  address: { country_code: 'IT' },
} as const;

export const payerId = payer.account_id;

interface Link {
  readonly href: string;
  readonly rel: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
}
const link = (href: string, rel: string, method: Link['method'] = 'GET'): Link => ({ href, rel, method });

/** Where the shopper approves an order. */
export const payerLink = (order: Order, url: string): string => `${url}/checkoutnow?token=${order.id}`;

export function orderBody(order: Order, url: string): object {
  const { unit } = order;
  const isApproved = order.status === 'APPROVED' || order.status === 'COMPLETED';
  return {
    id: order.id,
    intent: order.intent,
    status: order.status,
    ...source(order),
    purchase_units: [
      {
        reference_id: unit.referenceId,
        amount: { ...unit.amount, ...(unit.breakdown && { breakdown: unit.breakdown }) },
        payee: { email_address: 'merchant@example.com', merchant_id: 'SANDBXSHXP234' },
        ...(unit.description !== undefined && { description: unit.description }),
        ...ids(unit.customId, unit.invoiceId),
        ...payments(order, url),
      },
    ],
    ...(isApproved && { payer: { name: payer.name, email_address: payer.email_address, payer_id: payer.account_id } }),
    create_time: stamp(order.createdAt),
    update_time: stamp(order.updatedAt),
    links: orderLinks(order, url),
  };
}

/** `Prefer: return=minimal`, the default, when an order is created. */
export const orderSummary = (order: Order, url: string): object => ({
  id: order.id,
  status: order.status,
  ...source(order),
  links: orderLinks(order, url),
});

/** `Prefer: return=minimal` when an order is captured or authorized: without what the caller knows already. */
export const paidOrderSummary = (order: Order, url: string): object => ({
  id: order.id,
  status: order.status,
  ...source(order),
  purchase_units: [{ reference_id: order.unit.referenceId, ...payments(order, url) }],
  payer: { name: payer.name, email_address: payer.email_address, payer_id: payer.account_id },
  links: [link(`${url}/v2/checkout/orders/${order.id}`, 'self')],
});

export function authorizationBody(authorization: Authorization, url: string): object {
  const { order, id } = authorization;
  const self = `${url}/v2/payments/authorizations/${id}`;
  const open = authorization.status === 'CREATED' || authorization.status === 'PARTIALLY_CAPTURED';
  return {
    id,
    status: authorization.status,
    amount: authorization.amount,
    ...ids(order.unit.customId, order.unit.invoiceId),
    seller_protection: protection,
    supplementary_data: { related_ids: { order_id: order.id } },
    expiration_time: stamp(new Date(authorization.createdAt.getTime() + 29 * 24 * 60 * 60 * 1000)),
    create_time: stamp(authorization.createdAt),
    update_time: stamp(authorization.updatedAt),
    links: [
      link(self, 'self'),
      ...(open ? [link(`${self}/capture`, 'capture', 'POST'), link(`${self}/void`, 'void', 'POST')] : []),
      link(`${url}/v2/checkout/orders/${order.id}`, 'up'),
    ],
  };
}

export function captureBody(capture: Capture, url: string): object {
  const { order, id } = capture;
  const { authorization } = order;
  const self = `${url}/v2/payments/captures/${id}`;
  const up = authorization
    ? `${url}/v2/payments/authorizations/${authorization.id}`
    : `${url}/v2/checkout/orders/${order.id}`;
  return {
    id,
    status: capture.status,
    ...(capture.status === 'PENDING' && { status_details: { reason: 'PENDING_REVIEW' } }),
    amount: capture.amount,
    final_capture: capture.isFinal,
    ...ids(order.unit.customId, capture.invoiceId),
    seller_protection: protection,
    ...(isPaid(capture) && { seller_receivable_breakdown: receivable(capture.amount) }),
    supplementary_data: {
      related_ids: { order_id: order.id, ...(authorization && { authorization_id: authorization.id }) },
    },
    create_time: stamp(capture.createdAt),
    update_time: stamp(capture.updatedAt),
    links: [link(self, 'self'), link(`${self}/refund`, 'refund', 'POST'), link(up, 'up')],
  };
}

export function refundBody(refund: Refund, url: string): object {
  const { capture, id } = refund;
  const none = money(0, refund.amount.currency_code);
  const total = money(
    capture.refunds.reduce((sum, one) => sum + toMinor(one.amount), 0),
    refund.amount.currency_code,
  );
  return {
    id,
    status: refund.status,
    ...(refund.status === 'PENDING' && { status_details: { reason: 'ECHECK' } }),
    amount: refund.amount,
    ...ids(refund.customId, refund.invoiceId),
    ...(refund.note !== undefined && { note_to_payer: refund.note }),
    seller_payable_breakdown: {
      gross_amount: refund.amount,
      paypal_fee: none,
      net_amount: refund.amount,
      total_refunded_amount: total,
    },
    create_time: stamp(refund.createdAt),
    update_time: stamp(refund.updatedAt),
    links: [link(`${url}/v2/payments/refunds/${id}`, 'self'), link(`${url}/v2/payments/captures/${capture.id}`, 'up')],
  };
}

function orderLinks(order: Order, url: string): Link[] {
  const self = `${url}/v2/checkout/orders/${order.id}`;
  const links = [link(self, 'self')];
  if (order.status === 'COMPLETED') return links;
  const isModern = order.experience.askedBy === 'payment_source';
  links.push(link(payerLink(order, url), isModern ? 'payer-action' : 'approve'));
  const action = order.intent.toLowerCase();
  if (!isModern || order.status === 'APPROVED') links.push(link(`${self}/${action}`, action, 'POST'));
  return links;
}

/** Who pays is known only once the shopper has agreed. */
function source(order: Order): object {
  if (order.status === 'APPROVED' || order.status === 'COMPLETED') return { payment_source: { paypal: payer } };
  return order.experience.askedBy === 'payment_source' ? { payment_source: { paypal: {} } } : {};
}

function payments({ authorization, capture }: Order, url: string): object {
  const captures = [...(capture ? [capture] : []), ...(authorization?.captures ?? [])];
  const refunds = captures.flatMap((one) => one.refunds);
  if (!authorization && captures.length === 0) return {};
  return {
    payments: {
      ...(authorization && { authorizations: [authorizationBody(authorization, url)] }),
      ...(captures.length > 0 && { captures: captures.map((one) => captureBody(one, url)) }),
      ...(refunds.length > 0 && { refunds: refunds.map((one) => refundBody(one, url)) }),
    },
  };
}

const protection = {
  status: 'ELIGIBLE',
  dispute_categories: ['ITEM_NOT_RECEIVED', 'UNAUTHORIZED_TRANSACTION'],
} as const;

const isPaid = ({ status }: Capture): boolean => status !== 'PENDING' && status !== 'DECLINED';

/** What the merchant receives: the sum less a made-up fee of 3.4 %. */
function receivable(amount: PayPalMoney): object {
  const gross = toMinor(amount);
  const fee = Math.round(gross * 0.034);
  return {
    gross_amount: amount,
    paypal_fee: money(fee, amount.currency_code),
    net_amount: money(gross - fee, amount.currency_code),
  };
}

const ids = (customId: string | undefined, invoiceId: string | undefined): object => ({
  ...(customId !== undefined && { custom_id: customId }),
  ...(invoiceId !== undefined && { invoice_id: invoiceId }),
});

/** PayPal's times end with the second: 2026-01-31T12:00:00Z. */
const stamp = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
