const shownBelowSeconds = 10 * 60;
/** Seconds left at which a screen reader says so; in between the clock would only chatter. */
const said: readonly number[] = [300, 60];

/** Whole seconds until an instant, never below 0. Both in milliseconds since 1970 except the instant, which is ISO 8601. */
export const secondsUntil = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000));

/** Whether so little time is left that the shopper should see it. */
export const isShort = (seconds: number): boolean => seconds < shownBelowSeconds;

/** Minutes and seconds as on a clock: 581 is "9:41". */
export const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** The latest announcement that is due: minutes left, or nothing yet. */
export const minutesToSay = (seconds: number): number | undefined => {
  const due = said.filter((mark) => seconds <= mark).at(-1);
  return due === undefined ? undefined : due / 60;
};
