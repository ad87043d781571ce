import { setImmediate } from 'node:timers/promises';

/** So long it works at a stretch: what waits for the event loop meanwhile hardly notices. */
const stretchMs = 6;

/**
 * Lets whatever waits for the event loop have its turn, where it is time to. Long work asks after each small part of it.
 * @param signal aborted when nobody wants the outcome any more
 * @returns what to call after each part; it throws the signal's reason once that is aborted
 */
export function givingWay(signal?: AbortSignal): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun >= stretchMs) {
      await setImmediate();
      begun = performance.now();
    }
    signal?.throwIfAborted();
  };
}
