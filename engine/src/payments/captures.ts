import type { CaptureRequest } from '@pih/schemas';
import type { Intention } from '../http/index.ts';
import { attemptContext, connectorOf, isUnsettled } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { applyOutcome, refreshAttempt } from './news.ts';
import { payingAttempt, type Actor, type Change, type StoredAttempt, type StoredPayment } from './payment.ts';
import { IdempotencyKeyReused, NotCapturable, OutcomeUnknown, ProviderRefused } from './problems.ts';

/** Notes what is being captured before the provider is asked, so that two operators cannot capture different sums. */
function reserve({ amount }: CaptureRequest, intention: Intention) {
  return (payment: StoredPayment): Change | undefined => {
    const { capturing, total, state } = payment;
    if (capturing?.key === intention.key) {
      if (capturing.fingerprint !== intention.fingerprint) throw new IdempotencyKeyReused({});
      return undefined;
    }
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
      set: { capturing: { ...intention, amount: asked.amount } },
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
  const amount = { amount: capturing.amount, currency: payment.total.currency };
  const context = attemptContext(deps, payment, attempt);
  const outcome = await connector.capture(context, amount, captureKey(payment, attempt));
  if (outcome.kind === 'paid')
    return applyOutcome(deps, id, attempt.id, { ...outcome, amount: outcome.amount ?? amount }, actor);
  if (isUnsettled(outcome)) {
    const asked = await refreshAttempt(deps, payment, attempt.id, actor);
    if (asked.payment.state !== 'authorized') return asked.payment;
    throw new OutcomeUnknown({ provider: attempt.provider });
  }
  const because = outcome.kind === 'refused' ? outcome.because : outcome.kind;
  await deps.payments.change(id, actor, (current) =>
    current.capturing?.key === capturing.key && current.state === 'authorized'
      ? { events: [{ type: 'capture.failed', data: { amount, because } }], set: { capturing: undefined } }
      : undefined,
  );
  // When the provider let go of the money meanwhile, the payment ends as it says.
  await applyOutcome(deps, id, attempt.id, outcome, actor);
  throw new ProviderRefused({ provider: attempt.provider, because });
}

/**
 * Takes money that was authorised, all of it when no amount is given.
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
  const attempt = payingAttempt(before);
  if (attempt && !(await connectorOf(deps, attempt)).capture)
    throw new NotCapturable({ state: before.state, because: `${attempt.provider} cannot capture later.` });
  return sendCapture(deps, await deps.payments.change(id, actor, reserve(request, intention)), actor);
}
