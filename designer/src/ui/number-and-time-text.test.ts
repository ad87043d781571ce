import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, writeNumber } from './number-text.ts';
import { readTime } from './time-text.ts';

describe('a number that somebody types', () => {
  it('comes back as it was written, in every language', () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.oneof(fc.integer(), any), fc.constantFrom('en', 'it'), (number, language) => {
        expect(readNumber(writeNumber(number, language))).toBeCloseTo(number, 9);
      }),
    );
  });

  it.each(['', 'twelve', '1.2.3', '--5', '5 %', '.'])('is none when it is "%s"', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });
});

describe('a time of day that somebody types', () => {
  it.each([
    ['8', '08:00'],
    ['08', '08:00'],
    ['830', '08:30'],
    ['8:30', '08:30'],
    ['08.30', '08:30'],
    ['20:15', '20:15'],
    ['2015', '20:15'],
    ['0:05', '00:05'],
    ['23:', '23:00'],
  ])('is taken as people mean it: "%s" is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it.each(['', '24:00', '12:60', '8:5', 'noon', '-1', '12345'])('is none when it is "%s"', (typed) => {
    expect(readTime(typed)).toBeUndefined();
  });
});
