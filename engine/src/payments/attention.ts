import { isToBeReleased, type Attention, type StoredPayment } from './payment.ts';
import { holdsSurplus, refundableAmount } from './sums.ts';

type Present = Omit<StoredPayment, 'attention'>;

const happened = ({ events }: Present, ...types: string[]): boolean => events.some(({ type }) => types.includes(type));

/** Why an operator should look, gravest first, and as long as what is true: one reason is shown at a time. */
const reasons: readonly (readonly [Attention, (payment: Present) => boolean])[] = [
  ['paid_twice', (payment) => happened(payment, 'payment.paid_twice') && holdsSurplus(payment)],
  [
    'sum_differs',
    (payment) =>
      happened(payment, 'attempt.sum_differed') &&
      (holdsSurplus(payment) ||
        payment.captured - payment.refunded > payment.total.amount ||
        payment.attempts.some(isToBeReleased)),
  ],
  [
    'paid_late',
    (payment) =>
      (happened(payment, 'payment.paid_late') && payment.state !== 'refunded') || payment.attempts.some(isToBeReleased),
  ],
  [
    'refund_failed',
    (payment) =>
      payment.refunds.some(({ cameBack }) => cameBack) && (refundableAmount(payment) > 0 || holdsSurplus(payment)),
  ],
  ['refund_unknown', ({ refunds }) => refunds.some(({ state, isUnknown }) => state === 'pending' && isUnknown)],
  ['attempt_unresolved', ({ unknown }) => unknown?.isTold === true],
  ['no_offer', (payment) => happened(payment, 'decision.empty')],
];

/** The gravest reason why an operator should look at a payment, by what happened to it and how it stands. */
export const attentionOf = (payment: Present): Attention | undefined =>
  reasons.find(([, isTrue]) => isTrue(payment))?.[0];
