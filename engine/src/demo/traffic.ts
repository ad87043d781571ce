import path from 'node:path';
import type { Sandbox } from '../../sandbox/index.ts';
import type { App } from '../app.ts';
import { atProviders, plantTraffic, readShape, type StoredPayment } from '../payments/index.ts';

/** The same past for everybody who looks at the demo. */
const usualSeed = 20_261_123;

/** So many of the latest payments the providers get to know: they keep their books in memory, and write them as a whole. */
const mostKnown = 5_000;

/** The demo organisation whose shops had the payments. */
export interface DemoShops extends Pick<App, 'access' | 'payments'> {
  /** Gets to know the payments, so that they can be given back there; providers that are played elsewhere do not. */
  sandbox?: Pick<Sandbox, 'adopt'> | undefined;
  /** The folder of the whole project. */
  root: string;
}

/** How much, and who is told how far it has come. */
export interface DemoTraffic {
  payments: number;
  days: number;
  seed?: number;
  tell?: (written: readonly StoredPayment[]) => unknown;
}

/**
 * Gives the demo organisation a past: payments as its shops would have had them until now, seen to by its operators, and
 * known to the providers as far as they lie back not too long.
 * @returns how many payments were added
 */
export async function demoTraffic(
  { access, payments, sandbox, root }: DemoShops,
  { seed = usualSeed, tell, ...wish }: DemoTraffic,
): Promise<number> {
  const shape = await readShape(path.join(root, 'seeds', 'traffic', 'shape.json'));
  const people = await access.whoMay(['payments.refund', 'payments.acknowledge']);
  const operators = people.map(({ id, name }) => ({ type: 'operator', id, name }) as const);
  let left = wish.payments;
  return plantTraffic(payments, shape, { ...wish, seed, operators }, (written) => {
    if (left <= mostKnown) sandbox?.adopt(written.flatMap((payment) => atProviders(payments, payment)));
    left -= written.length;
    tell?.(written);
  });
}
