import type {
  AttentionItem,
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
import type { Origin } from '../../request-scope.ts';
import type { Part, TriedKind } from '../canaries/index.ts';
import type { PaymentState, Transition } from './lifecycle.ts';

/** What else happened to a payment: remarks that leave its state alone. */
export type Remark =
  | 'message.sent'
  | 'message.failed'
  | 'invoice.issued'
  | 'credit_note.issued'
  | 'debit_note.issued'
  | 'payment.created'
  | 'decision.made'
  | 'decision.empty'
  | 'attempt.redirected'
  | 'attempt.released'
  | 'attempt.sum_differed'
  | 'attempt.unresolved'
  | 'attempt.delayed'
  | 'payment.authorized_late'
  | 'payment.paid_twice'
  | 'capture.requested'
  | 'capture.failed'
  | 'refund.requested'
  | 'refund.unknown'
  | 'refund.succeeded'
  | 'refund.failed'
  | 'personal_data.revealed'
  | 'payment.asked'
  | 'note.added'
  | 'attention.acknowledged'
  | 'approval.requested'
  | 'approval.given'
  | 'approval.declined'
  | 'approval.withdrawn'
  | 'approval.failed';

export type Actor = PaymentActor;
export type Attention = NonNullable<PaymentSummary['attention']>;
/** Why a payment is in the inbox: what needs a look, or what was put right and should be known. */
export type InboxReason = AttentionItem['reason'];

export interface StoredEvent {
  sequence: number;
  type: Transition | Remark;
  at: Date;
  actor: Actor;
  data?: Record<string, unknown>;
  /** Where it was asked from, when a person or a system of the merchant did: for the audit trail, not shown with payments. */
  origin?: Origin;
}

export interface StoredAttempt {
  id: string;
  /** The shopper's intention; the same one never starts a second attempt. */
  key: string;
  /** What the intention was; the same key for another one is refused. */
  fingerprint?: string;
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
  /** Its money is not the payment's: another attempt paid, it is another sum, or the payment had ended when it was held. */
  isSurplus?: boolean;
  /** Taken through it though it is not the payment's, in the currency it came in: to be given back. */
  surplus?: Money;
  startedAt: Date;
  /** When another request went on with it, because the one that began it did not get to an end. */
  takenOverAt?: Date;
  endedAt?: Date;
}

export interface StoredRefund {
  id: string;
  key: string;
  fingerprint: string;
  /** Minor units, of the payment's currency unless it is a surplus; set aside from the moment the refund is asked. */
  amount: number;
  /** Gives back what its attempt brought beyond the payment; the payment's own sums do not know of it. */
  isSurplus?: boolean;
  state: 'pending' | 'succeeded' | 'failed';
  reason?: string;
  attempt: string;
  reference?: string;
  /**
   * As far as is known, no call for it has reached the provider: then its refusal is a refusal of the whole refund.
   * Absent until the first call has ended, so that nobody calls beside it.
   */
  neverArrived?: boolean;
  /** When its provider was asked last, it did not say how it stands. */
  isUnknown?: boolean;
  /** It failed after whoever asked for it was told that it is on its way. */
  cameBack?: boolean;
  providerCode?: string;
  createdAt: Date;
  actor: Actor;
}

/** Something that a caller had done, beside refunds and attempts: its key is known for a day. */
export interface StoredAction {
  what: 'capture' | 'cancel' | 'note' | 'acknowledge' | 'ask';
  key: string;
  fingerprint: string;
  at: Date;
  /** Whoever began it is through with it, so that a repetition need not wait. */
  isOver?: boolean;
  /** Why the provider refused it: a repetition is told the same. */
  refused?: { provider: string; because: string };
}

/** An operator's capture that is under way or done. */
export interface StoredCapturing {
  key: string;
  amount: number;
  askedAt: Date;
  /** The provider did not say whether it was carried out: whoever comes next asks again. */
  isUnsettled?: boolean;
}

/** The part that a payment has in a canary, and when its shopper first looked. */
export interface StoredPart extends Part {
  seenAt: Date;
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
  type: PaymentSummary['type'];
  shopper: Shopper;
  /** Where its shopper is, as they said; for lists. */
  country?: string;
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
  /** The canaries that it takes part in, by what they try; set together with the decision. */
  canary?: { [K in TriedKind]?: StoredPart };
  attempts: StoredAttempt[];
  refunds: StoredRefund[];
  capturing?: StoredCapturing;
  /** What callers had done in the last day. */
  actions?: StoredAction[];
  /** Of the latest attempt, for lists. */
  method?: string;
  provider?: string;
  attention?: Attention;
  /** Set exactly while it is in the inbox: why, and since when. */
  inbox?: { reason: InboxReason; since: Date };
  /** Up to which event an operator has seen to what was to be looked at. */
  acknowledgedTo?: number;
  /** Set exactly while something is unsettled at a provider: when to ask again. */
  askAgainAt?: Date;
  /** The one engine whose schedule works on it; when it crashed, the lease runs out. */
  lease?: { owner: string; until: Date };
  /** Since when its providers are asked in vain, and whether operators were told. */
  unknown?: { since: Date; isTold?: boolean };
  events: StoredEvent[];
  /** How far each effect of the events has come, by name, and which node is at work on them; see effects/. */
  effects?: { done: Record<string, number>; by?: string; failures?: number };
  /** Set exactly while an effect is behind: from then on any node may take over. */
  effectsDueAt?: Date;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
}

/** The attempt whose money the payment counts as its own. */
export const payingAttempt = ({ attempts }: StoredPayment): StoredAttempt | undefined => {
  const counted = attempts.filter(({ isSurplus }) => !isSurplus);
  return counted.find(({ state }) => state === 'paid') ?? counted.find(({ state }) => state === 'authorized');
};

/** Whether money was held or taken through an attempt. */
export const hasMoney = ({ state }: StoredAttempt): boolean => state === 'paid' || state === 'authorized';

export const isOpen = ({ state }: StoredAttempt): boolean => state === 'starting' || state === 'pending';

/** Money that is held for nothing: the shopper wants it back, and nobody will take it. */
export const isToBeReleased = ({ state, isSurplus }: StoredAttempt): boolean =>
  state === 'authorized' && isSurplus === true;

/** The attempt that is under way. */
export const openAttempt = ({ attempts }: StoredPayment): StoredAttempt | undefined => attempts.find(isOpen);

/** How often the shopper tried; providers that were passed over on the way count as the same try. */
export const triesOf = ({ attempts }: StoredPayment): number => new Set(attempts.map(({ key }) => key)).size;
