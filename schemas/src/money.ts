import { exponentOf } from './currencies.ts';
import type { MoneyOrZero } from './generated/types.ts';

export { currencies, exponentOf, isCurrency } from './currencies.ts';

/** A sum in the currency's minor unit: `{ amount: 1050, currency: 'EUR' }` is €10.50, `{ amount: 500, currency: 'JPY' }` is ¥500. */
type Money = MoneyOrZero;

/** A sum of nothing in a currency. */
export const zero = (currency: string): Money => ({ amount: 0, currency });

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`Sums in ${a.currency} and ${b.currency} cannot be combined`);
}

/** @throws RangeError when the currencies differ */
export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { amount: a.amount + b.amount, currency: a.currency };
}

/** @throws RangeError when the currencies differ */
export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { amount: a.amount - b.amount, currency: a.currency };
}

/**
 * Writes a sum the way decimal APIs want it: "10.50" EUR, "500" JPY, "1.234" BHD. String arithmetic only: nothing is rounded.
 * @param digits decimal digits, where a provider departs from ISO 4217; a sum that has more is refused
 * @throws RangeError when the sum cannot be written with so few digits
 */
export function toDecimal({ amount, currency }: Money, digits = exponentOf(currency)): string {
  const exponent = exponentOf(currency);
  const text = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = text.slice(0, text.length - exponent);
  const fraction = exponent ? text.slice(-exponent) : '';
  const cut = fraction.slice(digits);
  if (/[1-9]/.test(cut))
    throw new RangeError(`${whole}.${fraction} ${currency} cannot be written with ${digits} decimal digits`);
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  return (amount < 0 ? '-' : '') + whole + (kept ? '.' + kept : '');
}

/**
 * Reads a decimal text such as "10.50" into minor units.
 * @throws RangeError when the text is no decimal number, is more exact than the currency, or is beyond safe integers
 */
export function fromDecimal(text: string, currency: string): Money {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  const exponent = exponentOf(currency);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (!match || /[1-9]/.test(fraction.slice(exponent))) throw new RangeError(`"${text}" is not a sum in ${currency}`);
  const amount = Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (!Number.isSafeInteger(amount)) throw new RangeError(`"${text}" ${currency} is too large`);
  return { amount: sign && amount ? -amount : amount, currency };
}

/** Writes a sum for people: "€10.50", "10,50 €". The minor part is never dropped. */
export function formatMoney(money: Money, language: string): string {
  const digits = exponentOf(money.currency);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // Some languages leave four-digit sums ungrouped, and a column of sums would then not line up.
    useGrouping: 'always',
    // A decimal text keeps every digit; a number would be rounded beyond 2^53.
  }).format(toDecimal(money) as `${number}`);
}
