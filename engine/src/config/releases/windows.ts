import type { Release } from '../model.ts';

type Times = Pick<Release, 'from' | 'until'>;

/** When a release has something to do next by itself; undefined for one that waits for somebody. */
export function dueTimeOf({ state, from, until }: Release): Date | undefined {
  if (state === 'scheduled') return from;
  return state === 'live' ? until : undefined;
}

/** When the first of these releases has something to do; null for never. */
export function dueAtOf(releases: readonly Release[]): Date | null {
  const times = releases.flatMap((release) => dueTimeOf(release)?.getTime() ?? []);
  return times.length ? new Date(Math.min(...times)) : null;
}

/** The release that is due, the earliest first. */
export function dueOf(releases: readonly Release[], now: Date): Release | undefined {
  const due = releases.flatMap((release) => {
    const at = dueTimeOf(release);
    return at && at <= now ? [{ release, at }] : [];
  });
  // What ends makes room for what begins in the same moment.
  due.sort((one, other) => one.at.getTime() - other.at.getTime() || rank(one.release) - rank(other.release));
  return due[0]?.release;
}

const rank = ({ state }: Release): number => (state === 'live' ? 0 : 1);

/**
 * Whether two schedules of one document cannot both be kept. One with an end has its window to itself, because at its end
 * comes back what was live before; two without one may follow each other, but not begin together.
 */
export function overlap(one: Times, other: Times, now: Date): boolean {
  const [a, b] = [spanOf(one, now), spanOf(other, now)];
  return a.from === b.from || (a.from < b.until && b.from < a.until);
}

/** Without an end, only the moment it begins; from and until in milliseconds. */
function spanOf({ from, until }: Times, now: Date): { from: number; until: number } {
  const begins = (from ?? now).getTime();
  return { from: begins, until: until?.getTime() ?? begins };
}
