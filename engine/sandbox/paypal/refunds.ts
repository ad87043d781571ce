import type { Capture, PayPalAccount, Refund } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { impossible, notFound } from './errors.ts';
import type { Input } from './input.ts';
import { money, readMoney, toMinor } from './money.ts';
import { refundBody } from './representation.ts';

/** Gives back all that is left of a capture, or `amount` of it (POST /v2/payments/captures/:id/refund). */
export function refundCapture(account: PayPalAccount, capture: Capture, input: Input): Refund {
  if (capture.status === 'PENDING') throw impossible('PENDING_CAPTURE');
  if (capture.status === 'DECLINED') throw impossible('REFUND_NOT_ALLOWED');
  if (capture.status === 'REFUNDED') throw impossible('CAPTURE_FULLY_REFUNDED');
  const { currency_code: currency } = capture.amount;
  const left = toMinor(capture.amount) - refundedOf(capture);
  const amountInput = input.object('amount');
  const amount = amountInput ? readMoney(amountInput) : money(left, currency);
  if (amount.currency_code !== currency) throw impossible('REFUND_CAPTURE_CURRENCY_MISMATCH');
  if (toMinor(amount) > left) throw impossible('REFUND_AMOUNT_EXCEEDED', { field: '/amount/value' });
  const isPending = behaviourOf(capture.order.unit.amount.value) === 'refundsLater';
  const now = account.now();
  const refund: Refund = {
    id: account.newId(),
    capture,
    status: isPending ? 'PENDING' : 'COMPLETED',
    amount,
    ...readTexts(capture, input),
    createdAt: now,
    updatedAt: now,
  };
  account.refunds.put(refund.id, refund);
  capture.refunds.push(refund);
  capture.status = toMinor(amount) === left ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  capture.updatedAt = now;
  tell(account, refund);
  if (isPending) account.context.later(() => settle(account, refund));
  return refund;
}

/** @throws PayPalFault 404 */
export function findRefund(account: PayPalAccount, id: string): Refund {
  const refund = account.refunds.get(id);
  if (!refund) throw notFound();
  return refund;
}

/** What has been given back of a capture so far, pending or not, in minor units. */
export const refundedOf = (capture: Capture): number =>
  capture.refunds.reduce((total, refund) => total + toMinor(refund.amount), 0);

function readTexts(capture: Capture, input: Input): Pick<Refund, 'invoiceId' | 'customId' | 'note'> {
  const invoiceId = input.text('invoice_id', 127);
  const customId = input.text('custom_id', 127) ?? capture.order.unit.customId;
  const note = input.text('note_to_payer', 255);
  return {
    ...(invoiceId !== undefined && { invoiceId }),
    ...(customId !== undefined && { customId }),
    ...(note !== undefined && { note }),
  };
}

function settle(account: PayPalAccount, refund: Refund): void {
  refund.status = 'COMPLETED';
  refund.updatedAt = account.now();
  tell(account, refund);
}

function tell(account: PayPalAccount, refund: Refund): void {
  const { value, currency_code: currency } = refund.amount;
  const isPending = refund.status === 'PENDING';
  account.tell(isPending ? 'PAYMENT.REFUND.PENDING' : 'PAYMENT.CAPTURE.REFUNDED', {
    order: refund.capture.order,
    resourceType: 'refund',
    resource: refundBody(refund, account.context.url),
    summary: isPending
      ? `A refund of ${value} ${currency} is pending`
      : `A ${value} ${currency} capture payment was refunded`,
  });
}
