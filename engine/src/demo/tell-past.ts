import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Installations } from '../installation.ts';
import { reenact, type Reenactment } from './reenact.ts';

/** How long a node that tells the past may be silent before another goes on with it. */
const leaseMs = 20_000;
const askAgainMs = 1_000;

/** Tells the past of a new demo organisation, on one node at a time; resolves when it is told, or when this one is to stop. */
export async function tellPast({
  installations,
  now,
  ...wish
}: Reenactment & { installations: Installations; now: Clock }): Promise<void> {
  const { signal, log } = wish;
  const until = (): Date => new Date(now().getTime() + leaseMs);
  while (!(await installations.claimPast(now(), until()))) {
    if (signal.aborted || (await installations.found())?.pastToldAt) return;
    await pause(askAgainMs, undefined, { signal }).catch(() => undefined);
  }
  const holding = setInterval(() => {
    installations
      .holdPast(until())
      .catch((error: unknown) => log.warn({ err: error }, 'could not hold on to the past'));
  }, leaseMs / 4);
  try {
    const isWhole = await reenact(wish);
    await installations.letPastGo(isWhole ? now() : undefined);
  } finally {
    clearInterval(holding);
  }
}
