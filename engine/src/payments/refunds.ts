import { newId, type RefundRequest } from '@pih/schemas';
import type { Intention } from '../http/index.ts';
import type { AttemptContext, Connector, RefundContext, RefundOutcome } from '../providers/index.ts';
import { attemptContext, connectorOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import {
  askAgainAfterMs,
  payingAttempt,
  refundableAmount,
  withRefund,
  type Actor,
  type Change,
  type StoredPayment,
  type StoredRefund,
} from './payment.ts';
import { IdempotencyKeyReused, NotRefundable, ProviderRefused, RefundTooLarge } from './problems.ts';

/** When to ask again about something that the provider has not settled. */
const soon = (now: Date): Date => new Date(now.getTime() + askAgainAfterMs);

/** Sets the amount aside before the provider is asked, so that two refunds cannot share it. */
function reserve(request: RefundRequest, intention: Intention, actor: Actor) {
  return (payment: StoredPayment, now: Date): Change | undefined => {
    const earlier = payment.refunds.find(({ key }) => key === intention.key);
    if (earlier && earlier.fingerprint !== intention.fingerprint) throw new IdempotencyKeyReused({});
    if (earlier) return undefined;
    const { currency } = payment.total;
    const attempt = payingAttempt(payment);
    const left = refundableAmount(payment);
    if ((payment.state !== 'paid' && payment.state !== 'partially_refunded') || attempt?.state !== 'paid') {
      throw new NotRefundable({
        state: payment.state,
        because: `Only money that was taken can be given back; this payment is ${payment.state.replaceAll('_', ' ')}.`,
      });
    }
    const asked = request.amount ?? { amount: left, currency };
    if (asked.currency !== currency) {
      throw new NotRefundable({
        state: payment.state,
        because: `The payment is in ${currency}; refund it in ${currency}, not ${asked.currency}.`,
      });
    }
    if (asked.amount > left || left === 0) throw new RefundTooLarge({ asked, left: { amount: left, currency } });
    const refund: StoredRefund = {
      ...intention,
      id: newId('refund', now),
      amount: asked.amount,
      state: 'pending',
      ...(request.reason && { reason: request.reason }),
      attempt: attempt.id,
      createdAt: now,
      actor,
    };
    return {
      events: [
        {
          type: 'refund.requested',
          data: { refund: refund.id, amount: asked, ...(request.reason && { reason: request.reason }) },
        },
      ],
      set: { refunds: [...payment.refunds, refund] },
    };
  };
}

/** An operator looks at what is unknown until every refund is known again; a graver matter is not hidden by it. */
function attentionAfter(payment: StoredPayment, refundId: string): StoredPayment['attention'] {
  const isLastPending = !payment.refunds.some(({ id, state }) => id !== refundId && state === 'pending');
  return payment.attention === 'refund_unknown' && isLastPending ? undefined : payment.attention;
}

/**
 * What the provider's answer does to a refund. An answer that came before changes nothing; a refund that was done and comes
 * back, because the shopper's account is closed for one, is a correction.
 * @param isLookedUp whether the provider was asked how the refund stands; that a call was refused undoes no other call
 */
export function settlement(
  payment: StoredPayment,
  refundId: string,
  outcome: RefundOutcome,
  now: Date,
  isLookedUp: boolean,
): Change | undefined {
  const refund = payment.refunds.find(({ id }) => id === refundId);
  if (!refund || refund.state === 'failed') return undefined;
  if (refund.state === 'succeeded' && !(outcome.kind === 'failed' && isLookedUp)) return undefined;
  const data = { refund: refundId, amount: { amount: refund.amount, currency: payment.total.currency } };
  const attention = attentionAfter(payment, refundId);
  switch (outcome.kind) {
    case 'succeeded': {
      const refunded = payment.refunded + refund.amount;
      const isWhole = refunded >= payment.captured;
      return {
        events: [
          { type: 'refund.succeeded', data },
          { type: isWhole ? 'payment.refunded' : 'payment.partially_refunded', data },
        ],
        set: {
          refunded,
          refunds: withRefund(payment, refundId, { state: 'succeeded', reference: outcome.reference }),
          attention,
        },
      };
    }
    case 'failed': {
      const { reason, providerCode } = outcome;
      const code = providerCode ?? reason;
      const refunds = withRefund(payment, refundId, { state: 'failed', ...(code && { providerCode: code }) });
      const why = { ...(reason && { reason }), ...(providerCode && { providerCode }) };
      const event = { type: 'refund.failed' as const, data: { ...data, ...why } };
      if (refund.state === 'pending') return { events: [event], set: { refunds, attention } };
      const refunded = payment.refunded - refund.amount;
      const correction = refunded > 0 ? 'payment.partially_refunded' : 'payment.refund_returned';
      // The shopper was told that the money is coming, and it is not: somebody has to find another way.
      const grave = attention ?? 'refund_failed';
      return { events: [event, { type: correction, data }], set: { refunds, refunded, attention: grave } };
    }
    case 'pending':
      return refund.reference === outcome.reference && attention === payment.attention
        ? undefined
        : { events: [], set: { refunds: withRefund(payment, refundId, { reference: outcome.reference }), attention } };
    case 'unknown': {
      const neverArrived = refund.neverArrived !== false && outcome.because === 'unreachable';
      const refunds = withRefund(payment, refundId, { neverArrived });
      const grave = payment.attention ?? 'refund_unknown';
      const events = payment.attention ? [] : [{ type: 'refund.unknown' as const, data }];
      return { events, set: { refunds, askAgainAt: soon(now), attention: grave } };
    }
  }
}

const nobodyKnows: RefundOutcome = { kind: 'unknown', because: 'no_reference' };

/** Whether the provider may have got the call for a refund; while it is being sent, its sender learns what became of it. */
type Sent = 'not yet' | 'being sent' | 'perhaps';

function sentBefore({ neverArrived, reference, createdAt }: StoredRefund, now: Date): Sent {
  if (neverArrived) return 'not yet';
  const isFresh = neverArrived === undefined && !reference;
  return isFresh && now.getTime() - createdAt.getTime() < askAgainAfterMs ? 'being sent' : 'perhaps';
}

interface Told {
  outcome: RefundOutcome;
  isLookedUp: boolean;
}

/** Has the provider make a refund, or say how it stands; undefined while another sender is at work on it. */
async function askFor(
  connector: Connector,
  context: AttemptContext,
  refund: RefundContext,
  sent: Sent,
): Promise<Told | undefined> {
  if (connector.lookUpRefund && (refund.reference || sent !== 'not yet')) {
    const outcome = await connector.lookUpRefund(context, refund);
    if (refund.reference || outcome.kind !== 'unknown') return { outcome, isLookedUp: true };
  }
  if (sent === 'being sent') return undefined;
  // The refund's own id is the provider's idempotency key: sending again after a lost answer gives nothing back twice.
  const answer = (await connector.refund?.(context, refund, refund.id)) ?? nobodyKnows;
  // A repetition that is refused or lost does not say what became of the call before; only a look-up does.
  const isCertain = sent === 'not yet' || answer.kind === 'succeeded' || answer.kind === 'pending';
  return { outcome: isCertain ? answer : nobodyKnows, isLookedUp: false };
}

/** Sends a reserved refund to the provider, or asks how it stands when it was sent before. */
async function send(
  deps: PaymentDependencies,
  payment: StoredPayment,
  refund: StoredRefund,
  actor: Actor,
  sent = sentBefore(refund, deps.now()),
): Promise<StoredPayment> {
  const attempt = payment.attempts.find(({ id }) => id === refund.attempt);
  if (!attempt) return payment;
  const connector = await connectorOf(deps, attempt);
  const context = attemptContext(deps, payment, attempt);
  const amount = { amount: refund.amount, currency: payment.total.currency };
  const told = {
    id: refund.id,
    amount,
    ...(refund.reason && { reason: refund.reason }),
    ...(refund.reference && { reference: refund.reference }),
  };
  if (refund.state === 'succeeded' && !connector.lookUpRefund) return payment;
  const answer = await askFor(connector, context, told, sent);
  if (!answer) return deps.payments.get(payment._id);
  const { outcome, isLookedUp } = answer;
  return deps.payments.change(payment._id, actor, (current, now) =>
    settlement(current, refund.id, outcome, now, isLookedUp),
  );
}

/**
 * Gives money back. The same intention again continues or repeats the answer of the first.
 * @throws NotRefundable, RefundTooLarge, ProviderRefused, IdempotencyKeyReused
 */
export async function refundPayment(
  deps: PaymentDependencies,
  id: string,
  request: RefundRequest,
  intention: Intention,
  actor: Actor,
): Promise<StoredPayment> {
  const before = await deps.payments.get(id);
  const attempt = payingAttempt(before);
  if (attempt && !(await connectorOf(deps, attempt)).refund) {
    throw new NotRefundable({
      state: before.state,
      because: `${attempt.provider} cannot refund through its interface. Give the money back in its own console.`,
    });
  }
  const decide = reserve(request, intention, actor);
  let isOurs = false;
  const reserved = await deps.payments.change(id, actor, (current, now) => {
    const change = decide(current, now);
    isOurs = change !== undefined;
    return change;
  });
  const refund = reserved.refunds.find(({ key }) => key === intention.key);
  if (!refund || refund.state === 'succeeded') return reserved;
  // Only who reserved it knows that nobody has sent it.
  const sent = isOurs ? 'not yet' : sentBefore(refund, deps.now());
  const settled = refund.state === 'pending' ? await send(deps, reserved, refund, actor, sent) : reserved;
  const result = settled.refunds.find(({ key }) => key === intention.key);
  if (result?.state === 'failed') {
    const code = result.providerCode;
    throw new ProviderRefused({
      provider: attempt?.provider ?? 'The provider',
      because: code ?? 'no reason was given',
      ...(code && { providerCode: code }),
    });
  }
  return settled;
}

/**
 * Asks again about every refund of a payment that the provider has not settled.
 * @param again whether what is settled is asked about too: news may say that a refund came back
 */
export async function refreshRefunds(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
  { again = false } = {},
): Promise<StoredPayment> {
  let latest = payment;
  const asked = payment.refunds.filter(({ state }) => state === 'pending' || (again && state === 'succeeded'));
  for (const refund of asked) latest = await send(deps, latest, refund, actor);
  return latest;
}
