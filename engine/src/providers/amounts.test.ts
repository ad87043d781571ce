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

describe('every format of every kind of currency', () => {
  const formats = ['minor', 'minor-string', 'decimal-string', 'decimal-number'] as const;
  const currencies = ['JPY', 'EUR', 'KWD']; // 0, 2 and 3 decimal digits
  const amounts = [0, 1, 5, 9, 10, 99, 100, 101, 999, 1_000, 1_001, 123_456, 999_999_999, 2 ** 46 - 1];
  const cases = formats.flatMap((format) => currencies.map((currency) => [format, currency] as const));

  it.each(cases)('%s of %s is read back as it was written, to the last digit', (format, currency) => {
    for (const amount of amounts)
      expect(readAmount(writeAmount({ amount, currency }, { format }), currency, { format })).toEqual({
        amount,
        currency,
      });
  });

  it.each([
    ['minor', 12.5],
    ['minor', '1e3'],
    ['minor', '-'],
    ['minor', -500],
    ['decimal-string', '-5.00'],
    ['minor', 2 ** 53],
    ['minor-string', ' 12'],
    ['decimal-string', '12,50'],
    ['decimal-string', '1 250.00'],
    ['decimal-string', '12.505'],
    ['decimal-number', 0.1 + 0.2],
    ['decimal-number', Number.NaN],
    ['decimal-number', 1e21],
    ['decimal-string', null],
    ['decimal-string', { amount: '12.50' }],
  ] as const)('%s: %j is no sum in euro, and nothing is guessed', (format, value) => {
    expect(readAmount(value, 'EUR', { format })).toBeUndefined();
  });
});
