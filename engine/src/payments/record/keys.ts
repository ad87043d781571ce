import type { Intention } from '../../http/index.ts';
import type { StoredAction, StoredPayment } from './payment.ts';
import { IdempotencyKeyReused } from '../problems.ts';

/** How long a key stands for the intention it was used for first; afterwards it is as good as new. */
const keyLifeMs = 24 * 3_600_000;

export const isForgotten = (usedAt: Date, now: Date): boolean => now.getTime() - usedAt.getTime() >= keyLifeMs;

/** The key of what it no longer stands for: set aside, so that it can be used again. */
export const setAside = (key: string, id: string): string => `${key} ${id}`;

/** @throws IdempotencyKeyReused when a key already stands for something else */
export function refuseOther(earlier: { fingerprint?: string }, { fingerprint }: Intention): void {
  if (earlier.fingerprint !== undefined && earlier.fingerprint !== fingerprint) throw new IdempotencyKeyReused({});
}

/**
 * What was done before under this very key.
 * @throws IdempotencyKeyReused when the key stands for another capture or cancelation
 */
export function earlierAction(
  { actions = [] }: StoredPayment,
  what: StoredAction['what'],
  intention: Intention,
  now: Date,
): StoredAction | undefined {
  const earlier = actions.find(
    (each) => each.what === what && each.key === intention.key && !isForgotten(each.at, now),
  );
  if (earlier) refuseOther(earlier, intention);
  return earlier;
}

/** The actions with one more; forgotten ones go. */
export const withNewAction = (
  { actions = [] }: StoredPayment,
  what: StoredAction['what'],
  { key, fingerprint }: Intention,
  now: Date,
): StoredAction[] => [...actions.filter(({ at }) => !isForgotten(at, now)), { what, key, fingerprint, at: now }];

/** The actions with one of them changed. */
export const withAction = (
  { actions = [] }: StoredPayment,
  what: StoredAction['what'],
  key: string,
  change: Partial<StoredAction>,
): StoredAction[] => actions.map((each) => (each.what === what && each.key === key ? { ...each, ...change } : each));
