import type { StoredEvent, StoredPayment } from '../record/payment.ts';

/**
 * Something that follows from what happened to payments: a figure that moves, a mail, a call to the merchant's systems.
 *
 * Every event is handed over at least once, and the events of one payment in order: one that fails is handed over again
 * later, and those after it wait for it. So an effect in our own database is made exactly once by storing it under `key`
 * with a unique index (a repeat is refused, which is success); one that leaves the house sends `key` along, so that
 * whoever receives it can tell a repeat.
 */
export interface Effect {
  /** Stays the same for ever: how far the effect has come is noted under it. Letters, digits and hyphens. */
  readonly name: string;
  /** `now`: only what happens from the moment it is first registered. `beginning`: all that was ever stored as well. */
  readonly startsWith: 'now' | 'beginning';
  /** The events that it follows; all when absent. A change without any of them costs nothing more than itself. */
  readonly follows?: readonly StoredEvent['type'][];
  /** Of those it follows, which concern it, where the type alone does not say. It must always answer the same. */
  readonly concerns?: (event: StoredEvent) => boolean;
  /**
   * Does what follows from one event; a rejection means "not done, hand it over again". Ends by itself: nobody waits for ever.
   * @param payment as it is known now, which may be after later events
   * @param key the payment's id and the event's sequence number: `pay_01J…:3`
   */
  handle(payment: StoredPayment, event: StoredEvent, key: string): Promise<void>;
}

/** How far an effect has come once the events that do not concern it are passed over. */
export function passedOver(effect: Effect, { events }: StoredPayment, done: number): number {
  let passed = done;
  // Sequence numbers begin at 1 and have no gaps: the event after number n stands at n.
  for (let next = events[passed]; next && !isFollowed(effect, next); next = events[passed]) passed++;
  return passed;
}

const isFollowed = ({ follows, concerns }: Effect, event: StoredEvent): boolean =>
  (!follows || follows.includes(event.type)) && (!concerns || concerns(event));

export const keyOf = ({ _id }: StoredPayment, { sequence }: StoredEvent): string => `${_id}:${sequence}`;

/** How far each effect has come with a payment: the last sequence number that is done, by the effect's name. */
export type Progress = Record<string, number>;
