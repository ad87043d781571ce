import { describe, expect, it } from 'vitest';
import { addDays, dayIn, startOfDay } from './days.ts';

describe('calendar days in the merchant’s time zone', () => {
  it('tells which day it is there, not here', () => {
    expect(dayIn(new Date('2026-11-22T23:30:00Z'), 'Europe/Rome')).toBe('2026-11-23');
    expect(dayIn(new Date('2026-11-23T03:00:00Z'), 'America/New_York')).toBe('2026-11-22');
  });

  it('begins a day at midnight there', () => {
    expect(startOfDay('2026-11-23', 'Europe/Rome').toISOString()).toBe('2026-11-22T23:00:00.000Z');
    expect(startOfDay('2026-07-01', 'Europe/Rome').toISOString()).toBe('2026-06-30T22:00:00.000Z');
  });

  it('begins the day on which the clocks change by the clock before the change', () => {
    expect(startOfDay('2026-03-29', 'Europe/Rome').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('2026-10-25', 'Europe/Rome').toISOString()).toBe('2026-10-24T22:00:00.000Z');
  });

  it('counts days over the ends of months', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});
