import type { StoredPayment } from '../record/payment.ts';
import { passedOver, type Effect, type Progress } from './effect.ts';

/** How long the node that made a change may be silent about its effects before another takes over. */
export const leaseMs = 10_000;

/** The longest pause before an effect that keeps failing is tried again. */
const longestPauseMs = 3_600_000;

/** Where each effect stands; one that this payment has not seen begins where it says, its other events being `earlier`. */
export function progressOf(payment: StoredPayment | undefined, effects: Iterable<Effect>, earlier: number): Progress {
  const done: Progress = { ...payment?.effects?.done };
  for (const { name, startsWith } of effects) done[name] ??= startsWith === 'now' ? earlier : 0;
  return done;
}

export const isBehind = (payment: StoredPayment, effects: Iterable<Effect>, done: Progress): boolean =>
  [...effects].some((effect) => passedOver(effect, payment, done[effect.name] ?? 0) < payment.events.length);

export interface Planning {
  effects: readonly Effect[];
  /** The node that makes the change. */
  node: string;
  now: Date;
  /** What this node has done already, though it is not noted yet. */
  handled: Progress | undefined;
}

/**
 * A payment that is about to be stored, with the note that its new events are to be handled: by whom, and when somebody
 * else may take over. Standing in the same document, the note is written exactly if the change is.
 * @param before the payment that the change was decided on; undefined for a new one
 */
export function planned(
  next: StoredPayment,
  before: StoredPayment | undefined,
  { effects, node, now, handled }: Planning,
): StoredPayment {
  const earlier = before?.events.length ?? 0;
  if (effects.length === 0 || next.events.length === earlier) return next;
  const done = progressOf(before, effects, earlier);
  for (const [name, sequence] of Object.entries(handled ?? {})) done[name] = Math.max(done[name] ?? 0, sequence);
  const failures = before?.effects?.failures;
  const isTaken = before?.effectsDueAt !== undefined && before.effectsDueAt > now;
  const other = isTaken && before.effects?.by !== node ? before.effects?.by : undefined;
  if (!other && !isBehind(next, effects, done)) return withNothingToDo(next, effects, done);
  return {
    ...next,
    // Whoever is at work on it finds the new events when it notes what it has done: two would overtake each other.
    effects: { done, by: other ?? node, ...(failures && { failures }) },
    effectsDueAt: other && before?.effectsDueAt ? before.effectsDueAt : new Date(now.getTime() + leaseMs),
  };
}

/** None of the new events concerns any effect: that is noted in the same write, and nobody has to mark it. */
function withNothingToDo(
  { effects: _effects, effectsDueAt: _dueAt, ...next }: StoredPayment,
  effects: readonly Effect[],
  before: Progress,
): StoredPayment {
  const done = Object.fromEntries(effects.map(({ name }) => [name, next.events.length]));
  return { ...next, effects: { done: { ...before, ...done } } };
}

/**
 * When an effect that failed is tried again: after a second at first, an hour at most.
 * @param random 0 to 1; spreads what failed together
 */
export const pauseAfter = (failures: number, random: number): number =>
  Math.min(1000 * 2 ** Math.min(failures - 1, 30), longestPauseMs) * (0.75 + random / 2);
