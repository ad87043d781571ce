import type { NoteRequest } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { earlierAction, withNewAction } from '../record/keys.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';
import { TooManyNotes } from '../problems.ts';

/** A payment with its history is one document; far more than colleagues have to say about one order. */
const mostNotes = 200;

/**
 * Adds a remark for colleagues to the history of a payment.
 * @throws TooManyNotes, IdempotencyKeyReused
 */
export function addNote(
  { payments }: PaymentDependencies,
  id: string,
  { text }: NoteRequest,
  intention: Intention,
  actor: Actor,
): Promise<StoredPayment> {
  return payments.change(id, actor, (current, now) => {
    if (earlierAction(current, 'note', intention, now)) return undefined;
    if (current.events.filter(({ type }) => type === 'note.added').length >= mostNotes)
      throw new TooManyNotes({ notes: mostNotes });
    return {
      events: [{ type: 'note.added', data: { text: text.trim() } }],
      set: { actions: withNewAction(current, 'note', intention, now) },
    };
  });
}
