import { refundedOf, type Adopt, type PastAttempt } from '../past.ts';
import type { PaymentStatus, SatispayAccount, SatispayPayment } from './account.ts';

/** Longer than money is ever held. */
const heldForMs = 240 * 60 * 60_000;

const statuses: Record<PastAttempt['state'], PaymentStatus> = {
  processing: 'PENDING',
  held: 'AUTHORIZED',
  paid: 'ACCEPTED',
  canceled: 'CANCELED',
  expired: 'CANCELED',
};

/** A payment of the past, and those that give it back. */
export const adopting =
  (account: SatispayAccount): Adopt =>
  (past) => {
    if (account.payments.has(past.reference)) return;
    const payment = paymentOf(past, account.now());
    account.payments.put(payment.id, payment);
    for (const { reference: id, id: externalCode, amount, isPending, at } of past.refunds)
      account.payments.put(id, {
        ...payment,
        ...{ id, flow: 'REFUND', amount, status: isPending ? 'PENDING' : 'ACCEPTED', metadata: {}, externalCode },
        ...{ parent: payment, refunded: 0, insertedAt: at, statusAt: at },
      });
  };

const paymentOf = (past: PastAttempt, now: Date): SatispayPayment => ({
  id: past.reference,
  flow: past.capture === 'manual' ? 'FUND_LOCK' : 'MATCH_CODE',
  amount: past.taken || past.amount,
  status: statuses[past.state],
  isExpired: past.state === 'expired',
  metadata: { attempt: past.shop.attempt },
  externalCode: past.shop.reference.slice(0, 50),
  callbackUrl: `${past.webhookUrl}?attempt=${past.shop.attempt}&payment_id={uuid}`,
  refunded: refundedOf(past),
  insertedAt: past.startedAt,
  statusAt: past.changedAt,
  // What the shop counts on as held is held still.
  expiresAt: new Date((past.state === 'held' ? now : past.startedAt).getTime() + heldForMs),
  isConfirmed: past.state !== 'canceled' && past.state !== 'expired',
});
