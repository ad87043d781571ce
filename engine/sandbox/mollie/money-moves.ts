import type { JsonFields } from '../json-fields.ts';
import { refundedOf, type MollieAccount, type MolliePayment, type MollieRefund } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { notFound, unprocessable } from './errors.ts';
import { readMoney } from './money.ts';

/** What POST /v2/payments/:id/captures made. */
export interface MollieCapture {
  readonly id: string;
  /** Cents. */
  readonly amount: number;
}

/** Takes held money, all of it or less; what is left is released. @throws MollieFault */
export function capture(account: MollieAccount, payment: MolliePayment, input: JsonFields): MollieCapture {
  const asked = input.object('amount');
  const amount = asked ? readMoney(asked) : payment.amount;
  if (payment.status !== 'authorized') throw unprocessable('The payment has no money that could be captured');
  if (amount > payment.amount) throw unprocessable('The amount is higher than the maximum', 'amount');
  payment.captured = amount;
  account.change(payment, 'paid');
  return { id: account.newId('cpt'), amount };
}

/** Lets go of held money (POST /v2/payments/:id/release-authorization). @throws MollieFault */
export function release(account: MollieAccount, payment: MolliePayment): void {
  if (payment.status !== 'authorized') throw unprocessable('The payment has no authorization');
  account.change(payment, 'canceled');
}

/** Calls off what nobody has paid (DELETE /v2/payments/:id). @throws MollieFault */
export function cancel(account: MollieAccount, payment: MolliePayment): void {
  if (payment.status !== 'open') throw unprocessable('The payment cannot be canceled');
  account.change(payment, 'canceled');
}

/** Gives back part after part, never more than was taken. @throws MollieFault */
export function refund(account: MollieAccount, payment: MolliePayment, input: JsonFields): MollieRefund {
  const amount = readMoney(input.requiredObject('amount'));
  if (payment.status !== 'paid') throw unprocessable('The payment is not paid, so it cannot be refunded');
  if (amount > payment.captured - refundedOf(payment))
    throw unprocessable('The amount is higher than the amount remaining to refund', 'amount');
  const isLater = behaviourOf(payment.amount) === 'refundsLater';
  const made: MollieRefund = {
    id: account.newId('re'),
    amount,
    description: input.text('description', 255) ?? '',
    metadata: input.json['metadata'] ?? null,
    createdAt: account.now(),
    status: isLater ? 'pending' : 'refunded',
  };
  payment.refunds.push(made);
  if (!isLater) account.tell(payment);
  else
    account.context.later(() => {
      made.status = 'refunded';
      account.tell(payment);
    });
  return made;
}

/** @throws MollieFault 404 */
export function findRefund(payment: MolliePayment, id: string): MollieRefund {
  const found = payment.refunds.find((refund) => refund.id === id);
  if (!found) throw notFound('refund', id);
  return found;
}
