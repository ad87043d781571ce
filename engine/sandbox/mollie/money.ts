import type { JsonFields } from '../json-fields.ts';

/** A sum as Mollie writes it: `{ currency: 'EUR', value: '190.00' }`. Test mode knows no other currency. */
export interface MollieMoney {
  readonly currency: 'EUR';
  readonly value: string;
}

/** `money(19000)` is "190.00" EUR. */
export function money(cents: number): MollieMoney {
  const text = String(cents).padStart(3, '0');
  return { currency: 'EUR', value: `${text.slice(0, -2)}.${text.slice(-2)}` };
}

/**
 * Reads a sum in cents, exactly: no decimal ever becomes a floating number.
 * @throws MollieFault for another currency, other than two decimals, or less than `least` cents
 */
export function readMoney(input: JsonFields, least = 1): number {
  const value = input.requiredText('value', 20);
  if (input.requiredText('currency') !== 'EUR') throw input.refusalOf('currency', 'EUR in test mode');
  const [, whole, decimals] = /^(\d{1,10})\.(\d{2})$/.exec(value) ?? [];
  const cents = whole === undefined || decimals === undefined ? NaN : Number(whole + decimals);
  if (!(cents >= least)) throw input.refusalOf('value', 'a sum with exactly two decimals');
  return cents;
}
