import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from '@pih/schemas';

/**
 * What belongs to one request, or to one round of scheduled work, however deep in the engine: it is there in every call that
 * is awaited from it, and in what those call.
 */
export interface Scope {
  /** `req_…` or what the caller named the request; `job_…` for scheduled work. */
  readonly id: string;
  /** When calls of providers were awaited, in milliseconds of `performance.now()`. */
  readonly waits: { from: number; to: number }[];
}

const scopes = new AsyncLocalStorage<Scope>();

/** Does something as one request, so that everything it logs and calls can be found by its id. */
export const inScope = <Result>(id: string, work: () => Result): Result => scopes.run({ id, waits: [] }, work);

/** Does one round of scheduled work under an id of its own. */
export const asJob = <Result>(now: Date, work: () => Result): Result => inScope(newId('job', now), work);

/** The request that is being answered, or the work being done; undefined outside of both. */
export const scope = (): Scope | undefined => scopes.getStore();

/** Notes that a provider was waited for until now. @param ms how long */
export function waitedForProvider(ms: number): void {
  const to = performance.now();
  scope()?.waits.push({ from: to - ms, to });
}

/** How long providers were waited for, in milliseconds; what was waited for at the same time counts once. */
export function providerMs({ waits }: Scope): number {
  let sum = 0;
  let until = -Infinity;
  for (const { from, to } of [...waits].sort((one, other) => one.from - other.from)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}
