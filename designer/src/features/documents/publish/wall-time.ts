import type { CalendarDateTime } from '@internationalized/date';
import { parseDateTime, toZoned, fromAbsolute, toCalendarDateTime } from '@internationalized/date';

/** What the clock on the wall of a time zone says is not always one instant: clocks are put forward and back. */
export type WallTime =
  | { kind: 'invalid' }
  | { kind: 'exact'; at: Date }
  /** The clocks skip it: it counts as the same time after they were put forward. */
  | { kind: 'skipped'; at: Date }
  /** It comes twice; `first` before the clocks are put back, `second` after. */
  | { kind: 'twice'; first: Date; second: Date };

/**
 * Reads a time as an input of the browser gives it, "2026-03-29T02:30", in a time zone.
 * @param timeZone IANA name
 */
export function readWallTime(text: string, timeZone: string): WallTime {
  let wall: CalendarDateTime;
  try {
    wall = parseDateTime(text);
  } catch {
    return { kind: 'invalid' };
  }
  const first = toZoned(wall, timeZone, 'earlier').toDate();
  const second = toZoned(wall, timeZone, 'later').toDate();
  if (first.getTime() === second.getTime()) return { kind: 'exact', at: first };
  return writeWallTime(second, timeZone) === writeWallTime(first, timeZone)
    ? { kind: 'twice', first, second }
    : { kind: 'skipped', at: second };
}

/** Writes an instant for such an input. */
export const writeWallTime = (at: Date, timeZone: string): string =>
  toCalendarDateTime(fromAbsolute(at.getTime(), timeZone)).toString().slice(0, 16);
