import type { PaymentActor } from '@pih/schemas';
import type { StoredPayment, StoredRefund } from '../../payments/index.ts';

/** Money that went back to the shopper, or that was on its way there and came back. */
export interface RefundStory {
  what: 'given' | 'returned';
  refund: StoredRefund;
  by: PaymentActor;
  /** It came back later, so that nothing of it stays done. */
  isUndone: boolean;
}

/**
 * What became of the refunds of a payment's own money, in the order in which it did. A surplus was never invoiced, so it is
 * left out; so is a refund that failed without ever having been made.
 */
export function refundStories({ events, refunds }: Pick<StoredPayment, 'events' | 'refunds'>): RefundStory[] {
  const given = new Set<string>();
  const returned = new Set(
    events.flatMap(({ type, data }) => {
      const id = String(data?.['refund']);
      if (type === 'refund.succeeded') given.add(id);
      return type === 'refund.failed' && given.has(id) ? [id] : [];
    }),
  );
  return events.flatMap(({ type, data }): RefundStory[] => {
    const refund = refunds.find(({ id }) => id === data?.['refund']);
    if (!refund || refund.isSurplus) return [];
    const isUndone = returned.has(refund.id);
    if (type === 'refund.succeeded') return [{ what: 'given', refund, by: refund.actor, isUndone }];
    // Nobody asked for it to come back.
    return type === 'refund.failed' && isUndone ? [{ what: 'returned', refund, by: { type: 'system' }, isUndone }] : [];
  });
}
