import type {
  Channel,
  Decision,
  Item,
  Money,
  Payment,
  PaymentActor,
  PaymentAttempt,
  PaymentSummary,
  Shopper,
} from '@pih/schemas';
import { after, isTransition, type PaymentState, type Transition } from './lifecycle.ts';

/** What else happened to a payment: remarks that leave its state alone. */
export type Remark =
  | 'payment.created'
  | 'decision.made'
  | 'decision.empty'
  | 'attempt.redirected'
  | 'attempt.released'
  | 'payment.authorized_late'
  | 'payment.paid_twice'
  | 'capture.requested'
  | 'capture.failed'
  | 'refund.requested'
  | 'refund.unknown'
  | 'refund.succeeded'
  | 'refund.failed';

export type Actor = PaymentActor;
export type Attention = NonNullable<PaymentSummary['attention']>;

export interface StoredEvent {
  sequence: number;
  type: Transition | Remark;
  at: Date;
  actor: Actor;
  data?: Record<string, unknown>;
}

export interface StoredAttempt {
  id: string;
  /** The shopper's intention; the same one never starts a second attempt. */
  key: string;
  method: string;
  provider: string;
  state: PaymentAttempt['state'];
  reason?: NonNullable<PaymentAttempt['reason']>;
  providerCode?: string;
  /** The provider's identifier, once it is known. */
  reference?: string;
  /** Where the shopper was sent. */
  redirectUrl?: string;
  /** What the connector wants to see again: a capture id, for one. */
  memory: Record<string, string>;
  /** The shopper has done their part and the money is on its way: nothing else may be begun in its place. */
  isProcessing?: boolean;
  /** Taken through this attempt. */
  captured?: number;
  /** Its money is not the payment's: another attempt paid, or the payment had ended when it was held. */
  isSurplus?: boolean;
  startedAt: Date;
  endedAt?: Date;
}

export interface StoredRefund {
  id: string;
  key: string;
  fingerprint: string;
  /** Minor units of the payment's currency; set aside from the moment the refund is asked. */
  amount: number;
  state: 'pending' | 'succeeded' | 'failed';
  reason?: string;
  attempt: string;
  reference?: string;
  /**
   * As far as is known, no call for it has reached the provider: then its refusal is a refusal of the whole refund.
   * Absent until the first call has ended, so that nobody calls beside it.
   */
  neverArrived?: boolean;
  providerCode?: string;
  createdAt: Date;
  actor: Actor;
}

/** The aggregate: one document, changed as a whole against its version. Amounts are minor units of `total.currency`. */
export interface StoredPayment {
  _id: string;
  version: number;
  state: PaymentState;
  /** The caller's intention that made it; unique, so that a repeated request finds this payment. */
  intention: { key: string; fingerprint: string };
  reference: string;
  brand: string;
  total: Money;
  captured: number;
  refunded: number;
  description?: string;
  channel: Channel;
  shopper: Shopper;
  items: Item[];
  categories: string[];
  custom: Payment['custom'];
  metadata: Record<string, string>;
  capture: 'automatic' | 'manual';
  returnUrl?: string;
  cancelUrl?: string;
  /** The shopper's permission: 256 random bits in the checkout address. */
  checkoutToken: string;
  language?: string;
  decision?: Decision;
  attempts: StoredAttempt[];
  refunds: StoredRefund[];
  /** An operator's capture that is under way or done. */
  capturing?: { key: string; fingerprint: string; amount: number };
  /** Of the latest attempt, for lists. */
  method?: string;
  provider?: string;
  attention?: Attention;
  /** Set exactly while something is unsettled at a provider: when to ask again. */
  askAgainAt?: Date;
  events: StoredEvent[];
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
}

type Settable = Exclude<keyof StoredPayment, '_id' | 'version' | 'state' | 'events' | 'createdAt' | 'updatedAt'>;

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
  return withAskAgainAt(next, at);
}

/** What waits for a provider is asked about again, and nothing else is: whoever changes a payment need not think of it. */
function withAskAgainAt(payment: StoredPayment, at: Date): StoredPayment {
  const { askAgainAt, ...rest } = payment;
  if (!isWaiting(payment)) return rest;
  return { ...rest, askAgainAt: askAgainAt ?? new Date(at.getTime() + askAgainAfterMs) };
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

/** What can still be refunded: taken, less everything that was refunded or is being refunded. */
export const refundableAmount = ({ captured, refunds }: Pick<StoredPayment, 'captured' | 'refunds'>): number =>
  refunds.reduce((left, refund) => (refund.state === 'failed' ? left : left - refund.amount), captured);

/** The attempt whose money the payment counts as its own. */
export const payingAttempt = ({ attempts }: StoredPayment): StoredAttempt | undefined => {
  const counted = attempts.filter(({ isSurplus }) => !isSurplus);
  return counted.find(({ state }) => state === 'paid') ?? counted.find(({ state }) => state === 'authorized');
};

export const isOpen = ({ state }: StoredAttempt): boolean => state === 'starting' || state === 'pending';

/** Money that is held for nothing: the shopper wants it back, and nobody will take it. */
export const isToBeReleased = ({ state, isSurplus }: StoredAttempt): boolean =>
  state === 'authorized' && isSurplus === true;

/** The attempt that is under way. */
export const openAttempt = ({ attempts }: StoredPayment): StoredAttempt | undefined => attempts.find(isOpen);

/** How often the shopper tried; providers that were passed over on the way count as the same try. */
export const triesOf = ({ attempts }: StoredPayment): number => new Set(attempts.map(({ key }) => key)).size;
