import type { Payment, PaymentSummary } from '@pih/schemas';
import type { Connector } from '../providers/index.ts';
import { isUnpaid } from './lifecycle.ts';
import {
  refundableAmount,
  type StoredAttempt,
  type StoredEvent,
  type StoredPayment,
  type StoredRefund,
} from './payment.ts';

const iso = (at: Date): string => at.toISOString();

/** What a list shows of a payment. */
export function summaryOf(payment: Omit<StoredPayment, 'events' | 'decision'>): PaymentSummary {
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
    shopper: payment.shopper,
    ...(method && { method }),
    ...(provider && { provider }),
    ...(attention && { attention }),
    createdAt: iso(payment.createdAt),
    updatedAt: iso(payment.updatedAt),
    expiresAt: iso(payment.expiresAt),
  };
}

const attemptView = ({
  key: _key,
  redirectUrl: _url,
  memory: _memory,
  isProcessing: _processing,
  captured: _captured,
  isSurplus: _isSurplus,
  startedAt,
  endedAt,
  ...rest
}: StoredAttempt) => ({
  ...rest,
  startedAt: iso(startedAt),
  ...(endedAt && { endedAt: iso(endedAt) }),
});

const refundView = (
  { key: _key, fingerprint: _fingerprint, neverArrived: _neverArrived, amount, createdAt, ...rest }: StoredRefund,
  currency: string,
) => ({
  ...rest,
  amount: { amount, currency },
  createdAt: iso(createdAt),
});

export const eventView = ({ at, ...rest }: StoredEvent): Payment['events'][number] => ({ ...rest, at: iso(at) });

/** What may be done now: what the state allows and the provider can do. */
export function possibleActions(payment: StoredPayment, connector: Connector | undefined): Payment['can'] {
  const { state } = payment;
  const hasRest = refundableAmount(payment) > 0 && (state === 'paid' || state === 'partially_refunded');
  return [
    ...(isUnpaid(state) || (state === 'authorized' && connector?.cancel && !payment.capturing)
      ? (['cancel'] as const)
      : []),
    ...(state === 'authorized' && connector?.capture && !payment.capturing ? (['capture'] as const) : []),
    ...(hasRest && connector?.refund ? (['refund', 'refund_partly'] as const) : []),
  ];
}

/** A payment with all that happened to it. */
export function paymentView(payment: StoredPayment, checkoutUrl: string, connector: Connector | undefined): Payment {
  const { description, returnUrl, cancelUrl, decision } = payment;
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
    attempts: payment.attempts.map(attemptView),
    refunds: payment.refunds.map((refund) => refundView(refund, payment.total.currency)),
    events: payment.events.map(eventView),
    can: possibleActions(payment, connector),
  };
}
