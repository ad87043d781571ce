import { newId, type Money, type RefundRequest } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import type { RefundOutcome } from '../../providers/index.ts';
import { askAgainAfterMs, withRefund, type Change } from '../record/change.ts';
import { isForgotten, refuseOther, setAside } from '../record/keys.ts';
import {
  payingAttempt,
  type Actor,
  type StoredAttempt,
  type StoredPayment,
  type StoredRefund,
} from '../record/payment.ts';
import { NotRefundable, RefundTooLarge } from '../problems.ts';
import { refundableAmount, surplusLeft } from '../record/sums.ts';

/** The refund that a key stands for; one that is not settled is never forgotten. */
export const refundOf = ({ refunds }: StoredPayment, key: string, now: Date): StoredRefund | undefined =>
  refunds.find((refund) => refund.key === key && (refund.state === 'pending' || !isForgotten(refund.createdAt, now)));

/** What is to be given back, and what is not. */
export interface RefundWish extends RefundRequest {
  /** How much of the payment's own money is to stay with the merchant, in minor units; without it, nothing. */
  keeping?: number;
}

/** The money that a refund takes from. */
interface Source {
  attempt: StoredAttempt;
  left: Money;
  isSurplus: boolean;
}

/**
 * Where the money of a refund comes from: the payment's own, or the surplus of one of its attempts.
 * @throws NotRefundable
 */
function sourceOf(payment: StoredPayment, { attempt: attemptId, keeping = 0 }: RefundWish): Source {
  const { state, total } = payment;
  const paying = payingAttempt(payment);
  if (attemptId && attemptId !== paying?.id) {
    const attempt = payment.attempts.find(({ id }) => id === attemptId);
    if (!attempt?.surplus)
      throw new NotRefundable({
        state,
        because: `Nothing was paid through the attempt "${attemptId}" beyond the payment.`,
      });
    const left = surplusLeft(payment, attempt) ?? { ...attempt.surplus, amount: 0 };
    return { attempt, left, isSurplus: true };
  }
  if ((state !== 'paid' && state !== 'partially_refunded') || paying?.state !== 'paid')
    throw new NotRefundable({
      state,
      because: `Only money that was taken can be given back; this payment is ${state.replaceAll('_', ' ')}.`,
    });
  return {
    attempt: paying,
    left: { amount: Math.max(refundableAmount(payment) - keeping, 0), currency: total.currency },
    isSurplus: false,
  };
}

/**
 * The money of a refund and how much of it was asked for: all that is left when no amount is named.
 * @throws NotRefundable, RefundTooLarge
 */
function wanted(payment: StoredPayment, request: RefundWish): Source & { asked: Money } {
  const source = sourceOf(payment, request);
  const { left } = source;
  const asked = request.amount ?? left;
  if (asked.currency !== left.currency)
    throw new NotRefundable({
      state: payment.state,
      because: `The money came in ${left.currency}; refund it in ${left.currency}, not ${asked.currency}.`,
    });
  if (asked.amount > left.amount || left.amount === 0) throw new RefundTooLarge({ asked, left });
  return { ...source, asked };
}

/** How much a refund would give back now. @throws NotRefundable, RefundTooLarge */
export const refundSum = (payment: StoredPayment, request: RefundWish): Money => wanted(payment, request).asked;

/**
 * Asked with the sum that would be moved, at the moment when that is certain, and of a refund with the attempt that it goes
 * back through. It throws when whoever asks may not.
 */
export type Permit = (payment: StoredPayment, amount: Money, attempt?: StoredAttempt) => void;

const permitted: Permit = () => undefined;

/**
 * Sets the amount aside before the provider is asked, so that two refunds cannot share it.
 * @param permit whether who asks may give back so much; the hub itself may
 * @returns a decision: undefined when the key stands for a refund that is there already; it throws NotRefundable,
 *   RefundTooLarge, IdempotencyKeyReused, and whatever `permit` throws
 */
export function reserve(request: RefundWish, intention: Intention, actor: Actor, permit = permitted) {
  return (payment: StoredPayment, now: Date): Change | undefined => {
    const earlier = refundOf(payment, intention.key, now);
    if (earlier) refuseOther(earlier, intention);
    if (earlier) return undefined;
    const { attempt, isSurplus, asked } = wanted(payment, request);
    permit(payment, asked, attempt);
    const { reason } = request;
    const refund: StoredRefund = {
      ...intention,
      id: newId('refund', now),
      amount: asked.amount,
      state: 'pending',
      ...(isSurplus && { isSurplus }),
      ...(reason && { reason }),
      attempt: attempt.id,
      createdAt: now,
      actor,
    };
    const forgotten = payment.refunds.map((each) =>
      each.key === intention.key ? { ...each, key: setAside(each.key, each.id) } : each,
    );
    return {
      events: [{ type: 'refund.requested', data: { ...about(payment, refund), ...(reason && { reason }) } }],
      set: { refunds: [...forgotten, refund] },
    };
  };
}

/** The sum of a refund: in the payment's currency, or in the one that a surplus came in. */
export function sumOf(
  { attempts, total }: Pick<StoredPayment, 'attempts' | 'total'>,
  { amount, attempt, isSurplus }: StoredRefund,
): Money {
  const surplus = isSurplus ? attempts.find(({ id }) => id === attempt)?.surplus : undefined;
  return { amount, currency: surplus?.currency ?? total.currency };
}

/** What history says of a refund. */
const about = (payment: StoredPayment, refund: StoredRefund) => ({
  refund: refund.id,
  amount: sumOf(payment, refund),
  ...(refund.isSurplus && { attempt: refund.attempt }),
});

/**
 * What the provider's answer does to a refund. An answer that came before changes nothing; a refund that was done and comes
 * back, because the shopper's account is closed for one, is a correction.
 * @param isLookedUp whether the provider was asked how the refund stands; that a call was refused undoes no other call
 */
export function settlement(
  payment: StoredPayment,
  refundId: string,
  outcome: RefundOutcome,
  now: Date,
  isLookedUp: boolean,
): Change | undefined {
  const refund = payment.refunds.find(({ id }) => id === refundId);
  if (!refund || refund.state === 'failed') return undefined;
  if (refund.state === 'succeeded' && !(outcome.kind === 'failed' && isLookedUp)) return undefined;
  const data = about(payment, refund);
  const became = (change: Partial<StoredRefund>) => withRefund(payment, refundId, { ...change, isUnknown: false });
  switch (outcome.kind) {
    case 'succeeded':
      return {
        events: [{ type: 'refund.succeeded', data }, ...moved(payment, refund, refund.amount, data)],
        set: {
          ...counted(payment, refund, refund.amount),
          refunds: became({ state: 'succeeded', reference: outcome.reference }),
        },
      };
    case 'failed': {
      const { reason, providerCode } = outcome;
      const code = providerCode ?? reason;
      const why = { ...(reason && { reason }), ...(providerCode && { providerCode }) };
      // Once it was accepted, people were told that the money is coming, and it is not: somebody has to find another way.
      const cameBack = refund.state === 'succeeded' || refund.reference !== undefined || refund.isUnknown === true;
      const back = refund.state === 'succeeded' ? -refund.amount : 0;
      return {
        events: [{ type: 'refund.failed', data: { ...data, ...why } }, ...moved(payment, refund, back, data)],
        set: {
          ...counted(payment, refund, back),
          refunds: became({ state: 'failed', cameBack, ...(code && { providerCode: code }) }),
        },
      };
    }
    case 'pending':
      return refund.reference === outcome.reference && !refund.isUnknown
        ? undefined
        : { events: [], set: { refunds: became({ reference: outcome.reference }) } };
    case 'unknown': {
      const neverArrived = refund.neverArrived !== false && outcome.because === 'unreachable';
      const refunds = withRefund(payment, refundId, { neverArrived, isUnknown: true });
      if (refund.isUnknown && refund.neverArrived === neverArrived) return undefined;
      // Told once however often a provider changes its mind, and asked again soon once; from then on more and more seldom.
      const isTold = payment.events.some(
        (event) => event.type === 'refund.unknown' && event.data?.['refund'] === refundId,
      );
      if (isTold) return { events: [], set: { refunds } };
      const askAgainAt = new Date(now.getTime() + askAgainAfterMs);
      return { events: [{ type: 'refund.unknown', data }], set: { refunds, askAgainAt } };
    }
  }
}

/** What the payment itself counts as refunded after a refund of its own money; it knows of no surplus. */
const counted = ({ refunded }: StoredPayment, { isSurplus }: StoredRefund, amount: number) =>
  isSurplus || amount === 0 ? {} : { refunded: refunded + amount };

/** Where more or less refunded money leads the payment. */
function moved(
  { refunded, captured }: StoredPayment,
  { isSurplus }: StoredRefund,
  amount: number,
  data: Record<string, unknown>,
): Change['events'] {
  if (isSurplus || amount === 0) return [];
  const given = refunded + amount;
  if (amount > 0) return [{ type: given >= captured ? 'payment.refunded' : 'payment.partially_refunded', data }];
  return [{ type: given > 0 ? 'payment.partially_refunded' : 'payment.refund_returned', data }];
}
