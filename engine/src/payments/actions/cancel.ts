import type { CancelRequest } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import { askAgainAfterMs, withAttempt, type Change } from '../record/change.ts';
import { attemptContext, connectorOf, isUnsettled } from '../paying/connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { closeAtProvider, mayBePaid } from '../news/closing.ts';
import { after, isUnpaid } from '../record/lifecycle.ts';
import { earlierAction, withAction, withNewAction } from '../record/keys.ts';
import { outcomeChange } from '../news/outcomes.ts';
import { openAttempt, payingAttempt, type Actor, type StoredPayment } from '../record/payment.ts';
import { NotCancelable, OutcomeUnknown, PaymentChanged, ProviderRefused } from '../problems.ts';
import { afterTheFirst } from '../record/same-time.ts';

const notCancelable = ({ state }: StoredPayment) =>
  new NotCancelable({
    state,
    because:
      state.includes('refund') || state === 'paid' ? 'It is paid. Refund it instead.' : `It is ${state} already.`,
  });

/** Who can let go of held money. @throws NotCancelable */
async function releaserOf(deps: PaymentDependencies, payment: StoredPayment) {
  const refuse = (because: string) => new NotCancelable({ state: payment.state, because });
  if (payment.capturing) throw refuse('A capture is under way. Look at the payment again in a moment.');
  const attempt = payingAttempt(payment);
  const connector = attempt && (await connectorOf(deps, attempt));
  if (!attempt || !connector?.cancel)
    throw refuse(`${attempt?.provider ?? 'The provider'} cannot release held money through its interface.`);
  return { attempt, cancel: connector.cancel.bind(connector) };
}

/**
 * Says whether a payment could be canceled now; what only its provider knows stays open.
 * @throws NotCancelable, as the cancelation itself would, and where it is canceled already
 */
export async function rehearseCancel(deps: PaymentDependencies, payment: StoredPayment): Promise<void> {
  if (payment.state === 'canceled' || !after(payment.state, 'payment.canceled')) throw notCancelable(payment);
  if (payment.state === 'authorized') await releaserOf(deps, payment);
}

/** @throws NotCancelable when it has ended or is paid */
export function mustBeCancelable(payment: StoredPayment): void {
  if (payment.state !== 'canceled' && !after(payment.state, 'payment.canceled')) throw notCancelable(payment);
}

/** Gives held money free at the provider before the payment ends here. */
async function releaseAuthorization(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
  reason: string | undefined,
): Promise<StoredPayment> {
  const { attempt, cancel } = await releaserOf(deps, payment);
  const outcome = await cancel(await attemptContext(deps, payment, attempt), `${attempt.id}-cancel`);
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

/** Has the provider close what is open there, then ends the payment; when it turns out to be paid, it is. */
async function closeAndEnd(
  deps: PaymentDependencies,
  given: StoredPayment,
  reason: string | undefined,
  actor: Actor,
): Promise<StoredPayment> {
  let payment = given;
  const open = openAttempt(payment);
  if (open && (await mayBePaid(deps, open))) {
    const closed = await closeAtProvider(deps, payment, open.id, actor);
    if (!closed.isClosed) throw new OutcomeUnknown({ provider: open.provider });
    payment = closed.payment;
  }
  if (payment.state === 'authorized') payment = await releaseAuthorization(deps, payment, actor, reason);
  return endPayment(deps, payment._id, 'payment.canceled', actor, { closed: open?.id, reason });
}

/** Whether there is nothing to wait for: it is canceled, or whoever was at it is through or seems to have died. */
const isThrough = (payment: StoredPayment, intention: Intention, now: Date): boolean => {
  const action = earlierAction(payment, 'cancel', intention, now);
  return (
    payment.state === 'canceled' ||
    action?.isOver === true ||
    now.getTime() - (action?.at.getTime() ?? 0) >= askAgainAfterMs
  );
};

/** Whoever repeats it need not wait any more, and may try again. */
const giveUp = (deps: PaymentDependencies, id: string, { key }: Intention, actor: Actor): Promise<unknown> =>
  deps.payments
    .change(id, actor, (current) => ({
      events: [],
      set: { actions: withAction(current, 'cancel', key, { isOver: true }) },
    }))
    .catch((error: unknown) => deps.log.warn({ err: error, payment: id }, 'could not note the end of a cancelation'));

/**
 * Ends a payment that is not paid. What is open at a provider is closed there first; when it turns out to be paid, it is.
 * The same intention again waits for the first, and tries again what the first could not do.
 * @throws NotCancelable, ProviderRefused, OutcomeUnknown, IdempotencyKeyReused
 */
export async function cancelPayment(
  deps: PaymentDependencies,
  id: string,
  { reason }: CancelRequest,
  intention: Intention,
  actor: Actor,
): Promise<StoredPayment> {
  let isOurs = false;
  const noted = await deps.payments.change(id, actor, (current, now) => {
    isOurs = !earlierAction(current, 'cancel', intention, now);
    if (!isOurs) return undefined;
    mustBeCancelable(current);
    return { events: [], set: { actions: withNewAction(current, 'cancel', intention, now) } };
  });
  const isAlone = isOurs || isThrough(noted, intention, deps.now());
  const payment = isAlone
    ? noted
    : await afterTheFirst(deps, id, (current) => isThrough(current, intention, deps.now()));
  if (payment.state === 'canceled') return payment;
  if (!after(payment.state, 'payment.canceled')) throw notCancelable(payment);
  if (!isAlone) throw new OutcomeUnknown({ provider: openAttempt(payment)?.provider ?? 'The provider' });
  try {
    return await closeAndEnd(deps, payment, reason, actor);
  } catch (error) {
    await giveUp(deps, id, intention, actor);
    throw error;
  }
}

interface Ending {
  /** The open attempt that its provider has closed. */
  closed?: string | undefined;
  /** The open attempt of which nobody can tell whether it was paid: it is asked about on and on. */
  unresolved?: string | undefined;
  reason?: string | undefined;
}

/**
 * What ends a payment, with the attempt that was still open: one that is starting, or the one that its provider closed.
 * @returns undefined when it has ended already
 * @throws NotCancelable when it was paid in the meantime, PaymentChanged when its shopper began anew
 */
export function ending(
  payment: StoredPayment,
  event: 'payment.canceled' | 'payment.expired',
  { closed, unresolved, reason }: Ending,
  now: Date,
): Change | undefined {
  if (payment.state === 'canceled' || payment.state === 'expired') return undefined;
  if (!isUnpaid(payment.state)) throw notCancelable(payment);
  const open = openAttempt(payment);
  const isKnown = open?.id === closed || open?.id === unresolved;
  if (open?.state === 'pending' && !isKnown) throw new PaymentChanged({ id: payment._id });
  const attempts =
    open && open.id !== unresolved
      ? withAttempt(payment, open.id, { state: 'failed', reason: 'abandoned', endedAt: now })
      : payment.attempts;
  return withReason({ events: [{ type: event }], set: { attempts } }, reason);
}

/**
 * Ends a payment.
 * @throws NotCancelable when it was paid in the meantime, PaymentChanged when its shopper began anew
 */
export const endPayment = (
  deps: PaymentDependencies,
  id: string,
  event: 'payment.canceled' | 'payment.expired',
  actor: Actor,
  how: Ending = {},
): Promise<StoredPayment> => deps.payments.change(id, actor, (payment, now) => ending(payment, event, how, now));
