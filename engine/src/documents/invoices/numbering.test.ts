import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';
import { dayIn, numberOf, yearOf } from './numbering.ts';

describe('numbers', () => {
  it('say series, year and place', () => {
    expect(numberOf({ series: 'A', year: 2026, sequence: 42 })).toBe('A-2026-00042');
    expect(numberOf({ series: '', year: 2026, sequence: 123_456 })).toBe('2026-123456');
  });

  it.each([
    ['Europe/Rome', '2026-12-31T22:59:59Z', '2026-12-31', 2026],
    ['Europe/Rome', '2026-12-31T23:00:00Z', '2027-01-01', 2027],
    ['Pacific/Auckland', '2026-12-31T11:00:00Z', '2027-01-01', 2027],
    ['America/Los_Angeles', '2027-01-01T07:59:59Z', '2026-12-31', 2026],
  ])('belong to the year that it is in %s', (timeZone, at, day, year) => {
    expect(dayIn(timeZone, new Date(at))).toBe(day);
    expect(yearOf(dayIn(timeZone, new Date(at)))).toBe(year);
  });
});

describe('a fingerprint', () => {
  it('is of what is said, not of the order of fields', () => {
    expect(fingerprintOf({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(fingerprintOf({ b: { c: [1, 2] }, a: 1 }));
    expect(fingerprintOf({ a: [1, 2] })).not.toBe(fingerprintOf({ a: [2, 1] }));
    expect(fingerprintOf({ a: 1 })).not.toBe(fingerprintOf({ a: '1' }));
  });
});
