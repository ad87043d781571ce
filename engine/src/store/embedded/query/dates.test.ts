import { expect, it } from 'vitest';
import { runStages } from './aggregate.ts';

const compute = (iso: string, expression: object): unknown =>
  runStages([{ at: new Date(iso) }], [{ $project: { _id: 0, result: expression } }])[0]?.['result'];
const trunc = (iso: string, unit: string, timezone: string, more: object = {}): unknown =>
  compute(iso, { $dateTrunc: { date: '$at', unit, timezone, ...more } });

it.each([
  // 00:30 on the 2nd of June in Rome
  ['2029-06-01T22:30:00Z', 'day', 'Europe/Rome', '2029-06-01T22:00:00Z'],
  ['2029-06-01T22:30:00Z', 'month', 'Europe/Rome', '2029-05-31T22:00:00Z'],
  ['2029-06-01T21:30:00Z', 'day', 'Europe/Rome', '2029-05-31T22:00:00Z'],
  // 00:30 on New Year's Day in Rome
  ['2029-12-31T23:30:00Z', 'year', 'Europe/Rome', '2029-12-31T23:00:00Z'],
  ['2029-12-31T23:30:00Z', 'month', 'Europe/Rome', '2029-12-31T23:00:00Z'],
  ['2029-12-31T23:30:00Z', 'quarter', 'Europe/Rome', '2029-12-31T23:00:00Z'],
  // the days on which clocks change
  ['2029-03-25T22:30:00Z', 'day', 'Europe/Rome', '2029-03-25T22:00:00Z'],
  ['2029-03-25T12:00:00Z', 'day', 'Europe/Rome', '2029-03-24T23:00:00Z'],
  ['2029-10-28T12:00:00Z', 'day', 'Europe/Rome', '2029-10-27T22:00:00Z'],
  ['2029-10-28T00:30:00Z', 'hour', 'Europe/Rome', '2029-10-28T00:00:00Z'],
  ['2029-10-28T01:30:00Z', 'hour', 'Europe/Rome', '2029-10-28T01:00:00Z'],
  ['2029-06-01T03:10:00Z', 'hour', 'Asia/Kolkata', '2029-06-01T02:30:00Z'],
  ['2029-06-01T03:10:00Z', 'day', 'America/New_York', '2029-05-31T04:00:00Z'],
  ['2029-06-01T03:10:00Z', 'day', '+05:00', '2029-05-31T19:00:00Z'],
  ['2029-06-01T03:10:00Z', 'day', 'UTC', '2029-06-01T00:00:00Z'],
  ['1969-12-31T23:59:59Z', 'minute', 'UTC', '1969-12-31T23:59:00Z'],
])('truncates %s to the %s in %s', (iso, unit, zone, expected) => {
  expect(trunc(iso, unit, zone)).toEqual(new Date(expected));
});

it('begins weeks on Sunday, or on the day that is asked for', () => {
  expect(trunc('2029-06-01T22:30:00Z', 'week', 'Europe/Rome')).toEqual(new Date('2029-05-26T22:00:00Z'));
  expect(trunc('2029-06-01T22:30:00Z', 'week', 'Europe/Rome', { startOfWeek: 'monday' })).toEqual(
    new Date('2029-05-27T22:00:00Z'),
  );
});

it('reads and writes dates as clocks in a zone show them', () => {
  const zoned = { date: '$at', timezone: 'Europe/Rome' };
  const at = '2029-12-31T23:30:00Z';
  expect(compute(at, { $dateToString: { ...zoned, format: '%Y-%m-%d %H:%M' } })).toBe('2030-01-01 00:30');
  expect(compute(at, { $hour: zoned })).toBe(0);
  expect(compute(at, { $dayOfWeek: zoned })).toBe(3);
  expect(compute(at, { $year: zoned })).toBe(2030);
  expect(compute(at, { $year: '$at' })).toBe(2029);
});

it('refuses zones that nobody knows and bins that it does not make', () => {
  expect(() => trunc('2029-06-01T22:30:00Z', 'day', 'Europe/Nowhere')).toThrow('Europe/Nowhere');
  expect(() => trunc('2029-06-01T22:30:00Z', 'day', 'UTC', { binSize: 2 })).toThrow('not supported');
});

it('passes over missing dates', () => {
  expect(compute('2029-06-01T22:30:00Z', { $dateTrunc: { date: '$none', unit: 'day' } })).toBeNull();
  expect(compute('2029-06-01T22:30:00Z', { $dateToString: { date: '$none', timezone: 'Europe/Rome' } })).toBeNull();
});
