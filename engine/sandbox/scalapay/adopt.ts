import { refundedOf, type Adopt, type PastAttempt } from '../past.ts';
import { products, type ScalapayAccount, type ScalapayOrder } from './account.ts';
import { money } from './money.ts';

/** Until when the shop may still take what is held. */
const heldForMs = 5 * 24 * 60 * 60_000;

/** An order of the past, granted to its shopper or not. */
export const adopting =
  (account: ScalapayAccount): Adopt =>
  (past) => {
    if (!account.orders.has(past.reference)) account.orders.put(past.reference, orderOf(past, account.now()));
  };

function orderOf(past: PastAttempt, now: Date): ScalapayOrder {
  const refunded = refundedOf(past);
  return {
    token: past.reference,
    details: { totalAmount: money(past.amount), merchantReference: past.shop.reference },
    lines: [{ name: past.shop.reference, quantity: 1, cents: past.amount }],
    total: past.amount,
    product: products.find((known) => known === past.method) ?? 'pay-in-3',
    confirmUrl: '',
    cancelUrl: '',
    reference: past.shop.reference,
    processorReference: undefined,
    ...standing(past.state, refunded > 0),
    feedback: undefined,
    captured: past.taken,
    refunded,
    createdAt: past.startedAt,
    expiresAt: new Date((past.state === 'held' ? now : past.startedAt).getTime() + heldForMs),
  };
}

function standing(state: PastAttempt['state'], isRefunded: boolean): Pick<ScalapayOrder, 'status' | 'captureStatus'> {
  switch (state) {
    case 'paid':
      return { status: isRefunded ? 'refunded' : 'charged', captureStatus: 'captured' };
    case 'held':
      return { status: 'authorized', captureStatus: 'delayed' };
    case 'canceled':
      return { status: 'authorized', captureStatus: 'voided' };
    default:
      return { status: 'expired', captureStatus: 'pending' };
  }
}
