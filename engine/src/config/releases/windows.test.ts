import { describe, expect, it } from 'vitest';
import type { Release, ReleaseState } from '../model.ts';
import { after, can, ended, lifecycle, type ReleaseEvent } from './lifecycle.ts';
import { dueAtOf, dueOf, overlap } from './windows.ts';

const at = (time: string): Date => new Date(`2026-11-27T${time}:00Z`);
const now = at('00:00');
const aRelease = (about: Partial<Release> = {}): Release => ({
  id: 'rel_1',
  state: 'scheduled',
  how: 'schedule',
  title: 'Black Friday',
  note: 'Black Friday',
  requestedAt: now,
  requestedBy: { type: 'operator', id: 'opr_1' },
  editors: [],
  basedOn: 1,
  draftVersion: 1,
  needs: [],
  approvers: 0,
  approvals: [],
  ...about,
});

describe('two schedules of one document', () => {
  it.each([
    [
      'one after the other',
      { from: at('01:00'), until: at('02:00') },
      { from: at('02:00'), until: at('03:00') },
      false,
    ],
    [
      'one inside the other',
      { from: at('01:00'), until: at('04:00') },
      { from: at('02:00'), until: at('03:00') },
      true,
    ],
    ['that cross', { from: at('01:00'), until: at('03:00') }, { from: at('02:00'), until: at('04:00') }, true],
    ['without ends, at different times', { from: at('01:00') }, { from: at('02:00') }, false],
    ['without ends, at one time', { from: at('01:00') }, { from: at('01:00') }, true],
    [
      'of which one begins in the window of the other',
      { from: at('01:00'), until: at('03:00') },
      { from: at('02:00') },
      true,
    ],
    ['of which one begins as the other ends', { from: at('01:00'), until: at('03:00') }, { from: at('03:00') }, false],
    ['of which one begins at once', { until: at('03:00') }, { from: at('02:00') }, true],
  ])('%s', (_, one, other, expected) => {
    expect(overlap(one, other, now)).toBe(expected);
    expect(overlap(other, one, now)).toBe(expected);
  });
});

describe('what is due', () => {
  it('is the earliest of what has to begin or end, and what ends goes first', () => {
    const ending = aRelease({ id: 'rel_a', state: 'live', from: at('01:00'), until: at('02:00') });
    const beginning = aRelease({ id: 'rel_b', from: at('02:00') });
    const releases = [beginning, ending, aRelease({ id: 'rel_c', state: 'awaiting_approval', from: at('01:00') })];
    expect(dueAtOf(releases)).toEqual(at('02:00'));
    expect(dueOf(releases, at('01:59'))).toBeUndefined();
    expect(dueOf(releases, at('02:00'))).toBe(ending);
    expect(dueAtOf([aRelease({ state: 'canary' })])).toBeNull();
  });
});

describe('a release', () => {
  const states = Object.keys(lifecycle) as ReleaseState[];
  const events: ReleaseEvent[] = ['wait', 'begin', 'try', 'finish', 'refuse', 'withdraw', 'return', 'fail'];

  it('can leave every state but its last ones, and reach them all from waiting for approval', () => {
    const reached = new Set<ReleaseState>(['awaiting_approval']);
    for (const state of reached) for (const next of Object.values(lifecycle[state])) reached.add(next);
    expect([...reached].sort()).toEqual(states.sort());
    expect(states.filter((state) => Object.keys(lifecycle[state]).length === 0).sort()).toEqual(
      ['done', 'failed', 'refused', 'returned', 'withdrawn'].sort(),
    );
  });

  it('does nothing that its table does not have', () => {
    for (const state of states) {
      for (const event of events) {
        const release = aRelease({ state });
        if (can(release, event)) expect(after(release, event).state).toBe(lifecycle[state][event]);
        else expect(() => after(release, event)).toThrow(RangeError);
      }
    }
  });

  it('says at its end who ended it and why', () => {
    const by = { type: 'system' } as const;
    expect(ended(aRelease(), 'withdraw', { at: now, by, because: 'Enough' })).toMatchObject({
      state: 'withdrawn',
      ended: { at: now, by, why: 'Enough' },
    });
  });
});
