import { setImmediate, setTimeout } from 'node:timers/promises';

/** So long it works at a stretch: what waits for the event loop meanwhile hardly notices. */
const stretchMs = 6;

/** No rest is longer. */
const longestMs = 50;

/**
 * Lets whatever waits for the event loop have its turn, where it is time to. Long work asks after each small part of it.
 * @returns what to call after each part
 */
export function givingWay(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < stretchMs) return;
    await setImmediate();
    begun = performance.now();
  };
}

/**
 * Rests as long as the last part of the work took, so that the store, which reads for everybody, has half of its time for
 * the others.
 * @param begun when that part began, by `performance.now()`
 */
export const restSince = (begun: number): Promise<void> => setTimeout(Math.min(performance.now() - begun, longestMs));
