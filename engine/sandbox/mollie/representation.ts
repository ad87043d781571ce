import { refundedOf, type MolliePayment, type MollieRefund } from './account.ts';
import type { MollieCapture } from './money-moves.ts';
import { money } from './money.ts';

/** When a payment got each status, under the name that Mollie has for it. */
const stamps: Partial<Record<MolliePayment['status'], string>> = {
  authorized: 'authorizedAt',
  paid: 'paidAt',
  canceled: 'canceledAt',
  expired: 'expiredAt',
  failed: 'failedAt',
};

const link = (href: string, type = 'application/hal+json') => ({ href, type });

/** A payment as the API shows it. @param url where the simulator answers */
export function paymentBody(payment: MolliePayment, url: string, withRefunds = false): object {
  const { id, status, amount, captured } = payment;
  const stamp = stamps[status];
  const refunded = refundedOf(payment);
  const isOpen = status === 'open';
  return {
    resource: 'payment',
    id,
    mode: 'test',
    status,
    isCancelable: isOpen,
    createdAt: payment.createdAt.toISOString(),
    ...(isOpen && { expiresAt: payment.expiresAt.toISOString() }),
    ...(stamp && { [stamp]: payment.statusAt.toISOString() }),
    amount: money(amount),
    ...(status === 'paid' && {
      amountRefunded: money(refunded),
      amountRemaining: money(captured - refunded),
      amountCaptured: money(captured),
    }),
    description: payment.description,
    method: payment.method,
    metadata: payment.metadata,
    captureMode: payment.captureMode,
    sequenceType: 'oneoff',
    redirectUrl: payment.redirectUrl,
    ...(payment.cancelUrl !== undefined && { cancelUrl: payment.cancelUrl }),
    ...(payment.webhookUrl !== undefined && { webhookUrl: payment.webhookUrl }),
    ...(payment.reason !== undefined && { statusReason: { code: payment.reason, message: 'The payment was refused' } }),
    ...(withRefunds && { _embedded: { refunds: payment.refunds.map((refund) => refundBody(payment, refund, url)) } }),
    _links: {
      self: link(`${url}/v2/payments/${id}`),
      ...(isOpen && { checkout: link(`${url}/checkout/${id}`, 'text/html') }),
    },
  };
}

export const refundBody = ({ id: paymentId }: MolliePayment, refund: MollieRefund, url: string): object => ({
  resource: 'refund',
  id: refund.id,
  mode: 'test',
  paymentId,
  status: refund.status,
  amount: money(refund.amount),
  description: refund.description,
  metadata: refund.metadata,
  createdAt: refund.createdAt.toISOString(),
  _links: { self: link(`${url}/v2/payments/${paymentId}/refunds/${refund.id}`) },
});

export const captureBody = ({ id: paymentId }: MolliePayment, { id, amount }: MollieCapture, url: string): object => ({
  resource: 'capture',
  id,
  mode: 'test',
  paymentId,
  status: 'succeeded',
  amount: money(amount),
  _links: { self: link(`${url}/v2/payments/${paymentId}/captures/${id}`) },
});
