const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
/** No time zone in use changes its offset within a quarter of an hour. */
const quarterHour = 15 * 60_000;
const mostRemembered = 50_000;

/**
 * How far a time zone is ahead of UTC at a moment.
 * @param zone an IANA name ("Europe/Rome") or an offset ("+02:00")
 * @param at milliseconds since 1970
 * @returns milliseconds, negative west of Greenwich
 * @throws RangeError for a zone that nobody knows
 */
export function offsetOf(zone: string, at: number): number {
  const fixed = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const quarter = Math.floor(at / quarterHour);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = localTime(zone, quarter * quarterHour) - quarter * quarterHour;
  if (offsets.size >= mostRemembered) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** What clocks in a zone show, read as if it were UTC. */
function localTime(zone: string, at: number): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const numeric = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    } as const;
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', era: 'short', ...numeric });
    formatters.set(zone, formatter);
  }
  const part = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
  const date = new Date(0);
  date.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
  return date.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
}

/** The moment at which clocks in a zone show a time; the first one where they show it twice. */
export function momentOf(zone: string, local: number): number {
  const earlier = local - offsetOf(zone, local - 86_400_000);
  if (earlier + offsetOf(zone, earlier) === local) return earlier;
  return local - offsetOf(zone, earlier);
}
