import type { Facts } from '../../src/rules/index.ts';
import type { Variant } from './variants.ts';

export interface Measured {
  name: string;
  /** Processor time of one answer in microseconds, of all threads, the median of the rounds: what other work changes least. */
  processor: number;
  /** Microseconds that one answer took, over all rounds. */
  p50: number;
  p99: number;
}

/** @throws Error when two variants answer one payment differently: their figures would not compare */
export async function checkAgreement(variants: readonly Variant[], facts: readonly Facts[]): Promise<void> {
  for (const known of facts) {
    const answers = new Map<string, string | undefined>();
    for (const { name, answer } of variants) answers.set(name, await answer(known));
    if (new Set(answers.values()).size > 1)
      throw new Error(`The variants do not agree on ${JSON.stringify(known)}: ${JSON.stringify([...answers])}`);
  }
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
export const quantile = (values: readonly number[], share: number): number =>
  ascending(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

interface Rounds {
  rounds: number;
  /** How long each variant has its turn in each round. */
  turnMs: number;
}

/** Lets the variants take turns, so that whatever else the machine does falls on all of them; the first round is a warm-up. */
export async function measure(
  variants: readonly Variant[],
  facts: readonly Facts[],
  { rounds, turnMs }: Rounds,
): Promise<Measured[]> {
  const costs = variants.map((): number[] => []);
  const times = variants.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, variant] of variants.entries()) {
      const turn = await take(variant, facts, turnMs);
      if (round === 0) continue;
      costs[index]?.push(turn.processor);
      for (const time of turn.times) times[index]?.push(time);
    }
  }
  return variants.map(({ name }, index) => ({
    name,
    processor: quantile(costs[index] ?? [], 0.5),
    p50: quantile(times[index] ?? [], 0.5),
    p99: quantile(times[index] ?? [], 0.99),
  }));
}

async function take(
  { answer }: Variant,
  facts: readonly Facts[],
  turnMs: number,
): Promise<{ processor: number; times: number[] }> {
  const times: number[] = [];
  const used = processorTime();
  const begun = performance.now();
  let before = begun;
  for (let count = 0; before - begun < turnMs; count += 1) {
    await answer(facts[count % facts.length] ?? {});
    const now = performance.now();
    times.push((now - before) * 1000);
    before = now;
  }
  return { processor: (processorTime() - used) / times.length, times };
}

/** Microseconds that this process has used, on all its threads. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
