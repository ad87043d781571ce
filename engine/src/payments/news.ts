import type { Outcome } from '../providers/index.ts';
import { attemptContext, connectorOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { failed, outcomeChange } from './outcomes.ts';
import type { Actor, StoredPayment } from './payment.ts';

/** How often a shopper of this brand may try. */
export const maxAttemptsOf = ({ live }: PaymentDependencies, { brand }: StoredPayment): number =>
  live().get('checkout', brand)?.document.payment?.maxAttempts ?? 10;

/** Stores what an outcome changes, if it changes anything. */
export function applyOutcome(
  deps: PaymentDependencies,
  id: string,
  attemptId: string,
  outcome: Outcome,
  actor: Actor,
): Promise<StoredPayment> {
  return deps.payments.change(id, actor, (payment, now) =>
    outcomeChange(payment, attemptId, outcome, now, maxAttemptsOf(deps, payment)),
  );
}

/**
 * Asks the provider how an attempt stands and stores the answer. News of any origin (webhook, the shopper's return, the
 * schedule) ends up here: whatever comes first wins, and nothing that only the shopper's browser says is believed.
 */
export async function refreshAttempt(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
  actor: Actor,
): Promise<{ payment: StoredPayment; outcome: Outcome }> {
  const attempt = payment.attempts.find(({ id }) => id === attemptId);
  if (!attempt?.reference) return { payment, outcome: { kind: 'unknown', because: 'unreachable' } };
  const connector = await connectorOf(deps, attempt);
  const outcome = await connector.lookUp(attemptContext(deps, payment, attempt));
  return { payment: await applyOutcome(deps, payment._id, attemptId, outcome, actor), outcome };
}

/**
 * Closes an attempt that its shopper left: the provider is told, so that it cannot be paid any more, and asked once more in
 * case it was paid in that moment.
 */
export async function abandonAttempt(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
  reason: 'canceled_by_shopper' | 'abandoned',
  actor: Actor,
): Promise<StoredPayment> {
  const asked = await refreshAttempt(deps, payment, attemptId, actor);
  const attempt = asked.payment.attempts.find(({ id }) => id === attemptId);
  if (!attempt || (attempt.state !== 'pending' && attempt.state !== 'starting')) return asked.payment;
  if (attempt.reference) {
    const connector = await connectorOf(deps, attempt);
    const closed = await connector.cancel?.(attemptContext(deps, asked.payment, attempt), `${attempt.id}-cancel`);
    if (closed?.kind === 'paid' || closed?.kind === 'authorized')
      return applyOutcome(deps, payment._id, attemptId, closed, actor);
  }
  const declined = asked.outcome.kind === 'declined' ? asked.outcome : undefined;
  return deps.payments.change(payment._id, actor, (current, now) => {
    const left = current.attempts.find(({ id }) => id === attemptId);
    return (
      left &&
      failed(current, left, declined?.reason ?? reason, now, maxAttemptsOf(deps, current), declined?.providerCode)
    );
  });
}
