import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from '@pih/schemas';

/** Where something was asked from: for the history of what was done, never for deciding. */
export interface Origin {
  /** `req_…`, what the caller named the request, or the `job_…` that did it. */
  readonly request: string;
  /** IP address of the caller; absent for scheduled work. */
  readonly address?: string;
  /** What the browser or system calls itself, cut after 200 signs. */
  readonly userAgent?: string;
}

/**
 * What belongs to one request, or to one round of scheduled work, however deep in the engine: it is there in every call that
 * is awaited from it, and in what those call.
 */
export interface Scope {
  /** `req_…` or what the caller named the request; `job_…` for scheduled work. */
  readonly id: string;
  /** When calls of providers were awaited, in milliseconds of `performance.now()`. */
  readonly waits: { from: number; to: number }[];
  readonly origin: Origin;
}

const scopes = new AsyncLocalStorage<Scope>();

/**
 * Does something as one request, so that everything it logs and calls can be found by its id.
 * @param from where it was asked from, as far as that is known
 */
export const inScope = <Result>(id: string, work: () => Result, from: Omit<Origin, 'request'> = {}): Result =>
  scopes.run({ id, waits: [], origin: { request: id, ...from } }, work);

/** Does one round of scheduled work under an id of its own. */
export const asJob = <Result>(now: Date, work: () => Result): Result => inScope(newId('job', now), work);

/** The request that is being answered, or the work being done; undefined outside of both. */
export const scope = (): Scope | undefined => scopes.getStore();

/** Where what is being done was asked from; undefined outside of requests and scheduled work. */
export const originNow = (): Origin | undefined => scopes.getStore()?.origin;

/** Notes that a provider was waited for until now. @param ms how long */
export function waitedForProvider(ms: number): void {
  const to = performance.now();
  scope()?.waits.push({ from: to - ms, to });
}

/** How long providers were waited for, in milliseconds; what was waited for at the same time counts once. */
export function providerMs({ waits }: Pick<Scope, 'waits'>): number {
  let sum = 0;
  let until = -Infinity;
  for (const { from, to } of [...waits].sort((one, other) => one.from - other.from)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}
