/** What a clock on the merchant's wall shows. */
export interface LocalTime {
  /** 'mon' … 'sun'. */
  readonly weekday: string;
  /** 'HH:MM', 00:00 to 23:59. */
  readonly timeOfDay: string;
  /** 'YYYY-MM-DD'. */
  readonly date: string;
}

// Building a formatter costs a hundred times what using it does, and an installation has one zone, seldom a few.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

interface Told {
  minute: number;
  time: LocalTime;
}

// Nothing of it changes within a minute, in no zone, and a busy engine asks hundreds of times a second.
const lastTold = new Map<string, Told>();

/**
 * Reads an instant as local time, daylight saving included.
 * @param timeZone IANA name, such as Europe/Rome
 * @throws RangeError when the zone is not known; the settings document is validated against that
 */
export function localTime(now: Date, timeZone: string): LocalTime {
  const minute = Math.floor(now.getTime() / 60_000);
  const last = lastTold.get(timeZone);
  if (last?.minute === minute) return last.time;
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(now)) part[type] = value;
  const time: LocalTime = {
    weekday: (part.weekday ?? '').toLowerCase(),
    timeOfDay: `${part.hour ?? ''}:${part.minute ?? ''}`,
    date: `${part.year ?? ''}-${part.month ?? ''}-${part.day ?? ''}`,
  };
  lastTold.set(timeZone, { minute, time });
  return time;
}
