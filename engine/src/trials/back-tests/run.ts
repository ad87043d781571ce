import type { BackTestResult } from '@pih/schemas';
import { givingWay } from '../../give-way.ts';
import { decidedBetween, type PaymentRepository } from '../../payments/index.ts';
import { methodsOf } from './compare.ts';
import type { DecideAgain } from './decide-again.ts';
import type { StoredChange } from './model.ts';
import { restSince } from './rest.ts';
import { Tally, type Compared } from './tally.ts';

/** How many changed payments are listed at most. */
export const mostListed = 10_000;

/** So many of them are handed out at a time. */
const batch = 500;

/** How far a back-test is. `total` is an estimate until the end. */
export interface Progress {
  done: number;
  total: number;
  listed: number;
  result: BackTestResult;
}

export type Changed = Pick<
  StoredChange,
  'payment' | 'before' | 'after' | 'requirements' | 'what' | 'reproduced' | 'place'
>;

export interface Run {
  payments: PaymentRepository;
  /** The flow that decided the payments. */
  flow: string;
  from: Date;
  to: Date;
  again: DecideAgain;
  /** Takes in changed payments, in the order of their birth. */
  keep: (changed: readonly Changed[]) => Promise<void>;
  /** Told after each page. */
  onProgress: (progress: Progress) => Promise<void>;
  signal: AbortSignal;
}

const changedOf = ({ payment, before, after, differences, reproduced }: Compared, place: number): Changed => ({
  place,
  payment: payment.id,
  before: methodsOf(before.offers),
  after: methodsOf(after.offers),
  requirements: { before: before.requirements, after: after.requirements },
  what: [...differences],
  reproduced,
});

/**
 * Runs a flow over the payments of a period that one flow decided, page by page: however many there are, no more than two pages
 * and one batch of changed payments are in memory.
 * @throws the signal's reason when it is aborted, and whatever the store throws
 */
export async function run({ payments, flow, from, to, again, keep, onProgress, signal }: Run): Promise<Progress> {
  const tally = new Tally();
  const giveWay = givingWay(signal);
  let changed: Changed[] = [];
  let listed = 0;
  let done = 0;
  const handOver = async () => {
    await keep(changed);
    changed = [];
  };
  let begun = performance.now();
  for await (const page of decidedBetween(payments, from, to)) {
    for (const payment of page.payments) {
      if (payment.decision.flow !== flow) continue;
      const compared = await again.compare(payment);
      tally.add(compared);
      if (compared.differences.length > 0 && listed < mostListed) changed.push(changedOf(compared, (listed += 1)));
      await giveWay();
    }
    if (changed.length >= batch) await handOver();
    signal.throwIfAborted();
    done += page.looked;
    const total = Math.max(done, Math.round(done / Math.max(page.share, 0.001)));
    await onProgress({ done, total, listed, result: tally.result });
    await restSince(begun);
    begun = performance.now();
  }
  await handOver();
  return { done, total: done, listed, result: tally.result };
}
