import type { CancelRequest } from '@pih/schemas';
import { attemptContext, connectorOf, isUnsettled } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { closeAtProvider, mayBePaid } from './closing.ts';
import { after, isUnpaid } from './lifecycle.ts';
import { outcomeChange } from './outcomes.ts';
import { openAttempt, payingAttempt, withAttempt, type Actor, type Change, type StoredPayment } from './payment.ts';
import { NotCancelable, OutcomeUnknown, PaymentChanged, ProviderRefused } from './problems.ts';

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
  reason: string | undefined,
): Promise<StoredPayment> {
  const refuse = (because: string) => new NotCancelable({ state: payment.state, because });
  if (payment.capturing) throw refuse('A capture is under way. Look at the payment again in a moment.');
  const attempt = payingAttempt(payment);
  const connector = attempt && (await connectorOf(deps, attempt));
  if (!attempt || !connector?.cancel) {
    throw refuse(`${attempt?.provider ?? 'The provider'} cannot release held money through its interface.`);
  }
  const outcome = await connector.cancel(attemptContext(deps, payment, attempt), `${attempt.id}-cancel`);
  if (isUnsettled(outcome)) throw new OutcomeUnknown({ provider: attempt.provider });
  if (outcome.kind === 'refused') throw new ProviderRefused({ provider: attempt.provider, because: outcome.because });
  const told = await deps.payments.change(payment._id, actor, (current, now) => {
    const change = outcomeChange(current, attempt.id, outcome, now, Infinity);
    return change && withReason(change, reason);
  });
  if (told.state === 'authorized')
    throw new ProviderRefused({ provider: attempt.provider, because: 'it still holds the money' });
  return told;
}

/** What an operator said about it belongs in the history. */
const withReason = (change: Change, reason: string | undefined): Change =>
  reason
    ? { ...change, events: change.events.map((event) => ({ ...event, data: { ...event.data, reason } })) }
    : change;

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
  if (!after(payment.state, 'payment.canceled')) throw notCancelable(payment);
  const open = openAttempt(payment);
  if (open && (await mayBePaid(deps, open))) {
    const closed = await closeAtProvider(deps, payment, open.id, actor);
    if (!closed.isClosed) throw new OutcomeUnknown({ provider: open.provider });
    payment = closed.payment;
  }
  if (payment.state === 'authorized') payment = await releaseAuthorization(deps, payment, actor, reason);
  return endPayment(deps, payment._id, 'payment.canceled', actor, { closed: open?.id, reason });
}

/**
 * Ends a payment, with the attempt that was still open: one that is starting, or `closed`, which the provider has closed.
 * @throws NotCancelable when it was paid in the meantime, PaymentChanged when its shopper began anew
 */
export function endPayment(
  deps: PaymentDependencies,
  id: string,
  event: 'payment.canceled' | 'payment.expired',
  actor: Actor,
  { closed, reason }: { closed?: string | undefined; reason?: string | undefined } = {},
): Promise<StoredPayment> {
  return deps.payments.change(id, actor, (payment, now) => {
    if (payment.state === 'canceled' || payment.state === 'expired') return undefined;
    if (!isUnpaid(payment.state)) throw notCancelable(payment);
    const open = openAttempt(payment);
    if (open?.state === 'pending' && open.id !== closed) throw new PaymentChanged({ id });
    const attempts = open
      ? withAttempt(payment, open.id, { state: 'failed', reason: 'abandoned', endedAt: now })
      : payment.attempts;
    return withReason({ events: [{ type: event }], set: { attempts } }, reason);
  });
}
