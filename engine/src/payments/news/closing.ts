import type { Outcome } from '../../providers/index.ts';
import { attemptContext, connectorOf } from '../paying/connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { isUnpaid } from '../record/lifecycle.ts';
import { applyOutcome, maxAttemptsOf, refreshAttempt, type Asked } from './news.ts';
import { failed } from './outcomes.ts';
import { isOpen, isToBeReleased, type Actor, type StoredAttempt, type StoredPayment } from '../record/payment.ts';
import { OutcomeUnknown } from '../problems.ts';

/** Answers after which nobody can pay an attempt any more. */
const over: ReadonlySet<Outcome['kind']> = new Set(['canceled', 'expired', 'declined']);
/** Answers that say for sure that nothing was paid yet, for providers that cannot close what they opened. */
const unpaid: ReadonlySet<Outcome['kind']> = new Set(['pending', 'declined', 'canceled', 'expired']);

/** Whether an attempt may be paid by now: its shopper was sent to a page, or its provider charges without one. */
export const mayBePaid = async (deps: PaymentDependencies, attempt: StoredAttempt): Promise<boolean> =>
  attempt.state === 'pending' || (attempt.state === 'starting' && !(await connectorOf(deps, attempt)).hasPage);

/**
 * Has the provider close an attempt, so that it cannot be paid any more; when it was paid in that moment, it is.
 * @returns `isClosed: false` when nobody can tell: then nothing else may be begun in its place
 */
export async function closeAtProvider(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
  actor: Actor,
): Promise<Asked & { isClosed: boolean }> {
  const asked = await refreshAttempt(deps, payment, attemptId, actor);
  const attempt = asked.payment.attempts.find(({ id }) => id === attemptId);
  if (!attempt || attempt.state === 'paid' || attempt.state === 'authorized') return { ...asked, isClosed: true };
  // A provider that knows of no such attempt, or refused to begin it, has nothing to close.
  const { kind } = asked.outcome;
  if (!attempt.reference) return { ...asked, isClosed: kind === 'refused' || over.has(kind) };
  const connector = await connectorOf(deps, attempt);
  if (kind === 'canceled' || kind === 'expired') return { ...asked, isClosed: true };
  if (!connector.cancel) return { ...asked, isClosed: unpaid.has(kind) };
  const outcome = await connector.cancel(await attemptContext(deps, asked.payment, attempt), `${attemptId}-cancel`);
  if (outcome.kind === 'paid' || outcome.kind === 'authorized')
    return { payment: await applyOutcome(deps, payment._id, attemptId, outcome, actor), outcome, isClosed: true };
  return { ...asked, isClosed: over.has(outcome.kind) };
}

/**
 * Ends an attempt that its shopper left, closing it at the provider first.
 * @throws OutcomeUnknown when the provider does not say whether it was paid: then it stays as it is, and is asked again
 */
export async function abandonAttempt(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
  reason: 'canceled_by_shopper' | 'abandoned',
  actor: Actor,
): Promise<StoredPayment> {
  const attempt = payment.attempts.find(({ id }) => id === attemptId);
  if (!attempt || !isOpen(attempt)) return payment;
  // Before anybody was sent to a provider's page there is nothing to close, and once it is ended here nobody will be.
  const isLeft = await mayBePaid(deps, attempt);
  const closed = isLeft ? await closeAtProvider(deps, payment, attemptId, actor) : undefined;
  if (closed && !closed.isClosed) throw new OutcomeUnknown({ provider: attempt.provider });
  const declined = closed?.outcome.kind === 'declined' ? closed.outcome : undefined;
  const most = await maxAttemptsOf(deps, payment);
  return deps.payments.change(payment._id, actor, (current, now) => {
    const left = current.attempts.find(({ id }) => id === attemptId);
    // It left for the provider in this very moment: it has to be closed there first.
    if (left?.state !== attempt.state) return undefined;
    return failed(current, left, declined?.reason ?? reason, now, most, declined?.providerCode);
  });
}

/** Ends what a settled payment still has at providers: pages that may not be paid any more, money held for nothing. */
export async function closeLeftovers(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
): Promise<StoredPayment> {
  let latest = payment;
  if (isUnpaid(payment.state)) return latest;
  for (const attempt of payment.attempts) {
    if (isOpen(attempt)) latest = await abandonAttempt(deps, latest, attempt.id, 'abandoned', actor);
    if (isToBeReleased(attempt)) latest = await releaseSurplus(deps, latest, attempt.id, actor);
  }
  return latest;
}

async function releaseSurplus(
  deps: PaymentDependencies,
  payment: StoredPayment,
  attemptId: string,
  actor: Actor,
): Promise<StoredPayment> {
  const attempt = payment.attempts.find(({ id }) => id === attemptId);
  const connector = attempt && (await connectorOf(deps, attempt));
  if (!attempt || !connector) return payment;
  const outcome = await connector.cancel?.(await attemptContext(deps, payment, attempt), `${attemptId}-cancel`);
  // What cannot be released from here is let go by the provider itself some day, or by somebody in its console.
  if (!outcome || outcome.kind === 'refused') return (await refreshAttempt(deps, payment, attemptId, actor)).payment;
  return applyOutcome(deps, payment._id, attemptId, outcome, actor);
}
