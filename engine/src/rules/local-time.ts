/** What a clock on the merchant's wall shows. */
export interface LocalTime {
  /** 'mon' … 'sun'. */
  weekday: string;
  /** 'HH:MM', 00:00 to 23:59. */
  timeOfDay: string;
  /** 'YYYY-MM-DD'. */
  date: string;
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

/**
 * Reads an instant as local time, daylight saving included.
 * @param timeZone IANA name, such as Europe/Rome
 * @throws RangeError when the zone is not known; the settings document is validated against that
 */
export function localTime(now: Date, timeZone: string): LocalTime {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(now)) part[type] = value;
  return {
    weekday: (part.weekday ?? '').toLowerCase(),
    timeOfDay: `${part.hour ?? ''}:${part.minute ?? ''}`,
    date: `${part.year ?? ''}-${part.month ?? ''}-${part.day ?? ''}`,
  };
}
