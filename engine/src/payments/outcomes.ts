import type { PaymentAttempt } from '@pih/schemas';
import type { Outcome } from '../providers/index.ts';
import { hasEnded, isUnpaid } from './lifecycle.ts';
import {
  isOpen,
  isToBeReleased,
  payingAttempt,
  triesOf,
  withAttempt,
  type Change,
  type StoredAttempt,
  type StoredPayment,
} from './payment.ts';

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

/** The sum in the payment's own minor units; an answer in another currency says nothing about it. */
const amountOf = ({ total }: StoredPayment, { amount }: Granted): number | undefined =>
  amount?.currency === total.currency ? amount.amount : undefined;

function paid(payment: StoredPayment, attempt: StoredAttempt, outcome: Granted): Change | undefined {
  if (attempt.state === 'paid') return undefined;
  const amount = amountOf(payment, outcome) ?? payment.capturing?.amount ?? payment.total.amount;
  const { id, method, provider } = attempt;
  const data = { attempt: id, method, provider, amount: { amount, currency: payment.total.currency } };
  const attempts = (isSurplus: boolean) =>
    withAttempt(payment, id, {
      state: 'paid',
      reference: outcome.reference,
      memory: { ...attempt.memory, ...outcome.memory },
      captured: amount,
      isSurplus,
      endedAt: outcome.at,
    });
  const theirs = { attempts: attempts(false), method, provider, captured: amount };
  if (hasEnded(payment.state))
    return { events: [{ type: 'payment.paid_late', data }], set: { ...theirs, attention: 'paid_late' } };
  const isAwaited = isUnpaid(payment.state) || (payment.state === 'authorized' && payingAttempt(payment)?.id === id);
  if (isAwaited) return { events: [{ type: 'payment.paid', data }], set: theirs };
  // Another attempt already brought the money: this is the shopper's second payment, and an operator must give it back.
  return {
    events: [{ type: 'payment.paid_twice', data }],
    set: { attempts: attempts(true), attention: 'paid_twice' },
  };
}

function authorized(payment: StoredPayment, attempt: StoredAttempt, outcome: Granted, now: Date): Change | undefined {
  if (attempt.state === 'authorized' || attempt.state === 'paid') return undefined;
  const { id, method, provider } = attempt;
  const isAwaited = isUnpaid(payment.state);
  const attempts = withAttempt(payment, id, {
    state: 'authorized',
    reference: outcome.reference,
    memory: { ...attempt.memory, ...outcome.memory },
    isSurplus: !isAwaited,
    endedAt: now,
  });
  const data = { attempt: id, method, provider, amount: outcome.amount ?? payment.total };
  return isAwaited
    ? { events: [{ type: 'payment.authorized', data }], set: { attempts, method, provider } }
    : {
        events: [{ type: 'payment.authorized_late', data }],
        set: { attempts, attention: payment.attention ?? 'paid_late' },
      };
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
  if (isToBeReleased(attempt)) {
    const isSettled =
      payment.attention === 'paid_late' && !payment.events.some(({ type }) => type === 'payment.paid_late');
    return {
      events: [{ type: 'attempt.released', data: { attempt: id, method, provider } }],
      set: { attempts, ...(isSettled && { attention: undefined }) },
    };
  }
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
