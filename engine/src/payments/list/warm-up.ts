import { setTimeout } from 'node:timers/promises';
import type { PaymentRepository } from '../record/repository.ts';
import { listIndex } from './paths.ts';

/** So many entries are read at a time: hardly longer than one page of a list. */
const stretch = 1_000;
/** So long everybody else has the store between one stretch and the next, in milliseconds. */
const restMs = 25;

/**
 * Reads the index of all lists once, newest first, and no payment. After a start its places stand on the disk, and the first
 * questions whose filters hardly go together would wait for thousands of them. Ends at the last entry, or early without a word.
 * @param signal aborted when the engine stops
 * @returns after how many stretches
 */
export async function warmUp(
  payments: Pick<PaymentRepository, 'nthBy'>,
  signal: AbortSignal,
  rest: (signal: AbortSignal) => Promise<unknown> = (ended) => setTimeout(restMs, undefined, { signal: ended }),
): Promise<number> {
  let last: string | undefined;
  for (let stretches = 1; ; stretches++) {
    const older = last === undefined ? {} : { _id: { $lt: last } };
    const found = await payments.nthBy(listIndex, older, { _id: -1 }, stretch);
    if (!found || signal.aborted) return stretches;
    last = found._id;
    await rest(signal).catch(() => undefined);
    if (signal.aborted) return stretches;
  }
}
