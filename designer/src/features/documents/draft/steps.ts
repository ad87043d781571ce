/** The steps that led to a document, and those taken back: each is a whole document that shares what did not change. */
export interface Steps<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  /** What the latest step belongs to, and when it was taken: what follows soon enough becomes one step with it. */
  readonly latest?: { merge: string; at: number } | undefined;
}

/** How many steps can be taken back. */
export const mostSteps = 500;
const togetherMs = 1000;

/** Begins with a document that no step has changed yet. */
export const noSteps = <T>(now: T): Steps<T> => ({ past: [], now, future: [] });

/**
 * Takes a step. Steps of the same `merge` key that follow each other within a second count as one.
 * @param at milliseconds of any clock that goes forward
 */
export function taken<T>(steps: Steps<T>, next: T, at: number, merge?: string): Steps<T> {
  if (next === steps.now) return steps;
  const { latest } = steps;
  const belongs = merge !== undefined && latest?.merge === merge && at - latest.at <= togetherMs;
  return {
    past: belongs ? steps.past : [...steps.past, steps.now].slice(-mostSteps),
    now: next,
    future: [],
    latest: merge === undefined ? undefined : { merge, at },
  };
}

/** Takes the latest step back. */
export function undone<T>({ past, now, future }: Steps<T>): Steps<T> {
  const before = past.at(-1);
  return before === undefined
    ? { past, now, future }
    : { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

/** Takes a step again that was taken back. */
export function redone<T>({ past, now, future }: Steps<T>): Steps<T> {
  const [next, ...later] = future;
  return next === undefined ? { past, now, future } : { past: [...past, now], now: next, future: later };
}
