import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel';
import type { BreakerState } from '../connector.ts';

/** Leaves a provider alone that has stopped answering. */
export interface Breaker {
  readonly state: BreakerState;
  /** Does the work when calls are let through. @returns undefined when they are not: then nothing was done */
  run<Result>(work: () => Promise<Result>): Promise<{ result: Result } | undefined>;
}

const stateOf: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
};

/**
 * A breaker that opens after `failures` in a row, and after the cool-down lets a single call find out how things are.
 * Whatever is thrown is no failure: it was not the provider's doing.
 */
export function createBreaker(
  options: { failures: number; coolDownMs: number; isFailure: (result: unknown) => boolean },
  changed: (from: BreakerState, to: BreakerState) => void,
): Breaker {
  const circuit = circuitBreaker(handleWhenResult(options.isFailure), {
    halfOpenAfter: options.coolDownMs,
    breaker: new ConsecutiveBreaker(options.failures),
  });
  let state: BreakerState = 'closed';
  circuit.onStateChange((next) => {
    const from = state;
    state = stateOf[next];
    changed(from, state);
  });

  return {
    get state() {
      return state;
    },
    async run(work) {
      // The library would have everybody wait for the one call that tries; a shopper is better served elsewhere.
      if (state === 'half-open') return undefined;
      try {
        return { result: await circuit.execute(() => work()) };
      } catch (error) {
        if (error instanceof BrokenCircuitError) return undefined;
        throw error;
      }
    },
  };
}
