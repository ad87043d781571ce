import { setTimeout } from 'node:timers/promises';

/** No rest is longer. */
const longestMs = 50;

/**
 * Rests as long as the last part of the work took, so that the store, which reads for everybody, has half of its time for
 * the others.
 * @param begun when that part began, by `performance.now()`
 */
export const restSince = (begun: number): Promise<void> => setTimeout(Math.min(performance.now() - begun, longestMs));
