import { expect, it } from 'vitest';
import { PastClock } from './past-clock.ts';
import { workingDays } from './working-days.ts';

/** A Monday afternoon in winter. */
const monday = new Date('2026-11-23T15:00:00Z');

it('counts working days back over the weekend, by the clock of the place', () => {
  const when = workingDays(monday, 'Europe/Rome');
  expect(when(1, '09:30').toISOString()).toBe('2026-11-20T08:30:00.000Z');
  expect(when(5, '16:00').toISOString()).toBe('2026-11-16T15:00:00.000Z');
  expect(when(6, '16:00').toISOString()).toBe('2026-11-13T15:00:00.000Z');
});

it('knows that clocks were put back meanwhile, and that it is tomorrow already elsewhere', () => {
  const shortAfter = new Date('2026-10-26T12:00:00Z');
  expect(workingDays(shortAfter, 'Europe/Rome')(1, '09:30').toISOString()).toBe('2026-10-23T07:30:00.000Z');
  expect(workingDays(monday, 'Asia/Tokyo')(1, '09:30').toISOString()).toBe('2026-11-23T00:30:00.000Z');
});

it('a clock of the past runs on and never goes back', () => {
  const clock = new PastClock(monday);
  const before = clock.now();
  clock.set(new Date(monday.getTime() - 60_000));
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  clock.set(new Date(monday.getTime() + 60_000));
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(monday.getTime() + 60_000);
});
