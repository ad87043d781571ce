import type { Money } from '@pih/schemas';
import { isWaiting } from './change.ts';
import { after, isTransition } from './lifecycle.ts';
import { openAttempt, type StoredPayment } from './payment.ts';
import { refundableAmount, surplusLeft } from './sums.ts';

/**
 * What holds at every moment of a payment's life.
 * @param brought what the outside world knows for certain: which money each attempt brought
 */
export function promises(brought: ReadonlyMap<string, Money>, payment: StoredPayment): Record<string, boolean> {
  const { captured, refunded, attempts, refunds, events, state, total } = payment;
  const paid = attempts.filter((attempt) => attempt.state === 'paid');
  const own = paid.filter(({ isSurplus }) => !isSurplus);
  const done = refunds.filter((refund) => refund.state === 'succeeded' && !refund.isSurplus);
  /** Where the money of an attempt is seen: with the payment, or as a surplus. */
  const seen = (id: string): Money | undefined =>
    own[0]?.id === id ? { amount: captured, currency: total.currency } : paid.find((each) => each.id === id)?.surplus;
  return {
    'no more is refunded than was taken': 0 <= refunded && refunded <= captured,
    'no more is set aside for refunds than was taken': refundableAmount(payment) >= 0,
    'what is counted as refunded was refunded': done.reduce((sum, { amount }) => sum + amount, 0) === refunded,
    'no more goes back of a surplus than came': attempts.every(
      (attempt) => (surplusLeft(payment, attempt)?.amount ?? 0) >= 0,
    ),
    'one attempt pays': own.length === (captured > 0 ? 1 : 0),
    'money is made up nowhere': paid.length === brought.size,
    'money that came is lost nowhere': [...brought].every(
      ([id, { amount, currency }]) => seen(id)?.amount === amount && seen(id)?.currency === currency,
    ),
    'more than the total is told':
      captured <= total.amount || events.some(({ type }) => type === 'attempt.sum_differed'),
    'what waits is asked about': (payment.askAgainAt !== undefined) === isWaiting(payment),
    'a pending payment waits for an attempt': state !== 'pending' || openAttempt(payment) !== undefined,
    'an open payment waits for none': state !== 'created' || openAttempt(payment) === undefined,
  };
}

/** The state that a history leads to. @throws Error for an event that may not follow */
export function folded({ events }: Pick<StoredPayment, 'events'>): StoredPayment['state'] {
  let state: StoredPayment['state'] = 'created';
  for (const { type } of events) {
    if (!isTransition(type)) continue;
    const next = after(state, type);
    if (!next) throw new Error(`${type} followed ${state}`);
    state = next;
  }
  return state;
}
