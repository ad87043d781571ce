import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, currencies, exponentOf, formatMoney, fromDecimal, subtract, toDecimal } from './money.ts';

describe('money', () => {
  it.each([
    [{ amount: 1050, currency: 'EUR' }, '10.50'],
    [{ amount: 500, currency: 'JPY' }, '500'],
    [{ amount: 1234, currency: 'BHD' }, '1.234'],
    [{ amount: 5, currency: 'EUR' }, '0.05'],
    [{ amount: -5, currency: 'EUR' }, '-0.05'],
    [{ amount: Number.MAX_SAFE_INTEGER, currency: 'EUR' }, '90071992547409.91'],
  ])('%j is written %s', (money, text) => {
    expect(toDecimal(money)).toBe(text);
    expect(fromDecimal(text, money.currency)).toEqual(money);
  });

  it('comes back unchanged from its decimal form, whatever the currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...currencies), (amount, currency) => {
        const money = { amount: amount === 0 ? 0 : amount, currency };
        expect(fromDecimal(toDecimal(money), currency)).toEqual(money);
      }),
    );
  });

  it('follows a provider that allows fewer digits, but never rounds', () => {
    expect(toDecimal({ amount: 1200, currency: 'HUF' }, 0)).toBe('12');
    expect(() => toDecimal({ amount: 1250, currency: 'HUF' }, 0)).toThrow(RangeError);
  });

  it('refuses what is not an exact sum in the currency', () => {
    for (const text of ['10.505', '', '1e3', 'abc', '99999999999999999999'])
      expect(() => fromDecimal(text, 'EUR')).toThrow(RangeError);
    expect(() => fromDecimal('1.5', 'JPY')).toThrow(RangeError);
  });

  it('is not combined across currencies, and an unknown currency is not guessed', () => {
    const euro = { amount: 1, currency: 'EUR' };
    expect(() => add(euro, { amount: 1, currency: 'USD' })).toThrow(RangeError);
    expect(() => subtract(euro, { amount: 1, currency: 'USD' })).toThrow(RangeError);
    expect(() => exponentOf('XXQ')).toThrow(RangeError);
  });

  it('is shown to people with every digit, by language', () => {
    expect(formatMoney({ amount: 119990, currency: 'EUR' }, 'en')).toBe('€1,199.90');
    expect(formatMoney({ amount: 119990, currency: 'EUR' }, 'it')).toMatch(/^1\.199,90\s€$/);
    expect(formatMoney({ amount: 1200, currency: 'HUF' }, 'en')).toContain('12.00');
    expect(formatMoney({ amount: Number.MAX_SAFE_INTEGER, currency: 'EUR' }, 'en')).toBe('€90,071,992,547,409.91');
  });
});
