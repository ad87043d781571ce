import type { AcknowledgeRequest } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import { inboxOf } from '../record/attention.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { earlierAction, withNewAction } from '../record/keys.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { NothingToAcknowledge } from '../problems.ts';

/**
 * Notes that somebody has seen to what was to be looked at: the payment leaves the inbox, until something new happens.
 * @throws NothingToAcknowledge, IdempotencyKeyReused
 */
export function acknowledge(
  { payments }: PaymentDependencies,
  id: string,
  { note }: AcknowledgeRequest,
  intention: Intention,
  actor: Actor,
): Promise<StoredPayment> {
  return payments.change(id, actor, (current, now) => {
    if (earlierAction(current, 'acknowledge', intention, now)) return undefined;
    const inbox = inboxOf(current);
    if (!inbox) throw new NothingToAcknowledge({});
    return {
      events: [{ type: 'attention.acknowledged', data: { reason: inbox.reason, note } }],
      set: {
        acknowledgedTo: current.events.length + 1,
        actions: withNewAction(current, 'acknowledge', intention, now),
      },
    };
  });
}
