import { exponentOf, fromDecimal, toDecimal, type Money } from '@pih/schemas';

/** How a provider writes money: see `amounts` in a provider document. */
export interface AmountFormat {
  readonly format: 'minor' | 'minor-string' | 'decimal-string' | 'decimal-number';
  /** Decimal digits where the provider departs from ISO 4217. */
  readonly digits?: Readonly<Record<string, number>>;
}

/**
 * Writes a sum as a provider wants it: 1050 EUR is `1050`, `"1050"`, `"10.50"` or `10.5`.
 * @throws RangeError when the provider has fewer digits than the sum needs, or a number cannot hold it exactly
 */
export function writeAmount(money: Money, { format, digits }: AmountFormat): string | number {
  const text = toDecimal(money, digits?.[money.currency] ?? exponentOf(money.currency));
  if (format === 'decimal-string') return text;
  if (format === 'decimal-number')
    return exact(text, (number) => fromDecimal(String(number), money.currency).amount === money.amount);
  const minor = text.replace('.', '').replace(/^0+(?=\d)/, '');
  return format === 'minor-string' ? minor : exact(minor, Number.isSafeInteger);
}

/**
 * Reads a sum as the provider writes it.
 * @returns undefined when it is no sum: the caller decides whether that matters
 */
export function readAmount(value: unknown, currency: string, { format, digits }: AmountFormat): Money | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    if (format.startsWith('decimal')) return notNegative(fromDecimal(String(value), currency));
    const places = digits?.[currency] ?? exponentOf(currency);
    const text = String(value).padStart(places + 1, '0');
    return notNegative(fromDecimal(places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text, currency));
  } catch {
    return undefined; // money.ts refuses what is no sum in this currency
  }
}

/** Nobody holds or takes less than nothing. */
const notNegative = (money: Money): Money | undefined => (money.amount < 0 ? undefined : money);

function exact(text: string, holds: (number: number) => boolean): number {
  const number = Number(text);
  if (!holds(number)) throw new RangeError(`${text} cannot be written as a number without loss`);
  return number;
}
