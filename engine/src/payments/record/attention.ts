import { isToBeReleased, type InboxReason, type StoredEvent, type StoredPayment } from './payment.ts';
import { holdsSurplus, refundableAmount } from './sums.ts';

type Present = Omit<StoredPayment, 'attention' | 'inbox'>;
type EventType = StoredEvent['type'];

/** One reason to look at a payment: it is there as long as it is true, or until its cause was seen to. */
interface Reason {
  name: InboxReason;
  /** What brings it about; any that nobody has seen to is enough. */
  causes: readonly EventType[];
  isTrue: (payment: Present) => boolean;
}

const always = (): boolean => true;

/** News that put the hub right: it had taken the payment for something else. */
const corrections: readonly EventType[] = [
  'payment.paid_late',
  'payment.paid_twice',
  'payment.authorized_late',
  'attempt.sum_differed',
  'payment.refund_returned',
];

/** Why an operator should look, gravest first: one reason is shown at a time. */
const reasons: readonly Reason[] = [
  { name: 'paid_twice', causes: ['payment.paid_twice'], isTrue: holdsSurplus },
  {
    name: 'sum_differs',
    causes: ['attempt.sum_differed'],
    isTrue: (payment) =>
      holdsSurplus(payment) ||
      payment.captured - payment.refunded > payment.total.amount ||
      payment.attempts.some(isToBeReleased),
  },
  {
    name: 'paid_late',
    causes: ['payment.paid_late', 'payment.authorized_late'],
    isTrue: (payment) =>
      (payment.events.some(({ type }) => type === 'payment.paid_late') && payment.state !== 'refunded') ||
      payment.attempts.some(isToBeReleased),
  },
  {
    name: 'refund_failed',
    causes: ['refund.failed'],
    isTrue: (payment) =>
      payment.refunds.some(({ cameBack }) => cameBack) && (refundableAmount(payment) > 0 || holdsSurplus(payment)),
  },
  {
    name: 'refund_unknown',
    causes: ['refund.unknown'],
    isTrue: ({ refunds }) => refunds.some(({ state, isUnknown }) => state === 'pending' && isUnknown),
  },
  {
    name: 'attempt_unresolved',
    causes: ['attempt.unresolved'],
    isTrue: ({ unknown }) => unknown?.isTold === true,
  },
  {
    name: 'processing_long',
    causes: ['attempt.delayed'],
    isTrue: ({ attempts }) => attempts.some(({ state, isProcessing }) => state === 'pending' && isProcessing),
  },
  { name: 'no_offer', causes: ['decision.empty'], isTrue: always },
  { name: 'corrected', causes: corrections, isTrue: always },
];

/** The first event that brought a reason about and that nobody has seen to. */
const causeOf = ({ events, acknowledgedTo = 0 }: Present, { causes }: Reason): StoredEvent | undefined =>
  events.find(({ sequence, type }) => sequence > acknowledgedTo && causes.includes(type));

const gravest = (payment: Present): { reason: Reason; cause: StoredEvent } | undefined => {
  for (const reason of reasons) {
    const cause = causeOf(payment, reason);
    if (cause && reason.isTrue(payment)) return { reason, cause };
  }
  return undefined;
};

/** Why a payment is in the inbox, by what happened to it and how it stands, and since when; undefined when it is not. */
export function inboxOf(payment: Present): StoredPayment['inbox'] {
  const found = gravest(payment);
  return found && { reason: found.reason.name, since: found.cause.at };
}

/** The event that a payment is in the inbox for. */
export const causeOfInbox = (payment: Present): StoredEvent | undefined => gravest(payment)?.cause;
