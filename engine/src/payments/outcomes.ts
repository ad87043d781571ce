import type { PaymentAttempt } from '@pih/schemas';
import type { Outcome } from '../providers/index.ts';
import { withAttempt, type Change, type StoredAttempt, type StoredPayment } from './payment.ts';

type Reason = NonNullable<PaymentAttempt['reason']>;
type Granted = Extract<Outcome, { kind: 'authorized' | 'paid' }>;

const isOpen = ({ state }: StoredAttempt): boolean => state === 'starting' || state === 'pending';
const ended = new Set(['failed', 'canceled', 'expired']);

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
  const isLast = payment.attempts.length >= maxAttempts;
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
      ...(payment.state === 'pending' && isLast
        ? [{ type: 'payment.failed' as const, data: { attempts: payment.attempts.length } }]
        : []),
    ],
    set: {
      attempts: withAttempt(payment, attempt.id, {
        state: 'failed',
        reason,
        endedAt: now,
        ...(providerCode && { providerCode }),
      }),
      askAgainAt: undefined,
    },
  };
}

function paid(payment: StoredPayment, attempt: StoredAttempt, outcome: Granted, now: Date): Change | undefined {
  if (attempt.state === 'paid') return undefined;
  const amount = outcome.amount?.amount ?? payment.capturing?.amount ?? payment.total.amount;
  const memory = { ...attempt.memory, ...outcome.memory };
  const attempts = withAttempt(payment, attempt.id, {
    state: 'paid',
    reference: outcome.reference,
    memory,
    captured: amount,
    endedAt: outcome.at,
  });
  const data = {
    attempt: attempt.id,
    method: attempt.method,
    provider: attempt.provider,
    amount: { amount, currency: payment.total.currency },
  };
  const theirs = { attempts, method: attempt.method, provider: attempt.provider, askAgainAt: undefined };
  if (ended.has(payment.state)) {
    return {
      events: [{ type: 'payment.paid_late', data }],
      set: { ...theirs, captured: amount, attention: 'paid_late' },
    };
  }
  const mayFollow = payment.state === 'created' || payment.state === 'pending' || attempt.state === 'authorized';
  if (mayFollow) return { events: [{ type: 'payment.paid', data }], set: { ...theirs, captured: amount } };
  // Another attempt already brought the money: this is the shopper's second payment, and an operator must give it back.
  return {
    events: [{ type: 'payment.paid_twice', data }],
    set: { attempts, askAgainAt: undefined, attention: 'paid_twice' },
  };
}

function authorized(payment: StoredPayment, attempt: StoredAttempt, outcome: Granted, now: Date): Change | undefined {
  if (attempt.state === 'authorized' || attempt.state === 'paid') return undefined;
  const memory = { ...attempt.memory, ...outcome.memory };
  const attempts = withAttempt(payment, attempt.id, {
    state: 'authorized',
    reference: outcome.reference,
    memory,
    endedAt: now,
  });
  const data = {
    attempt: attempt.id,
    method: attempt.method,
    provider: attempt.provider,
    amount: outcome.amount ?? payment.total,
  };
  if (payment.state === 'created' || payment.state === 'pending') {
    return {
      events: [{ type: 'payment.authorized', data }],
      set: { attempts, method: attempt.method, provider: attempt.provider, askAgainAt: undefined },
    };
  }
  return {
    events: [{ type: 'payment.authorized_late', data }],
    set: { attempts, askAgainAt: undefined, attention: 'paid_late' },
  };
}

/** The provider let go of money that was held: the payment ends as the provider says. */
function released(
  payment: StoredPayment,
  attempt: StoredAttempt,
  kind: 'canceled' | 'expired',
  now: Date,
): Change | undefined {
  if (payment.state !== 'authorized' || attempt.state !== 'authorized') return undefined;
  return {
    events: [{ type: kind === 'canceled' ? 'payment.canceled' : 'payment.expired', data: { attempt: attempt.id } }],
    set: { attempts: withAttempt(payment, attempt.id, { state: 'failed', endedAt: now }), askAgainAt: undefined },
  };
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
      return paid(payment, attempt, outcome, now);
    case 'authorized':
      return authorized(payment, attempt, outcome, now);
    case 'declined':
      return outcome.final
        ? failed(payment, attempt, outcome.reason, now, maxAttempts, outcome.providerCode)
        : undefined;
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
