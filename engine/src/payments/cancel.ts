import type { CancelRequest } from '@pih/schemas';
import { attemptContext, connectorOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { abandonAttempt, applyOutcome } from './news.ts';
import { openAttempt, payingAttempt, withAttempt, type Actor, type StoredPayment } from './payment.ts';
import { NotCancelable, OutcomeUnknown, ProviderRefused } from './problems.ts';

const canEnd = new Set(['created', 'pending', 'authorized']);

const notCancelable = ({ state }: StoredPayment) =>
  new NotCancelable({
    state,
    because:
      state.includes('refund') || state === 'paid' ? 'It is paid. Refund it instead.' : `It is ${state} already.`,
  });

/** Gives held money free at the provider before the payment ends here. */
async function releaseAuthorization(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
): Promise<StoredPayment> {
  const attempt = payingAttempt(payment);
  const connector = attempt && (await connectorOf(deps, attempt));
  if (!attempt || !connector?.cancel) {
    throw new NotCancelable({
      state: payment.state,
      because: `${attempt?.provider ?? 'The provider'} cannot release held money through its interface.`,
    });
  }
  const outcome = await connector.cancel(attemptContext(deps, payment, attempt), `${attempt.id}-cancel`);
  if (outcome.kind === 'unknown' || outcome.kind === 'pending')
    throw new OutcomeUnknown({ provider: attempt.provider });
  if (outcome.kind === 'refused') throw new ProviderRefused({ provider: attempt.provider, because: outcome.because });
  return applyOutcome(deps, payment._id, attempt.id, outcome, actor);
}

/**
 * Ends a payment that is not paid. What is open at a provider is closed there first; when it turns out to be paid, it is.
 * @throws NotCancelable, ProviderRefused, OutcomeUnknown
 */
export async function cancelPayment(
  deps: PaymentDependencies,
  id: string,
  { reason }: CancelRequest,
  actor: Actor,
): Promise<StoredPayment> {
  let payment = await deps.payments.get(id);
  if (payment.state === 'canceled') return payment;
  if (!canEnd.has(payment.state)) throw notCancelable(payment);
  const open = openAttempt(payment);
  if (open) payment = await abandonAttempt(deps, payment, open.id, 'abandoned', actor);
  if (payment.state === 'authorized') payment = await releaseAuthorization(deps, payment, actor);
  return endPayment(deps, payment._id, 'payment.canceled', actor, reason);
}

/** Ends a payment, with whatever attempt was still open. @throws NotCancelable when it was paid in the meantime */
export function endPayment(
  deps: PaymentDependencies,
  id: string,
  event: 'payment.canceled' | 'payment.expired',
  actor: Actor,
  reason?: string,
): Promise<StoredPayment> {
  return deps.payments.change(id, actor, (payment, now) => {
    if (payment.state === 'canceled' || payment.state === 'expired') return undefined;
    if (payment.state !== 'created' && payment.state !== 'pending') throw notCancelable(payment);
    const open = openAttempt(payment);
    const attempts = open
      ? withAttempt(payment, open.id, { state: 'failed', reason: 'abandoned', endedAt: now })
      : payment.attempts;
    return { events: [{ type: event, ...(reason && { data: { reason } }) }], set: { attempts, askAgainAt: undefined } };
  });
}
