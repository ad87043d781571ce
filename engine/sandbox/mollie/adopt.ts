import type { Adopt, PastAttempt } from '../past.ts';
import { methods, type MollieAccount, type MollieStatus } from './account.ts';

const statuses: Record<PastAttempt['state'], MollieStatus> = {
  processing: 'pending',
  held: 'authorized',
  paid: 'paid',
  canceled: 'canceled',
  expired: 'expired',
};

/** A payment of the past with its refunds. One whose transfer has not come stays pending. */
export const adopting =
  (account: MollieAccount): Adopt =>
  (past) => {
    if (account.payments.has(past.reference)) return;
    account.payments.put(past.reference, {
      id: past.reference,
      amount: past.amount,
      description: past.shop.reference,
      metadata: { payment: past.shop.payment, attempt: past.shop.attempt },
      method: methods.find((known) => known === past.method) ?? 'creditcard',
      captureMode: past.capture,
      redirectUrl: '',
      cancelUrl: undefined,
      webhookUrl: `${past.webhookUrl}?attempt=${past.shop.attempt}`,
      locale: undefined,
      lines: [],
      createdAt: past.startedAt,
      expiresAt: past.changedAt,
      status: statuses[past.state],
      statusAt: past.changedAt,
      reason: undefined,
      captured: past.taken,
      refunds: past.refunds.map(({ id, reference, amount, isPending, at }) => ({
        ...{ id: reference, amount, description: past.shop.reference, metadata: { refund: id }, createdAt: at },
        status: isPending ? 'pending' : 'refunded',
      })),
    });
  };
