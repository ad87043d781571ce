import type { Money } from '@pih/schemas';
import { readAmount, writeAmount, type AmountFormat } from '../amounts.ts';

/**
 * Where Stripe's minor units are not those of ISO 4217 (https://docs.stripe.com/currencies): ISK and UGX are charged
 * with two digits although they have none, MGA with none although it has two.
 */
const amounts: AmountFormat = { format: 'minor', digits: { ISK: 2, UGX: 2, MGA: 0 } };

/** Charged in thousandths, yet the last digit has to be 0. */
const threeDigits = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/**
 * A sum in Stripe's minor units: 1050 EUR is 1050, 500 ISK is 50000, 1230 KWD is 1230.
 * @throws RangeError when Stripe has fewer digits than the sum needs
 */
export function toStripe(money: Money): number {
  if (threeDigits.has(money.currency) && money.amount % 10 !== 0)
    throw new RangeError(`Stripe takes ${money.currency} with two decimal digits only`);
  return Number(writeAmount(money, amounts));
}

/** @param currency in either case; Stripe writes lower case */
export const fromStripe = (amount: number, currency: string): Money | undefined =>
  readAmount(amount, currency.toUpperCase(), amounts);
