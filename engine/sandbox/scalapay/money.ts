import type { JsonFields } from '../json-fields.ts';

/** A sum as Scalapay writes it: `{ amount: '190.00', currency: 'EUR' }`. */
export interface ScalapayMoney {
  readonly amount: string;
  readonly currency: 'EUR';
}

/** `money(19000)` is "190.00" EUR. */
export function money(cents: number): ScalapayMoney {
  const text = String(cents).padStart(3, '0');
  return { amount: `${text.slice(0, -2)}.${text.slice(-2)}`, currency: 'EUR' };
}

/**
 * Reads a sum in cents, exactly: no decimal ever becomes a floating number.
 * @throws ScalapayFault for another currency, more than two decimals, or less than `least` cents
 */
export function readMoney(input: JsonFields, least = 1): number {
  const amount = input.requiredText('amount', 20);
  if (input.requiredText('currency') !== 'EUR') throw input.refusalOf('currency', 'EUR');
  const [, whole, decimals = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  const cents = whole === undefined ? NaN : Number(whole + decimals.padEnd(2, '0'));
  if (!(cents >= least)) throw input.refusalOf('amount', 'a sum with at most two decimals');
  return cents;
}
