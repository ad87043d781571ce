import type { JsonFields } from '../json-fields.ts';
import type { ScalapayAccount, ScalapayOrder } from './account.ts';
import { behaviourOf } from './behaviours.ts';
import { notNow, tooMuch } from './errors.ts';
import { money, readMoney } from './money.ts';

/** Until when a delayed capture can be made, unless the merchant says otherwise. */
const usualDelayMs = 5 * 24 * 60 * 60_000;

/** Takes the money of an authorised order, all of it or less (POST /v2/payments/capture). */
export function capture(account: ScalapayAccount, order: ScalapayOrder, input: JsonFields): 'APPROVED' | 'DECLINED' {
  const asked = input.object('amount');
  const amount = asked ? readMoney(asked) : order.total;
  checkAuthorized(order, 'captured');
  if (amount > order.total) throw tooMuch();
  order.reference = input.text('merchantReference') ?? order.reference;
  if (behaviourOf(order.total) === 'captureDeclined') {
    order.captureStatus = 'voided';
    return 'DECLINED';
  }
  order.status = 'charged';
  order.captureStatus = 'captured';
  order.captured = amount;
  account.tell('charged', order);
  return 'APPROVED';
}

/** Keeps an order authorised, to be captured later (POST /v2/payments/:token/delay). */
export function delay(account: ScalapayAccount, order: ScalapayOrder, input: JsonFields): Date {
  const length = input.count('authorizationExpiryMilliseconds') ?? usualDelayMs;
  checkAuthorized(order, 'delayed');
  order.reference = input.text('merchantReference') ?? order.reference;
  order.captureStatus = 'delayed';
  order.expiresAt = new Date(account.now().getTime() + length);
  return order.expiresAt;
}

/** Releases what is authorised (POST /v2/payments/:token/void). */
export function release(order: ScalapayOrder, input: JsonFields): void {
  checkAuthorized(order, 'voided');
  order.reference = input.text('merchantReference') ?? order.reference;
  order.captureStatus = 'voided';
}

export interface ScalapayRefund {
  readonly token: string;
  readonly amount: number;
  readonly reference: string | undefined;
}

/** Gives back part after part, never more than was taken (POST /v2/payments/:token/refund). */
export function refund(account: ScalapayAccount, order: ScalapayOrder, input: JsonFields): ScalapayRefund {
  const amount = readMoney(input.requiredObject('refundAmount'));
  const reference = input.text('merchantRefundReference');
  if (order.captureStatus !== 'captured') throw notNow('Only a charged order can be refunded.');
  if (amount > order.captured - order.refunded) throw notNow('The refund amount exceeds the amount left to refund.');
  order.refunded += amount;
  order.status = 'refunded';
  const made = { token: account.newToken(), amount, reference };
  account.tell('refunded', order, {
    refundToken: made.token,
    refundAmount: money(amount),
    merchantRefundReference: reference,
  });
  return made;
}

function checkAuthorized({ status, captureStatus }: ScalapayOrder, what: string): void {
  const isHeld = status === 'authorized' && (captureStatus === 'pending' || captureStatus === 'delayed');
  if (!isHeld) throw notNow(`Order cannot be ${what}: status ${status}, capture status ${captureStatus}.`);
}
