import type { Provider } from '@pih/schemas';
import type { Operation } from '../connector.ts';

/** Seconds: as long as a shopper or an operator waits for it, and where money moves, as long as banks take. */
export const usualTimeouts: Readonly<Record<Operation, number>> = {
  create: 15,
  lookUp: 10,
  capture: 30,
  cancel: 15,
  refund: 30,
  lookUpRefund: 10,
  readWebhook: 10,
};
export const usualBreaker = { failures: 5, coolDown: 30 } as const;

export interface Resilience {
  timeoutMs(operation: Operation): number;
  /** How many failures in a row open a breaker. */
  readonly failures: number;
  readonly coolDownMs: number;
}

/** What the document says, and the usual where it says nothing. */
export function resilienceOf({ resilience = {} }: Provider): Resilience {
  const { failures, coolDown } = { ...usualBreaker, ...resilience.breaker };
  const seconds = { ...usualTimeouts, ...resilience.timeouts };
  return { timeoutMs: (operation) => seconds[operation] * 1000, failures, coolDownMs: coolDown * 1000 };
}
