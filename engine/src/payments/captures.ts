import type { CaptureRequest } from '@pih/schemas';
import type { Intention } from '../http/index.ts';
import { attemptContext, connectorOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import { applyOutcome, refreshAttempt } from './news.ts';
import { payingAttempt, type Actor, type Change, type StoredPayment } from './payment.ts';
import { IdempotencyKeyReused, NotCapturable, OutcomeUnknown, ProviderRefused } from './problems.ts';

/** Notes what is being captured before the provider is asked, so that two operators cannot capture different sums. */
function reserve({ amount }: CaptureRequest, intention: Intention) {
  return (payment: StoredPayment, now: Date): Change | undefined => {
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
      set: { capturing: { ...intention, amount: asked.amount }, askAgainAt: new Date(now.getTime() + 60_000) },
    };
  };
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
  const connector = attempt && (await connectorOf(deps, attempt));
  if (attempt && !connector?.capture)
    throw new NotCapturable({ state: before.state, because: `${attempt.provider} cannot capture later.` });
  const reserved = await deps.payments.change(id, actor, reserve(request, intention));
  const { capturing } = reserved;
  if (reserved.state !== 'authorized' || !capturing || !attempt || !connector?.capture) return reserved;

  const amount = { amount: capturing.amount, currency: reserved.total.currency };
  const outcome = await connector.capture(attemptContext(deps, reserved, attempt), amount, `${attempt.id}-capture`);
  if (outcome.kind === 'paid')
    return applyOutcome(deps, id, attempt.id, { ...outcome, amount: outcome.amount ?? amount }, actor);
  if (outcome.kind === 'unknown' || outcome.kind === 'pending') {
    const asked = await refreshAttempt(deps, reserved, attempt.id, actor);
    if (asked.payment.state !== 'authorized') return asked.payment;
    throw new OutcomeUnknown({ provider: attempt.provider });
  }
  const because = outcome.kind === 'refused' ? outcome.because : outcome.kind;
  await deps.payments.change(id, actor, (payment) =>
    payment.capturing?.key === intention.key && payment.state === 'authorized'
      ? {
          events: [{ type: 'capture.failed', data: { amount, because } }],
          set: { capturing: undefined, askAgainAt: undefined },
        }
      : undefined,
  );
  throw new ProviderRefused({ provider: attempt.provider, because });
}
