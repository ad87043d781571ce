import type { Money, PaymentAttempt } from '@pih/schemas';
import type { Outcome } from '../../providers/index.ts';
import { withAttempt, type Change } from '../record/change.ts';
import { hasEnded, isUnpaid } from '../record/lifecycle.ts';
import {
  isOpen,
  isToBeReleased,
  payingAttempt,
  triesOf,
  type StoredAttempt,
  type StoredPayment,
} from '../record/payment.ts';

type Reason = NonNullable<PaymentAttempt['reason']>;
type Granted = Extract<Outcome, { kind: 'authorized' | 'paid' }>;

/** Ends an attempt without money, and returns the payment to its shopper unless the tries are used up. */
export function failed(
  payment: StoredPayment,
  attempt: StoredAttempt,
  reason: Reason,
  now: Date,
  maxAttempts: number,
  providerCode?: string,
): Change | undefined {
  if (!isOpen(attempt)) return undefined;
  const tries = triesOf(payment);
  const data = {
    attempt: attempt.id,
    method: attempt.method,
    provider: attempt.provider,
    reason,
    ...(providerCode && { providerCode }),
  };
  return {
    events: [
      ...(payment.state === 'pending' ? [{ type: 'attempt.failed' as const, data }] : []),
      ...(payment.state === 'pending' && tries >= maxAttempts
        ? [{ type: 'payment.failed' as const, data: { attempts: tries } }]
        : []),
    ],
    set: {
      attempts: withAttempt(payment, attempt.id, {
        state: 'failed',
        reason,
        isProcessing: false,
        endedAt: now,
        ...(providerCode && { providerCode }),
      }),
    },
  };
}

/** What history says of money that an attempt brought. */
const about = ({ id, method, provider }: StoredAttempt, amount: Money) => ({ attempt: id, method, provider, amount });

/** Whether a sum is enough for the order. Of held money the merchant may take less, in the provider's own console too. */
const pays = ({ total }: StoredPayment, { amount, currency }: Money, isHeld: boolean): boolean =>
  currency === total.currency && (amount >= total.amount || isHeld);

/**
 * How a payment ends for which another sum came than it asks: never as paid. While its shopper is at another page it goes
 * on; otherwise it ends, so that nobody pays again before somebody has looked.
 */
function endOf({ state, attempts }: StoredPayment, { id }: StoredAttempt, isHeld: boolean): Change['events'] {
  if (isHeld) return [{ type: 'payment.canceled', data: { attempt: id } }];
  const isAwaited = isUnpaid(state) && !attempts.some((other) => other.id !== id && isOpen(other));
  return isAwaited ? [{ type: 'payment.failed', data: { attempt: id } }] : [];
}

function paid(payment: StoredPayment, attempt: StoredAttempt, outcome: Granted): Change | undefined {
  if (attempt.state === 'paid') return undefined;
  const { id, method, provider } = attempt;
  const { total, capturing, state } = payment;
  const isHeld = state === 'authorized' && payingAttempt(payment)?.id === id;
  const awaited = isHeld ? (capturing?.amount ?? total.amount) : total.amount;
  const amount = outcome.amount ?? { amount: awaited, currency: total.currency };
  const data = about(attempt, amount);
  const ended = {
    state: 'paid',
    reference: outcome.reference,
    memory: { ...attempt.memory, ...outcome.memory },
    endedAt: outcome.at,
  } as const;
  const apart = { attempts: withAttempt(payment, id, { ...ended, isSurplus: true, surplus: amount }) };
  // Another attempt already brought the money: this is the shopper's second payment, which has to be given back.
  if (!isHeld && !isUnpaid(state) && !hasEnded(state))
    return { events: [{ type: 'payment.paid_twice', data }], set: apart };
  const differed = { type: 'attempt.sum_differed' as const, data: { ...data, expected: total } };
  if (!pays(payment, amount, isHeld)) return { events: [differed, ...endOf(payment, attempt, isHeld)], set: apart };
  return {
    events: [
      { type: hasEnded(state) ? 'payment.paid_late' : 'payment.paid', data },
      ...(amount.amount > total.amount ? [differed] : []),
    ],
    set: {
      attempts: withAttempt(payment, id, { ...ended, isSurplus: false }),
      method,
      provider,
      captured: amount.amount,
    },
  };
}

function authorized(payment: StoredPayment, attempt: StoredAttempt, outcome: Granted, now: Date): Change | undefined {
  if (attempt.state === 'authorized' || attempt.state === 'paid') return undefined;
  const { id, method, provider } = attempt;
  const amount = outcome.amount ?? payment.total;
  const data = about(attempt, amount);
  const held = (isSurplus: boolean) =>
    withAttempt(payment, id, {
      state: 'authorized',
      reference: outcome.reference,
      memory: { ...attempt.memory, ...outcome.memory },
      isSurplus,
      endedAt: now,
    });
  // Whatever is not the payment's is released at the provider again; see closing.ts.
  if (!isUnpaid(payment.state))
    return { events: [{ type: 'payment.authorized_late', data }], set: { attempts: held(true) } };
  if (!pays(payment, amount, false)) {
    const differed = { type: 'attempt.sum_differed' as const, data: { ...data, expected: payment.total } };
    return { events: [differed, ...endOf(payment, attempt, false)], set: { attempts: held(true) } };
  }
  return { events: [{ type: 'payment.authorized', data }], set: { attempts: held(false), method, provider } };
}

/** The provider let go of money that was held: the payment ends as the provider says, unless it never counted on it. */
function released(
  payment: StoredPayment,
  attempt: StoredAttempt,
  kind: 'canceled' | 'expired',
  now: Date,
): Change | undefined {
  if (attempt.state !== 'authorized') return undefined;
  const { id, method, provider } = attempt;
  const attempts = withAttempt(payment, id, { state: 'failed', endedAt: now });
  if (isToBeReleased(attempt))
    return { events: [{ type: 'attempt.released', data: { attempt: id, method, provider } }], set: { attempts } };
  if (payment.state !== 'authorized') return undefined;
  return {
    events: [{ type: kind === 'canceled' ? 'payment.canceled' : 'payment.expired', data: { attempt: id } }],
    set: { attempts },
  };
}

/** What the provider wants to see again, though nothing is settled yet. */
function remembered(
  payment: StoredPayment,
  attempt: StoredAttempt,
  { kind, reference = attempt.reference, memory = {} }: Extract<Outcome, { kind: 'pending' | 'processing' }>,
): Change | undefined {
  const isProcessing = kind === 'processing';
  const isNew =
    isProcessing !== (attempt.isProcessing ?? false) ||
    Object.entries(memory).some(([name, value]) => attempt.memory[name] !== value);
  if (!isNew || !isOpen(attempt)) return undefined;
  const kept = { ...(reference && { reference }), isProcessing, memory: { ...attempt.memory, ...memory } };
  return { events: [], set: { attempts: withAttempt(payment, attempt.id, kept) } };
}

/**
 * What a provider's answer about one attempt does to the payment. Saying the same twice changes nothing the second time,
 * and an unknown answer changes nothing at all: it is asked again.
 */
export function outcomeChange(
  payment: StoredPayment,
  attemptId: string,
  outcome: Outcome,
  now: Date,
  maxAttempts: number,
): Change | undefined {
  const attempt = payment.attempts.find(({ id }) => id === attemptId);
  if (!attempt) return undefined;
  switch (outcome.kind) {
    case 'paid':
      return paid(payment, attempt, outcome);
    case 'authorized':
      return authorized(payment, attempt, outcome, now);
    case 'declined':
      return outcome.final
        ? failed(payment, attempt, outcome.reason, now, maxAttempts, outcome.providerCode)
        : undefined;
    case 'pending':
    case 'processing':
      return remembered(payment, attempt, outcome);
    case 'canceled':
    case 'expired':
      return (
        released(payment, attempt, outcome.kind, now) ??
        failed(payment, attempt, outcome.kind === 'canceled' ? 'canceled_by_shopper' : 'abandoned', now, maxAttempts)
      );
    default:
      return undefined;
  }
}
