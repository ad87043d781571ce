import { refundedOf, type Adopt, type PastAttempt } from '../past.ts';
import type { Authorization, Capture, Order, PayPalAccount, Refund } from './account.ts';
import { money } from './money.ts';

/** An order of the past with what became of it: held, taken, given back. One that nobody paid in time is forgotten by now. */
export const adopting =
  (account: PayPalAccount): Adopt =>
  (past) => {
    const isForgotten = past.state === 'canceled' || past.state === 'expired';
    if (account.orders.has(past.reference) || isForgotten) return;
    const order = orderOf(past);
    account.orders.put(order.id, order);
    const { authorization: held, capture: taken } = past.parts;
    const authorization = held === undefined ? undefined : authorizationOf(past, order, held);
    if (authorization) {
      order.authorization = authorization;
      account.authorizations.put(authorization.id, authorization);
    }
    if (past.state === 'held' || taken === undefined) return;
    const capture = captureOf(past, order, taken);
    if (authorization) authorization.captures.push(capture);
    else order.capture = capture;
    account.captures.put(capture.id, capture);
    for (const refund of capture.refunds) account.refunds.put(refund.id, refund);
  };

const orderOf = ({ shop, ...past }: PastAttempt): Order => ({
  id: past.reference,
  intent: past.capture === 'manual' ? 'AUTHORIZE' : 'CAPTURE',
  status: 'COMPLETED',
  unit: {
    referenceId: 'default',
    amount: money(past.amount, past.currency),
    customId: shop.attempt,
    invoiceId: `${shop.reference}-${shop.attempt}`,
    description: shop.reference,
  },
  experience: { askedBy: 'payment_source', userAction: 'PAY_NOW' },
  createdAt: past.startedAt,
  updatedAt: past.changedAt,
  willDecline: false,
});

const authorizationOf = (past: PastAttempt, order: Order, id: string): Authorization => ({
  id,
  order,
  status: past.state === 'paid' ? 'CAPTURED' : 'CREATED',
  amount: order.unit.amount,
  createdAt: past.startedAt,
  updatedAt: past.changedAt,
  captures: [],
});

function statusOf(past: PastAttempt): Capture['status'] {
  if (past.state === 'processing') return 'PENDING';
  const refunded = refundedOf(past);
  if (refunded === 0) return 'COMPLETED';
  return refunded < past.taken ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}

function captureOf(past: PastAttempt, order: Order, id: string): Capture {
  const { invoiceId } = order.unit;
  const capture: Capture = {
    id,
    order,
    status: statusOf(past),
    amount: money(past.taken || past.amount, past.currency),
    isFinal: true,
    ...(invoiceId !== undefined && { invoiceId }),
    createdAt: past.changedAt,
    updatedAt: past.refunds.at(-1)?.at ?? past.changedAt,
    refunds: [],
  };
  capture.refunds.push(...past.refunds.map((refund) => refundOf(past, capture, refund)));
  return capture;
}

const refundOf = (past: PastAttempt, capture: Capture, refund: PastAttempt['refunds'][number]): Refund => ({
  id: refund.reference,
  capture,
  status: refund.isPending ? 'PENDING' : 'COMPLETED',
  amount: money(refund.amount, past.currency),
  invoiceId: refund.id,
  customId: past.shop.attempt,
  createdAt: refund.at,
  updatedAt: refund.at,
});
