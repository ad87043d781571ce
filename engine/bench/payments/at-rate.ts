import { setTimeout as pause } from 'node:timers/promises';
import { spreadOf, type Spread } from './figures.ts';
import { wholePayment, type Shop, type Step } from './whole-payment.ts';

export interface RateResult {
  /** Payments begun per second. */
  rate: number;
  paid: number;
  broken: number;
  firstFault?: string;
  /** Payments that came to their end per second. */
  reached: number;
  /** The hub's own time per request, in milliseconds. */
  own: Spread;
  ownByStep: Partial<Record<Step['name'], Spread>>;
}

/**
 * Begins payments at an even rate, whether or not earlier ones are done: a queue that grows shows in the figures.
 * @param rate payments per second
 */
export async function atRate(shop: Shop, rate: number, seconds: number): Promise<RateResult> {
  const steps: Step[] = [];
  const faults: string[] = [];
  const running: Promise<unknown>[] = [];
  const startedAt = performance.now();
  const count = Math.round(rate * seconds);
  for (let begun = 0; begun < count; begun++) {
    const due = startedAt + (begun * 1000) / rate;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    running.push(
      wholePayment(shop, (step) => void steps.push(step)).catch(
        (error: unknown) => void faults.push(error instanceof Error ? error.message : String(error)),
      ),
    );
  }
  await Promise.all(running);
  const took = (performance.now() - startedAt) / 1000;
  const paid = count - faults.length;
  const names = [...new Set(steps.map(({ name }) => name))];
  const own = (which: readonly Step[]) => spreadOf(which.map((step) => step.own));
  return {
    rate,
    paid,
    broken: faults.length,
    ...(faults[0] && { firstFault: faults[0] }),
    reached: paid / took,
    own: own(steps),
    ownByStep: Object.fromEntries(names.map((name) => [name, own(steps.filter((step) => step.name === name))])),
  };
}
