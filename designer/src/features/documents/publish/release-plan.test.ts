import { expect, it } from 'vitest';
import { newReleasePlan } from './release-plan.ts';

const now = new Date('2026-11-23T10:00:00Z');
const aPlan = (about: Partial<ReturnType<typeof newReleasePlan>['plan']> = {}) => {
  const release = newReleasePlan(
    () => 'Europe/Rome',
    () => now,
  );
  Object.assign(release.plan, { note: 'Because', ...about });
  return release;
};
const at = (text: string, isSecond = false) => ({ text, isSecond });

it('asks for a note, whichever way it goes live', () => {
  expect(aPlan({ note: '  ' }).slips.value).toEqual(['noteMissing']);
  expect(aPlan().slips.value).toEqual([]);
  expect(aPlan().request(7)).toEqual({ version: 7, note: 'Because' });
});

it('sends the merchant’s times as instants', () => {
  const release = aPlan({ when: 'schedule', from: at('2026-12-01T09:00'), until: at('2026-12-02T00:00') });
  expect(release.slips.value).toEqual([]);
  expect(release.request(7).schedule).toEqual({ from: '2026-12-01T08:00:00.000Z', until: '2026-12-01T23:00:00.000Z' });
});

it('takes the one of two times that was meant where the clocks go back', () => {
  const from = (isSecond: boolean) =>
    aPlan({ when: 'schedule', from: at('2027-10-31T02:30', isSecond) }).request(1).schedule?.from;
  expect([from(false), from(true)]).toEqual(['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z']);
});

it.each([
  ['timeMissing', at(''), at('')],
  ['timeInvalid', at('soon'), at('')],
  ['timePast', at('2026-11-23T10:59'), at('')],
  ['untilBeforeFrom', at('2026-12-02T09:00'), at('2026-12-01T09:00')],
  ['timePast', at(''), at('2026-11-22T09:00')],
])('says %s of a schedule from %o until %o', (slip, from, until) => {
  expect(aPlan({ when: 'schedule', from, until }).slips.value).toEqual([slip]);
});

it('sends a canary with the guard that was left on', () => {
  expect(aPlan({ when: 'canary' }).request(1).canary).toEqual({
    percent: 10,
    guard: { points: 5, minimumPayments: 50, matureMinutes: 30 },
  });
  expect(aPlan({ when: 'canary', isGuarded: false }).request(1).canary).toEqual({ percent: 10 });
  expect(aPlan({ when: 'canary', percent: undefined }).slips.value).toEqual(['percent']);
  expect(aPlan({ when: 'canary', points: undefined }).slips.value).toEqual(['guard']);
});
