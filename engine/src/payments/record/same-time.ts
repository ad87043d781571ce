import { setTimeout as pause } from 'node:timers/promises';
import type { PaymentDependencies } from '../dependencies.ts';
import type { StoredPayment } from './payment.ts';

/** How often is looked for what another engine has changed; changes of this one are heard at once. */
const lookEveryMs = 500;

/** How long a repeated request waits for the money action that it repeats: as long as a slow provider takes. */
export const patienceMs = 15_000;

/**
 * The payment once the request that came first is through with it, in whichever engine, or as it is when that takes long.
 * @param isThrough whether there is nothing left to wait for
 */
export async function afterTheFirst(
  { payments }: PaymentDependencies,
  id: string,
  isThrough: (payment: StoredPayment) => boolean,
  waitMs = patienceMs,
): Promise<StoredPayment> {
  const endsAt = performance.now() + waitMs;
  let hear: (payment: StoredPayment) => void = () => undefined;
  const stopListening = payments.onChange((payment) => {
    if (payment._id === id) hear(payment);
  });
  try {
    // Read after listening began, so that no change falls between the two.
    let latest = await payments.get(id);
    while (!isThrough(latest) && performance.now() < endsAt) {
      const news = new Promise<StoredPayment>((resolve) => (hear = resolve));
      latest = (await Promise.race([news, pause(lookEveryMs, undefined)])) ?? (await payments.get(id));
    }
    return latest;
  } finally {
    stopListening();
  }
}
