import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type App, type AppOptions } from '../app.ts';
import type { Clock } from '../clock.ts';
import { openStore } from '../store/index.ts';
import { PastClock } from './past-clock.ts';

/** A node of the hub whose clock shows the past: what is done there is dated as if it had been done then. */
export interface PastHub {
  app: App;
  clock: PastClock;
  /** Where it answers, on this machine only. */
  url: string;
  /** Resolves when everything that follows from what was done is done. */
  idle(): Promise<void>;
  /** Twice is once. */
  close(): Promise<void>;
}

/** Whoever re-enacts a week in seconds is no attacker. */
const anyNumber = { address: 1e9, caller: 1e9, checkout: 1e9 };

/**
 * Opens one beside the node of the present, on the same database. It has no schedule of its own.
 * @param options as those of the node of the present
 * @param callsAt the clock of the present, which providers go by
 */
export async function openPastHub(
  options: Omit<AppOptions, 'store' | 'now' | 'rateLimits' | 'isStopping'>,
  storeUri: string,
  from: Date,
  callsAt: Clock,
): Promise<PastHub> {
  const store = await openStore({ folder: '', mongodbUri: storeUri });
  const clock = new PastClock(from);
  const app = createApp({ ...options, store, now: clock.now, rateLimits: anyNumber, isStopping: () => false, callsAt });
  await app.live.refresh();
  const http = createServer(app.koa.callback()).listen(0, '127.0.0.1');
  await once(http, 'listening');
  app.jobs.start();
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    http.closeAllConnections();
    http.close();
    await app.jobs.stop();
    await Promise.all([app.effects.stop(), app.messaging.stop(), app.audit.stop()]);
    await app.access.settled();
    await store.close();
  };
  return {
    app,
    clock,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async idle() {
      await app.jobs.idle();
      await app.effects.idle();
      await app.messaging.courier.run();
      await app.effects.idle();
    },
    close: () => (closed ??= close()),
  };
}
