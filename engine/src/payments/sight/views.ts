import type { Payment, PaymentSummary } from '@pih/schemas';
import type { Connector } from '../../providers/index.ts';
import { triedKinds } from '../canaries/index.ts';
import { isUnpaid } from '../record/lifecycle.ts';
import {
  payingAttempt,
  type StoredAttempt,
  type StoredEvent,
  type StoredPayment,
  type StoredRefund,
} from '../record/payment.ts';
import { sumOf } from '../actions/refund-changes.ts';
import { refundableAmount, surplusLeft } from '../record/sums.ts';

const iso = (at: Date): string => at.toISOString();

/** What a list does without, most of a payment. */
export const unlisted = [
  ...(['events', 'decision', 'items', 'categories', 'custom', 'metadata', 'intention', 'checkoutToken'] as const),
  ...(['attempts', 'effects', 'canary', 'actions'] as const),
] as const satisfies (keyof StoredPayment)[];

/** What a list needs of a payment. */
export type Listed = Omit<StoredPayment, (typeof unlisted)[number]>;

/** What a list shows of a payment. */
export function summaryOf(payment: Listed): PaymentSummary {
  const { currency } = payment.total;
  const { method, provider, attention } = payment;
  return {
    id: payment._id,
    reference: payment.reference,
    brand: payment.brand,
    state: payment.state,
    total: payment.total,
    captured: { amount: payment.captured, currency },
    refunded: { amount: payment.refunded, currency },
    refundable: { amount: refundableAmount(payment), currency },
    channel: payment.channel,
    type: payment.type,
    shopper: payment.shopper,
    ...(method && { method }),
    ...(provider && { provider }),
    ...(attention && { attention }),
    createdAt: iso(payment.createdAt),
    updatedAt: iso(payment.updatedAt),
    expiresAt: iso(payment.expiresAt),
  };
}

function attemptView(payment: StoredPayment, attempt: StoredAttempt): Payment['attempts'][number] {
  const { id, method, provider, state, reason, providerCode, reference, startedAt, endedAt } = attempt;
  const surplus = surplusLeft(payment, attempt);
  return {
    id,
    method,
    provider,
    state,
    // What seemed to have failed may be paid after all.
    ...(state === 'failed' && reason && { reason }),
    ...(state === 'failed' && providerCode && { providerCode }),
    ...(reference && { reference }),
    ...(surplus && { surplus }),
    startedAt: iso(startedAt),
    ...(endedAt && { endedAt: iso(endedAt) }),
  };
}

function refundView(payment: StoredPayment, refund: StoredRefund): Payment['refunds'][number] {
  const { id, state, reason, attempt, reference, providerCode, createdAt, actor } = refund;
  return {
    id,
    amount: sumOf(payment, refund),
    state,
    ...(reason && { reason }),
    attempt,
    ...(reference && { reference }),
    ...(providerCode && { providerCode }),
    createdAt: iso(createdAt),
    actor,
  };
}

export const eventView = ({ at, origin: _origin, ...rest }: StoredEvent): Payment['events'][number] => ({
  ...rest,
  at: iso(at),
});

/** The connector of the provider that an attempt was made at; undefined when it is not ready. */
export type ConnectorOf = (attempt: StoredAttempt) => Connector | undefined;

/** What may be done now: what the state allows and the providers can do. */
function possibleActions(payment: StoredPayment, connectorOf: ConnectorOf): Payment['can'] {
  const { state } = payment;
  const paying = payingAttempt(payment);
  const connector = paying && connectorOf(paying);
  const hasSurplus = payment.attempts.some((attempt) => surplusLeft(payment, attempt) && connectorOf(attempt)?.refund);
  const hasRest = refundableAmount(payment) > 0 && (state === 'paid' || state === 'partially_refunded');
  return [
    ...(isUnpaid(state) || (state === 'authorized' && connector?.cancel && !payment.capturing)
      ? (['cancel'] as const)
      : []),
    ...(state === 'authorized' && connector?.capture && !payment.capturing ? (['capture'] as const) : []),
    ...(hasRest && connector?.refund ? (['refund', 'refund_partly'] as const) : []),
    ...(hasSurplus ? (['refund_surplus'] as const) : []),
  ];
}

function canariesOf(parts: NonNullable<StoredPayment['canary']>): NonNullable<Payment['canaries']> {
  return triedKinds.flatMap((kind) => {
    const part = parts[kind];
    return part ? [{ kind, release: part.release, arm: part.arm, revision: part.revision }] : [];
  });
}

/** A payment with all that happened to it. */
export function paymentView(payment: StoredPayment, checkoutUrl: string, connectorOf: ConnectorOf): Payment {
  const { description, returnUrl, cancelUrl, decision, canary } = payment;
  return {
    ...summaryOf(payment),
    ...(description && { description }),
    items: payment.items,
    categories: payment.categories,
    custom: payment.custom,
    metadata: payment.metadata,
    capture: payment.capture,
    checkoutUrl,
    ...(returnUrl && { returnUrl }),
    ...(cancelUrl && { cancelUrl }),
    ...(decision && { decision }),
    ...(canary && { canaries: canariesOf(canary) }),
    attempts: payment.attempts.map((attempt) => attemptView(payment, attempt)),
    refunds: payment.refunds.map((refund) => refundView(payment, refund)),
    events: payment.events.map(eventView),
    can: possibleActions(payment, connectorOf),
  };
}
