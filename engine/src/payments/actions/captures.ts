import type { CaptureRequest, Money } from '@pih/schemas';
import type { Intention } from '../../http/index.ts';
import { askAgainAfterMs, type Change } from '../record/change.ts';
import { attemptContext, connectorOf, isUnsettled } from '../paying/connectors.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { earlierAction, withAction, withNewAction } from '../record/keys.ts';
import { applyOutcome, refreshAttempt } from '../news/news.ts';
import { payingAttempt, type Actor, type StoredAttempt, type StoredPayment } from '../record/payment.ts';
import { NotCapturable, OutcomeUnknown, ProviderRefused } from '../problems.ts';
import { afterTheFirst } from '../record/same-time.ts';

/**
 * Notes what is being captured before the provider is asked, so that two operators cannot capture different sums.
 * @returns a decision: undefined when the key stands for a capture that was asked before; it throws NotCapturable,
 *   IdempotencyKeyReused
 */
export function reserveCapture({ amount }: CaptureRequest, intention: Intention) {
  return (payment: StoredPayment, now: Date): Change | undefined => {
    if (earlierAction(payment, 'capture', intention, now)) return undefined;
    const { capturing, total, state } = payment;
    const refuse = (because: string) => new NotCapturable({ state, because });
    if (state !== 'authorized')
      throw refuse(`Only an authorised payment can be captured; this one is ${state.replaceAll('_', ' ')}.`);
    if (capturing) throw refuse('A capture is already under way. Look at the payment again in a moment.');
    if (amount && amount.currency !== total.currency)
      throw refuse(`The payment is in ${total.currency}; capture it in ${total.currency}.`);
    if (amount && amount.amount > total.amount) throw refuse('More than was authorised cannot be captured.');
    const asked = amount ?? total;
    return {
      events: [{ type: 'capture.requested', data: { amount: asked } }],
      set: {
        capturing: { key: intention.key, amount: asked.amount, askedAt: now },
        actions: withNewAction(payment, 'capture', intention, now),
      },
    };
  };
}

/** The same capture is sent under the same key however often; another one, after a refusal, under another. */
const captureKey = ({ events }: StoredPayment, attempt: StoredAttempt): string =>
  `${attempt.id}-capture-${events.filter(({ type }) => type === 'capture.requested').length}`;

/**
 * Sends the capture that is noted, again if need be, and stores what comes of it.
 * @throws ProviderRefused when nothing was taken, OutcomeUnknown when the hub has to go on asking
 */
export async function sendCapture(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
): Promise<StoredPayment> {
  const { _id: id, capturing } = payment;
  const attempt = payingAttempt(payment);
  const connector = attempt && (await connectorOf(deps, attempt));
  if (payment.state !== 'authorized' || !capturing || !attempt || !connector?.capture) return payment;
  const { provider } = attempt;
  const amount = { amount: capturing.amount, currency: payment.total.currency };
  const context = await attemptContext(deps, payment, attempt);
  const answer = await connector.capture(context, amount, captureKey(payment, attempt));
  // A refusal, of a repetition above all, does not say what became of the call before; only a look-up does.
  const outcome = answer.kind === 'refused' ? await connector.lookUp(context) : answer;
  if (outcome.kind === 'paid')
    return applyOutcome(deps, id, attempt.id, { ...outcome, amount: outcome.amount ?? amount }, actor);
  const isOurs = (current: StoredPayment) =>
    current.state === 'authorized' && current.capturing?.key === capturing.key && !current.capturing.isUnsettled;
  if (isUnsettled(outcome)) {
    const asked = await refreshAttempt(deps, payment, attempt.id, actor);
    if (asked.payment.state !== 'authorized') return asked.payment;
    await deps.payments.change(id, actor, (current) =>
      isOurs(current) ? { events: [], set: { capturing: { ...capturing, isUnsettled: true } } } : undefined,
    );
    throw new OutcomeUnknown({ provider });
  }
  const because = answer.kind === 'refused' ? answer.because : answer.kind;
  await deps.payments.change(id, actor, (current) =>
    current.capturing?.key === capturing.key && current.state === 'authorized'
      ? {
          events: [{ type: 'capture.failed', data: { amount, because } }],
          set: {
            capturing: undefined,
            actions: withAction(current, 'capture', capturing.key, { refused: { provider, because } }),
          },
        }
      : undefined,
  );
  // When the provider let go of the money meanwhile, the payment ends as it says.
  await applyOutcome(deps, id, attempt.id, outcome, actor);
  throw new ProviderRefused({ provider, because });
}

const isUnderWay = ({ state, capturing }: StoredPayment): boolean => state === 'authorized' && capturing !== undefined;

/** Whether nobody is sending a capture for the first time any more. */
const isSent = (payment: StoredPayment, now: Date): boolean =>
  !isUnderWay(payment) ||
  payment.capturing?.isUnsettled === true ||
  now.getTime() - (payment.capturing?.askedAt.getTime() ?? 0) >= askAgainAfterMs;

/** @throws NotCapturable when the provider that holds the money cannot take it later */
async function mustTakeCaptures(deps: PaymentDependencies, payment: StoredPayment): Promise<void> {
  const attempt = payingAttempt(payment);
  if (attempt && !(await connectorOf(deps, attempt)).capture)
    throw new NotCapturable({ state: payment.state, because: `${attempt.provider} cannot capture later.` });
}

/**
 * What a capture would take now; nothing is noted.
 * @throws NotCapturable, as the capture itself would
 */
export async function rehearseCapture(
  deps: PaymentDependencies,
  payment: StoredPayment,
  request: CaptureRequest,
): Promise<Money> {
  await mustTakeCaptures(deps, payment);
  reserveCapture(request, { key: '', fingerprint: '' })(payment, deps.now());
  return request.amount ?? payment.total;
}

/**
 * Takes money that was authorised, all of it when no amount is given. The same intention again waits for the first and
 * repeats its answer.
 * @throws NotCapturable, ProviderRefused, OutcomeUnknown, IdempotencyKeyReused
 */
export async function capturePayment(
  deps: PaymentDependencies,
  id: string,
  request: CaptureRequest,
  intention: Intention,
  actor: Actor,
): Promise<StoredPayment> {
  const before = await deps.payments.get(id);
  await mustTakeCaptures(deps, before);
  const decide = reserveCapture(request, intention);
  let isOurs = false;
  const reserved = await deps.payments.change(id, actor, (current, now) => {
    const change = decide(current, now);
    isOurs = change !== undefined;
    return change;
  });
  if (isOurs) return sendCapture(deps, reserved, actor);
  const isAlone = isSent(reserved, deps.now());
  const latest = await afterTheFirst(deps, id, (current) => isSent(current, deps.now()));
  const refused = earlierAction(latest, 'capture', intention, deps.now())?.refused;
  if (refused) throw new ProviderRefused(refused);
  if (isAlone) return sendCapture(deps, latest, actor);
  // The first was told nothing, or has not been told yet; so is the second.
  if (isUnderWay(latest)) throw new OutcomeUnknown({ provider: payingAttempt(before)?.provider ?? 'The provider' });
  return latest;
}
