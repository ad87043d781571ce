import { randomUUID } from 'node:crypto';
import type { SatispayAccount, SatispayPayment } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { refundRefused } from './errors.ts';

/** Refunds are possible for a year. */
const refundableForMs = 365 * 24 * 60 * 60_000;

/**
 * Gives back part of a payment, several times over, never more than was paid. The payment itself stays accepted.
 * @param asked the refund as it was read from the request
 * @throws SatispayFault 403 (131)
 */
export function refund(account: SatispayAccount, paid: SatispayPayment, asked: SatispayPayment): SatispayPayment {
  if (paid.parent || paid.status !== 'ACCEPTED') throw refundRefused(`the payment is ${paid.status}`);
  if (asked.amount > paid.amount - paid.refunded) throw refundRefused('the amount is more than what is left');
  const age = account.now().getTime() - paid.insertedAt.getTime();
  if (age > refundableForMs) throw refundRefused('the payment is too old');
  paid.refunded += asked.amount;
  const made: SatispayPayment = { ...asked, parent: paid };
  account.payments.put(made.id, made);
  if (behaviourOf(paid.amount) === 'refundsLater') account.context.later(() => account.change(made, 'ACCEPTED'));
  else account.change(made, 'ACCEPTED');
  return made;
}

/** Gives back all that is left (the action CANCEL_OR_REFUND of a payment that turned out to be accepted). */
export function refundRest(account: SatispayAccount, paid: SatispayPayment): void {
  const now = account.now();
  const { externalCode: _code, callbackUrl: _callback, ...rest } = paid;
  const whole: SatispayPayment = {
    ...rest,
    id: randomUUID(),
    flow: 'REFUND',
    amount: paid.amount - paid.refunded,
    status: 'PENDING',
    refunded: 0,
    insertedAt: now,
    statusAt: now,
  };
  if (whole.amount > 0) refund(account, paid, whole);
}
