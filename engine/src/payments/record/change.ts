import { inboxOf } from './attention.ts';
import { after, isTransition, type PaymentState, type Transition } from './lifecycle.ts';
import {
  isOpen,
  isToBeReleased,
  type Actor,
  type Remark,
  type StoredAttempt,
  type StoredEvent,
  type StoredPayment,
  type StoredRefund,
} from './payment.ts';

/** What a change may leave behind; the rest follows from the events and the parts. */
type Settable = Exclude<
  keyof StoredPayment,
  | '_id'
  | 'version'
  | 'state'
  | 'events'
  | 'country'
  | 'attention'
  | 'inbox'
  | 'effects'
  | 'effectsDueAt'
  | 'createdAt'
  | 'updatedAt'
>;

/** One step in a payment's life: what happened, and what it leaves behind beside the events. */
export interface Change {
  events: { type: Transition | Remark; data?: Record<string, unknown> }[];
  /** A field set to undefined is taken away. */
  set?: { [Field in Settable]?: StoredPayment[Field] | undefined };
}

/** An event that the lifecycle refuses: a mistake of ours, never of a caller. */
export class ImpossibleTransition extends Error {
  constructor(state: PaymentState, event: string) {
    super(`${event} may not follow ${state}`);
    this.name = 'ImpossibleTransition';
  }
}

/**
 * The payment after a change. The edge is the event, so state and history cannot disagree.
 * @throws ImpossibleTransition
 */
export function changed(payment: StoredPayment, { events, set }: Change, actor: Actor, at: Date): StoredPayment {
  let { state } = payment;
  const appended: StoredEvent[] = [];
  for (const { type, data } of events) {
    if (isTransition(type)) {
      const next = after(state, type);
      if (!next) throw new ImpossibleTransition(state, type);
      state = next;
    }
    const sequence = payment.events.length + appended.length + 1;
    appended.push({ sequence, type, at, actor, ...(data && { data }) });
  }
  const next = Object.fromEntries(
    Object.entries({
      ...payment,
      ...set,
      state,
      version: payment.version + 1,
      updatedAt: at,
      events: [...payment.events, ...appended],
    }).filter(([, value]) => value !== undefined),
  ) as unknown as StoredPayment;
  return withCountry(withAttention(withAskAgainAt(next, at)));
}

/** What waits for a provider is asked about again, and nothing else is: whoever changes a payment need not think of it. */
function withAskAgainAt(payment: StoredPayment, at: Date): StoredPayment {
  const { askAgainAt, lease: _lease, unknown: _unknown, ...rest } = payment;
  if (!isWaiting(payment)) return rest;
  return { ...payment, askAgainAt: askAgainAt ?? new Date(at.getTime() + askAgainAfterMs) };
}

/** Why an operator should look follows from what happened: it goes when its cause goes, or was seen to. */
function withAttention({ attention: _before, inbox: _earlier, ...payment }: StoredPayment): StoredPayment {
  const inbox = inboxOf(payment);
  const attention = inbox && inbox.reason !== 'corrected' ? inbox.reason : undefined;
  return { ...payment, ...(attention && { attention }), ...(inbox && { inbox }) };
}

/** Where a shopper is, as they said; undefined as long as they have not. */
export const countryOf = ({ country, address }: StoredPayment['shopper']): string | undefined =>
  country ?? address?.country;

function withCountry({ country: _before, ...payment }: StoredPayment): StoredPayment {
  const country = countryOf(payment.shopper);
  return { ...payment, ...(country && { country }) };
}

/** How soon the hub asks by itself when a change does not say. */
export const askAgainAfterMs = 60_000;

/** Whether something of a payment is not settled at its provider. */
export const isWaiting = (payment: StoredPayment): boolean =>
  payment.attempts.some((attempt) => isOpen(attempt) || isToBeReleased(attempt)) ||
  payment.refunds.some(({ state }) => state === 'pending') ||
  (payment.state === 'authorized' && payment.capturing !== undefined);

/** The attempts with one of them changed. */
export const withAttempt = (payment: StoredPayment, id: string, change: Partial<StoredAttempt>): StoredAttempt[] =>
  payment.attempts.map((attempt) => (attempt.id === id ? { ...attempt, ...change } : attempt));

/** The refunds with one of them changed. */
export const withRefund = (payment: StoredPayment, id: string, change: Partial<StoredRefund>): StoredRefund[] =>
  payment.refunds.map((refund) => (refund.id === id ? { ...refund, ...change } : refund));
