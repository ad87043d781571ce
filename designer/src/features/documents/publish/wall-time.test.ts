import { describe, expect, it } from 'vitest';
import { readWallTime, writeWallTime } from './wall-time.ts';

const rome = 'Europe/Rome';

describe('a time on the wall of the merchant’s time zone', () => {
  it('is one instant on most days, in winter and in summer', () => {
    expect(readWallTime('2026-11-23T09:00', rome)).toEqual({ kind: 'exact', at: new Date('2026-11-23T08:00:00Z') });
    expect(readWallTime('2026-07-01T09:00', rome)).toEqual({ kind: 'exact', at: new Date('2026-07-01T07:00:00Z') });
  });

  it('that is skipped in spring counts as the time after the clocks were put forward', () => {
    expect(readWallTime('2026-03-29T02:30', rome)).toEqual({ kind: 'skipped', at: new Date('2026-03-29T01:30:00Z') });
    expect(writeWallTime(new Date('2026-03-29T01:30:00Z'), rome)).toBe('2026-03-29T03:30');
  });

  it('that comes twice in autumn is both', () => {
    expect(readWallTime('2026-10-25T02:30', rome)).toEqual({
      kind: 'twice',
      first: new Date('2026-10-25T00:30:00Z'),
      second: new Date('2026-10-25T01:30:00Z'),
    });
  });

  it('is the same hour all year where clocks are left alone', () => {
    expect(readWallTime('2026-03-29T02:30', 'UTC').kind).toBe('exact');
  });

  it.each(['', 'tomorrow', '2026-02-30T10:00', '2026-01-01'])('is none in "%s"', (text) => {
    expect(readWallTime(text, rome).kind).toMatch(/invalid|exact/);
    if (text !== '2026-01-01') expect(readWallTime(text, rome).kind).toBe('invalid');
  });
});
