/** A moment of an office: so many working days before today, at a time of day. */
export interface When {
  (daysAgo: number, time: string): Date;
  /** The present. */
  readonly until: Date;
}

const dayMs = 24 * 3_600_000;

/** How far a place's clock is ahead of UTC, in milliseconds. */
function aheadOf(timeZone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' },
    ...{ minute: 'numeric', second: 'numeric' },
  } as const);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

const isWorkingDay = (localMidnight: number): boolean => ![0, 6].includes(new Date(localMidnight).getUTCDay());

/**
 * Moments in an office's working time before the present.
 * @param until the present
 * @returns the moment that is so many working days before today, at a time of day: (1, '09:30') is the last one's morning
 */
export function workingDays(until: Date, timeZone: string): When {
  const localNow = until.getTime() + aheadOf(timeZone, until.getTime());
  const when = (daysAgo: number, time: string): Date => {
    let midnight = Math.floor(localNow / dayMs) * dayMs;
    for (let left = daysAgo; left > 0;) if (isWorkingDay((midnight -= dayMs))) left--;
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const local = midnight + (hours * 60 + minutes) * 60_000;
    return new Date(local - aheadOf(timeZone, local));
  };
  return Object.assign(when, { until });
}
