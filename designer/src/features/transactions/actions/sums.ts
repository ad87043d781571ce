import type { MoneyOrZero } from '@pih/schemas/types';
import { subtract, zero } from '@pih/schemas/money';

export type SumError = 'missing' | 'none' | 'tooMuch';

/** What is wrong with a sum that somebody entered: no number, nothing at all, or more than there is. */
export function sumError(amount: number | undefined, most: MoneyOrZero): SumError | undefined {
  if (amount === undefined) return 'missing';
  if (amount <= 0) return 'none';
  return amount > most.amount ? 'tooMuch' : undefined;
}

interface RefundPlan {
  /** What goes back now. */
  sum: MoneyOrZero;
  /** What was taken from the shopper. */
  captured: MoneyOrZero;
  /** What went back, or is on its way back, already. */
  before: MoneyOrZero;
  /** What the merchant keeps. */
  stays: MoneyOrZero;
}

/** What a refund of a valid sum will do to a payment. */
export function refundPlan(
  amount: number,
  { captured, refundable }: { captured: MoneyOrZero; refundable: MoneyOrZero },
): RefundPlan {
  const sum = { amount, currency: refundable.currency };
  return { sum, captured, before: subtract(captured, refundable), stays: subtract(refundable, sum) };
}

/** What is released to the shopper when part of a hold is captured. */
export const released = (amount: number, total: MoneyOrZero): MoneyOrZero =>
  amount >= total.amount ? zero(total.currency) : subtract(total, { amount, currency: total.currency });
