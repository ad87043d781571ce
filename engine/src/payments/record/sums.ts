import type { Money } from '@pih/schemas';
import type { StoredAttempt, StoredPayment, StoredRefund } from './payment.ts';

type Parts = Pick<StoredPayment, 'captured' | 'refunds'>;

/** What is left of a sum in minor units when every refund that is not failed has gone out of it. */
const lessRefunds = (sum: number, refunds: readonly StoredRefund[]): number =>
  refunds.reduce((left, refund) => (refund.state === 'failed' ? left : left - refund.amount), sum);

/**
 * What can still be refunded of the payment's own money: taken, less everything that was refunded or is being refunded.
 * @returns minor units of the payment's currency
 */
export const refundableAmount = ({ captured, refunds }: Parts): number =>
  lessRefunds(
    captured,
    refunds.filter(({ isSurplus }) => !isSurplus),
  );

/**
 * What an attempt brought that is not the payment's, less what was given back of it or is on its way, in the currency it
 * came in.
 * @returns undefined when it brought no such money, or nothing is left of it
 */
export function surplusLeft(
  { refunds }: Pick<StoredPayment, 'refunds'>,
  { id, surplus }: StoredAttempt,
): Money | undefined {
  if (!surplus) return undefined;
  const given = refunds.filter(({ isSurplus, attempt }) => isSurplus && attempt === id);
  const amount = lessRefunds(surplus.amount, given);
  return amount === 0 ? undefined : { ...surplus, amount };
}

/** Whether the merchant holds money that is not the payment's: until a refund of all of it has succeeded. */
export const holdsSurplus = ({ attempts, refunds }: Pick<StoredPayment, 'attempts' | 'refunds'>): boolean => {
  const given = refunds.filter(({ state }) => state === 'succeeded');
  return attempts.some((attempt) => surplusLeft({ refunds: given }, attempt));
};
