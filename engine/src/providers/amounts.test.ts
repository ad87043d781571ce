import { describe, expect, it } from 'vitest';
import { readAmount, writeAmount } from './amounts.ts';

describe('a sum on the wire', () => {
  it.each([
    [{ amount: 1050, currency: 'EUR' }, { format: 'minor' }, 1050],
    [{ amount: 1050, currency: 'EUR' }, { format: 'minor-string' }, '1050'],
    [{ amount: 1050, currency: 'EUR' }, { format: 'decimal-string' }, '10.50'],
    [{ amount: 1050, currency: 'EUR' }, { format: 'decimal-number' }, 10.5],
    [{ amount: 5, currency: 'EUR' }, { format: 'minor-string' }, '5'],
    [{ amount: 5, currency: 'EUR' }, { format: 'decimal-string' }, '0.05'],
    [{ amount: 500, currency: 'JPY' }, { format: 'decimal-string' }, '500'],
    [{ amount: 500, currency: 'ISK' }, { format: 'minor', digits: { ISK: 2 } }, 50_000],
    [{ amount: 1_234, currency: 'KWD' }, { format: 'decimal-string' }, '1.234'],
    [{ amount: 50_000, currency: 'HUF' }, { format: 'decimal-string', digits: { HUF: 0 } }, '500'],
    [{ amount: 9_007_199_254_740_991, currency: 'EUR' }, { format: 'decimal-string' }, '90071992547409.91'],
  ] as const)('writes %j in %j as %j, and reads the same back', (money, format, written) => {
    expect(writeAmount(money, format)).toBe(written);
    expect(readAmount(written, money.currency, format)).toEqual(money);
  });

  it('refuses to drop a digit that the provider has no place for', () => {
    expect(() =>
      writeAmount({ amount: 50_050, currency: 'HUF' }, { format: 'decimal-string', digits: { HUF: 0 } }),
    ).toThrow(RangeError);
  });

  it('refuses a number that cannot hold the sum', () => {
    const huge = { amount: 9_007_199_254_740_991, currency: 'ISK' };
    expect(() => writeAmount(huge, { format: 'minor', digits: { ISK: 2 } })).toThrow(RangeError);
  });

  it.each([undefined, null, 'ten', '', {}, Number.NaN, '10.505'])('reads no sum in %j', (value) => {
    expect(readAmount(value, 'EUR', { format: 'decimal-string' })).toBeUndefined();
  });
});
