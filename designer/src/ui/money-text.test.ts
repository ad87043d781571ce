import { describe, expect, it } from 'vitest';
import { readAmount, symbolOf, writeAmount } from './money-text.ts';

describe('reading a sum that somebody typed', () => {
  it.each([
    ['12.50', 'EUR', 'en', 1250],
    ['12,50', 'EUR', 'it', 1250],
    ['1,234.50', 'EUR', 'en', 123450],
    ['1.234,50', 'EUR', 'it', 123450],
    ['1 234,50', 'EUR', 'it', 123450],
    ['.5', 'EUR', 'en', 50],
    ['7', 'EUR', 'it', 700],
    ['1200', 'JPY', 'en', 1200],
    ['1.234', 'KWD', 'en', 1234],
    ['1,234', 'KWD', 'it', 1234],
  ])('takes "%s" %s in %s for %i minor units', (text, currency, language, amount) => {
    expect(readAmount(text, currency, language)).toBe(amount);
  });

  it('takes the other sign for the decimal one where it cannot divide thousands', () => {
    expect(readAmount('12.50', 'EUR', 'it')).toBe(1250);
    expect(readAmount('12,5', 'EUR', 'en')).toBe(1250);
  });

  it.each([
    ['', 'EUR', 'en'],
    ['twelve', 'EUR', 'en'],
    ['12.345', 'EUR', 'en'],
    ['12.5', 'JPY', 'en'],
    ['1.2.3', 'EUR', 'en'],
    ['12,34,56', 'EUR', 'en'],
    ['-5', 'EUR', 'it'],
  ])('does not take "%s" %s for a payable sum', (text, currency, language) => {
    expect(readAmount(text, currency, language) ?? 0).toBeLessThanOrEqual(0);
  });
});

describe('writing a sum for an input', () => {
  it.each([
    [1250, 'EUR', 'en', '12.50'],
    [1250, 'EUR', 'it', '12,50'],
    [1200, 'JPY', 'it', '1200'],
    [1234, 'KWD', 'it', '1,234'],
  ])('writes %i %s in %s as "%s", and reads it back', (amount, currency, language, text) => {
    expect(writeAmount(amount, currency, language)).toBe(text);
    expect(readAmount(text, currency, language)).toBe(amount);
  });

  it('puts the symbol where the language puts it', () => {
    expect(symbolOf('EUR', 'en')).toEqual({ symbol: '€', before: true });
    expect(symbolOf('EUR', 'it')).toEqual({ symbol: '€', before: false });
  });
});
