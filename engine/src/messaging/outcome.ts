import type { StoredMessage } from './model.ts';
import { givenUpAfterMs, pauseAfter } from './pauses.ts';
import type { Delivery, Transport } from './transports/transport.ts';

/** What a try leads to. Without a state, the message goes on waiting. */
export type Next = Partial<
  Pick<StoredMessage, 'state' | 'sentAt' | 'via' | 'reference' | 'because' | 'dueAt' | 'from'>
>;

/** A try to hand a message over, with all that its consequence depends on. */
export interface Tried {
  message: StoredMessage;
  delivery: Delivery;
  /** Absent when it did not come to a try. */
  transport?: Transport | undefined;
  /** Whose address it bore. */
  from?: string | undefined;
  at: Date;
  /** From 0 to 1; spreads repeated tries. */
  random: number;
}

export function nextOf({ message, delivery, transport, from, at, random }: Tried): Next {
  if (delivery.kind !== 'sent')
    return {
      because: delivery.because,
      ...later(message, delivery.kind, transport?.isRepeatable === true, at, random),
    };
  return {
    state: 'sent',
    sentAt: at,
    ...(transport && { via: transport.via }),
    ...(delivery.reference && { reference: delivery.reference }),
    ...(from && transport?.via === 'smtp' && { from }),
  };
}

/** What becomes of a message that has not left for sure. */
function later(
  { since, tries }: StoredMessage,
  kind: Exclude<Delivery['kind'], 'sent'>,
  isRepeatable: boolean,
  at: Date,
  random: number,
): Next {
  if (kind === 'refused') return { state: 'failed' };
  if (kind === 'unknown' && !isRepeatable) return { state: 'uncertain' };
  const next = new Date(at.getTime() + pauseAfter(tries + 1, random));
  return next.getTime() - since.getTime() > givenUpAfterMs ? { state: 'given_up' } : { dueAt: next };
}
