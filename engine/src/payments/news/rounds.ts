import type { PaymentDependencies } from '../dependencies.ts';
import { underLease, type Work } from '../record/leases.ts';
import type { StoredPayment } from '../record/payment.ts';

/** How many payments one round takes of one provider; the rest waits for the next. */
const most = 200;

/** How many payments of one provider are worked on at once. */
const workers = 8;

/** From then on a round begins with no further payment: what a slow provider left over must not hold up the next round. */
const roundMs = 60_000;

type Found = Pick<StoredPayment, '_id' | 'provider'>;

/** Payments that are due, by the provider that has to be asked, so that none waits behind those of another. */
async function dueByProvider(
  { payments, now }: PaymentDependencies,
  due: Record<string, unknown>,
  sort: Record<string, 1>,
): Promise<Found[][]> {
  const isLeased = { 'lease.until': { $gt: now() } };
  const queues = new Map<string | null, Found[]>();
  for (let isMore = true; isMore;) {
    const seen = [...queues.keys()];
    // null stands for payments for which nothing was chosen yet.
    const others = seen.length > 0 ? { provider: { $nin: seen } } : {};
    const page = await payments.find({ $and: [due, others, { $nor: [isLeased] }] }, sort, most, ['events', 'decision']);
    for (const found of page) {
      const provider = found.provider ?? null;
      queues.set(provider, [...(queues.get(provider) ?? []), found]);
    }
    isMore = page.length === most;
  }
  return [...queues.values()];
}

/**
 * Works through what is due, leasing one payment after the other: what another engine is at work on is left to it, one that
 * fails does not hold up the rest, and neither does a provider that is slow or has much to be asked.
 * @returns how many were worked on here
 */
export async function workThrough(
  deps: PaymentDependencies,
  due: Record<string, unknown>,
  sort: Record<string, 1>,
  work: Work,
): Promise<number> {
  const endsAt = performance.now() + roundMs;
  let worked = 0;
  const worker = async (queue: Found[]) => {
    for (let found = queue.shift(); found && performance.now() < endsAt; found = queue.shift()) {
      const { _id: id } = found;
      const isOurs = await underLease(deps, id, due, work).catch((error: unknown) => {
        deps.log.error({ err: error, payment: id }, 'scheduled work on a payment failed');
        return true;
      });
      if (isOurs) worked++;
    }
  };
  const queues = await dueByProvider(deps, due, sort);
  await Promise.all(queues.flatMap((queue) => Array.from({ length: workers }, () => worker(queue))));
  return worked;
}
