import { impossible, malformed } from './errors.ts';
import type { Input } from './input.ts';

/** A sum as PayPal writes it: `{ currency_code: 'EUR', value: '10.99' }`. */
export interface PayPalMoney {
  readonly currency_code: string;
  readonly value: string;
}

/** https://developer.paypal.com/api/rest/reference/currency-codes/ — three of them take no decimals. */
const withDecimals = new Set(
  'AUD BRL CAD CNY CZK DKK EUR HKD ILS MYR MXN NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' '),
);
const withoutDecimals = new Set(['HUF', 'JPY', 'TWD']);

const digitsOf = (currency: string): number => (withoutDecimals.has(currency) ? 0 : 2);

/**
 * Reads a sum and refuses what PayPal refuses: an unknown currency, a wrong number of decimals, nothing or less.
 * @throws PayPalFault
 */
export function readMoney(input: Input): PayPalMoney {
  const currency = input.requiredText('currency_code');
  const value = input.requiredText('value', 32);
  const field = input.pointerTo('value');
  if (!withDecimals.has(currency) && !withoutDecimals.has(currency)) {
    throw impossible('INVALID_CURRENCY_CODE', { field: input.pointerTo('currency_code') });
  }
  if (!/^-?(\d+|\d*\.\d+)$/.test(value)) {
    throw malformed({
      issue: 'INVALID_PARAMETER_SYNTAX',
      description: 'The value of a field does not conform to the expected format.',
      field,
      value,
    });
  }
  const decimals = value.split('.')[1]?.length ?? 0;
  if (withoutDecimals.has(currency) && decimals > 0) throw impossible('DECIMALS_NOT_SUPPORTED', { field });
  if (decimals > digitsOf(currency)) throw impossible('DECIMAL_PRECISION', { field });
  if (toMinor({ currency_code: currency, value }) <= 0) throw impossible('CANNOT_BE_ZERO_OR_NEGATIVE', { field });
  return money(toMinor({ currency_code: currency, value }), currency);
}

/** `toMinor({ currency_code: 'EUR', value: '10.9' })` is 1090. Exact: no decimal ever becomes a floating number. */
export function toMinor({ currency_code: currency, value }: PayPalMoney): number {
  const [whole = '', decimals = ''] = value.replace('-', '').split('.');
  const minor = Number(`${whole}${decimals.padEnd(digitsOf(currency), '0')}`);
  return value.startsWith('-') ? -minor : minor;
}

/** The reverse: `money(1090, 'EUR')` has the value "10.90". */
export function money(minor: number, currency: string): PayPalMoney {
  const digits = digitsOf(currency);
  const text = String(minor).padStart(digits + 1, '0');
  const value = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { currency_code: currency, value };
}
