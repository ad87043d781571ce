import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredPayment } from '../record/payment.ts';
import type { Shape } from './shape.ts';
import { traffic, type TrafficWish } from './traffic.ts';

/** So many are written at a time: one message to the database, well below its longest. */
const batchSize = 500;

/**
 * Fills the list of payments with traffic of the demo organisation. Written again it adds nothing: each payment is the
 * answer to one numbered intention.
 * @param tell hears what was written, batch by batch
 * @returns how many were added
 */
export async function plantTraffic(
  deps: PaymentDependencies,
  shape: Shape,
  wish: TrafficWish,
  tell: (written: readonly StoredPayment[]) => unknown = () => undefined,
): Promise<number> {
  let added = 0;
  let writing: Promise<number> = Promise.resolve(0);
  let batch: StoredPayment[] = [];
  // The next payments are made up while the last ones are being written.
  const flush = async (): Promise<void> => {
    const full = batch;
    batch = [];
    added += await writing;
    writing = deps.payments.plant(full);
    tell(full);
  };
  for await (const payment of traffic(deps, shape, wish)) {
    batch.push(payment);
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  return added + (await writing);
}
