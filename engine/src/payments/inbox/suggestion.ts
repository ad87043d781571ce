import type { AttentionItem } from '@pih/schemas';
import { causeOfInbox } from '../record/attention.ts';
import { isToBeReleased, type InboxReason, type StoredPayment } from '../record/payment.ts';
import { holdsSurplus } from '../record/sums.ts';

type Suggestion = AttentionItem['suggestion'];
type Facts = Omit<StoredPayment, 'decision'>;

/** What is usually done about each reason. */
const usual: Readonly<Record<InboxReason, (payment: Facts) => Suggestion>> = {
  paid_twice: () => 'refund_surplus',
  sum_differs: (payment) => {
    if (holdsSurplus(payment)) return 'refund_surplus';
    return payment.attempts.some(isToBeReleased) ? 'ask_again' : 'refund';
  },
  // Held money is released by the hub itself; it only has to be told that this was done.
  paid_late: ({ attempts }) => (attempts.some(isToBeReleased) ? 'ask_again' : 'refund'),
  refund_failed: () => 'refund_again',
  refund_unknown: () => 'ask_again',
  attempt_unresolved: () => 'ask_again',
  processing_long: () => 'ask_again',
  no_offer: () => 'check_flow',
  corrected: () => 'acknowledge',
};

export const suggestionFor = (payment: Facts, reason: InboxReason): Suggestion => usual[reason](payment);

const facts = ['attempt', 'refund', 'method', 'provider', 'amount', 'expected'] as const;

/** The facts of what brought a payment into the inbox, as its history has them. */
export function becauseOf(payment: Facts): AttentionItem['because'] {
  const cause = causeOfInbox(payment);
  if (!cause) return {};
  const { data = {} } = cause;
  const known = Object.fromEntries(facts.flatMap((name) => (data[name] === undefined ? [] : [[name, data[name]]])));
  const refund = payment.refunds.find(({ id }) => id === data['refund']);
  const attempt = payment.attempts.find(({ id }) => id === (data['attempt'] ?? refund?.attempt));
  return {
    ...(attempt && { attempt: attempt.id, method: attempt.method, provider: attempt.provider }),
    ...known,
    event: cause.type,
  };
}
