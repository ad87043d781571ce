const minute = 60_000;

/** How long a message is tried before it is given up, in milliseconds. */
export const givenUpAfterMs = 24 * 60 * minute;

const longestPauseMs = 120 * minute;

/**
 * The pause after so many tries: one minute, two, four… up to two hours, so that a mail server that was away for a while
 * is found again soon, and one that is gone is not knocked at all day. A fifth of it is left to chance: what waited
 * together does not come back together.
 */
export const pauseAfter = (tries: number, random: number): number =>
  Math.min(minute * 2 ** (Math.max(tries, 1) - 1), longestPauseMs) * (0.9 + random / 5);
