import { newId, type RefundRequest } from '@pih/schemas';
import type { Intention } from '../http/index.ts';
import type { RefundOutcome } from '../providers/index.ts';
import { attemptContext, connectorOf } from './connectors.ts';
import type { PaymentDependencies } from './dependencies.ts';
import {
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
const soon = (now: Date): Date => new Date(now.getTime() + 60_000);

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
      set: { refunds: [...payment.refunds, refund], askAgainAt: soon(now) },
    };
  };
}

/** What the provider's answer does to a refund; an answer that came before changes nothing. */
function settlement(payment: StoredPayment, refundId: string, outcome: RefundOutcome, now: Date): Change | undefined {
  const refund = payment.refunds.find(({ id }) => id === refundId);
  if (!refund || refund.state !== 'pending') return undefined;
  const isLastPending = !payment.refunds.some(({ id, state }) => id !== refundId && state === 'pending');
  const askAgainAt = isLastPending ? undefined : payment.askAgainAt;
  const data = { refund: refundId, amount: { amount: refund.amount, currency: payment.total.currency } };
  const attention = payment.attention === 'refund_unknown' ? undefined : payment.attention;
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
          askAgainAt,
          attention,
        },
      };
    }
    case 'failed': {
      const why = {
        ...(outcome.reason && { reason: outcome.reason }),
        ...(outcome.providerCode && { providerCode: outcome.providerCode }),
      };
      const code = outcome.providerCode ?? outcome.reason;
      return {
        events: [{ type: 'refund.failed', data: { ...data, ...why } }],
        set: {
          refunds: withRefund(payment, refundId, { state: 'failed', ...(code && { providerCode: code }) }),
          askAgainAt,
          attention,
        },
      };
    }
    case 'pending':
      return {
        events: [],
        set: { refunds: withRefund(payment, refundId, { reference: outcome.reference }), askAgainAt: soon(now) },
      };
    case 'unknown':
      return { events: [], set: { askAgainAt: soon(now), attention: 'refund_unknown' } };
  }
}

/** Sends a reserved refund to the provider, or asks how it stands when it was sent before. */
async function send(
  deps: PaymentDependencies,
  payment: StoredPayment,
  refund: StoredRefund,
  actor: Actor,
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
  // The refund's own id is the provider's idempotency key: sending again after a lost answer gives nothing back twice.
  const outcome =
    refund.reference && connector.lookUpRefund
      ? await connector.lookUpRefund(context, told)
      : await connector.refund?.(context, told, refund.id);
  const known: RefundOutcome = outcome ?? { kind: 'failed', reason: 'The provider document has no refund operation' };
  return deps.payments.change(payment._id, actor, (current, now) => settlement(current, refund.id, known, now));
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
  const reserved = await deps.payments.change(id, actor, reserve(request, intention, actor));
  const refund = reserved.refunds.find(({ key }) => key === intention.key);
  if (!refund || refund.state === 'succeeded') return reserved;
  const settled = refund.state === 'pending' ? await send(deps, reserved, refund, actor) : reserved;
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

/** Asks again about every refund of a payment that the provider has not settled. */
export async function refreshRefunds(
  deps: PaymentDependencies,
  payment: StoredPayment,
  actor: Actor,
): Promise<StoredPayment> {
  let latest = payment;
  for (const refund of payment.refunds.filter(({ state }) => state === 'pending'))
    latest = await send(deps, latest, refund, actor);
  return latest;
}
