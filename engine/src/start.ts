import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Sandbox } from '../sandbox/index.ts';
import { createApp, type App, type AppOptions } from './app.ts';
import { systemClock, type Clock } from './clock.ts';
import { demoShop, startSimulators } from './composition/simulators.ts';
import type { Tell } from './demo/index.ts';
import { secretsIn, type Environment } from './environment.ts';
import { beginInstallation, firstStart, readDemoPeople } from './first-start.ts';
import { createLimitedServer, drainable, notReadyYet, passOverOffers, type ServerLimits } from './http/index.ts';
import { Installations } from './installation.ts';
import { keptMasterKey } from './master-key.ts';
import { startSchedule, warmUp } from './payments/index.ts';
import { keepFromLog } from './redaction/index.ts';
import { openStore } from './store/index.ts';

export interface RunningHub {
  /** What browsers and other systems use. */
  url: string;
  /** Where this machine reaches it. */
  local: string;
  /** The simulators; absent in production. */
  sandbox?: Sandbox;
  /** Where the simulators answer, whoever runs them. */
  sandboxUrl?: string;
  /** Which database is in use, in words. */
  store: string;
  /** Where another node, or a test, reaches the same database. */
  storeUri: string;
  /** Resolves when the embedded store ends without being asked to. */
  died?: Promise<Error>;
  /** Resolves when a new demo organisation has all of its past; the engine answers before. Absent where there is none to come. */
  past?: Promise<void>;
  app: App;
  stop(): Promise<void>;
}

export interface StartOptions {
  environment: Environment;
  /** Secrets that the environment gives win over stored ones. */
  env: Record<string, string | undefined>;
  /** The folder of the whole project: seeds and built pages lie below it. */
  root: string;
  log: Logger;
  now?: Clock;
  /** False only in tests: acknowledges before the disk does. */
  durable?: boolean;
  /** False only in tests that run the scheduled work themselves. */
  schedule?: boolean;
  /** Hears how far the past of a new demo organisation has come. */
  tell?: Tell;
  /** What one client may take of the server, where that is not the usual. */
  limits?: Partial<ServerLimits>;
  /** How long requests that are being answered may take when the engine stops, in milliseconds. */
  graceMs?: number;
}

/** A provider may take its time twice over, and its answer must not be lost. */
const usualGraceMs = 30_000;

/** Where this machine reaches what listens on an address. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * Opens the store, fills it on a first start, listens, and starts what runs beside the engine.
 * @throws FolderInUse, WrongEnvironment, or the system's error when a port is taken
 */
export async function startHub(options: StartOptions): Promise<RunningHub> {
  const { environment, root, log, now = systemClock } = options;
  const store = await openStore({
    folder: path.join(environment.dataFolder, 'store'),
    ...(environment.mongodbUri && { mongodbUri: environment.mongodbUri }),
    durable: options.durable ?? true,
  });
  for (const secret of [...Object.values(secretsIn(options.env)), environment.admin?.password]) keepFromLog(secret);
  keepFromLog(environment.masterKey?.toString('base64'));
  keepFromLog(environment.smtp?.credentials?.pass);
  const closers: (() => Promise<unknown>)[] = [() => store.close()];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse())
      await close().catch((error: unknown) => log.error({ err: error }, 'could not stop cleanly'));
  };
  // Signals come twice (npm passes on what the terminal sent already): whoever asks again waits for the same end.
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= closeAll());
  const graceMs = options.graceMs ?? usualGraceMs;

  try {
    let answer: RequestListener = notReadyYet;
    const http = createLimitedServer(
      (request, response) => answer(request, response),
      options.limits,
      environment.trustProxy,
    );
    const draining = drainable(http);
    http.listen(environment.port, environment.host);
    await once(http, 'listening');
    closers.push(() => draining.ended(graceMs));
    const { port } = http.address() as AddressInfo;
    const url = environment.publicUrl ?? `http://localhost:${port}`;
    const local = `http://${reachable(environment.host)}:${port}`;
    let sandbox: Sandbox | undefined;

    const shared: Omit<AppOptions, 'store' | 'now' | 'rateLimits' | 'isStopping' | 'moreRoutes'> = {
      log,
      masterKey: environment.masterKey ?? (await keptMasterKey(environment.dataFolder)),
      env: secretsIn(options.env),
      publicUrl: url,
      isProduction: environment.isProduction,
      trustProxy: environment.trustProxy,
      sandboxUrl: () => environment.sandboxUrl ?? sandbox?.url,
      ...(environment.allowedAddresses && { allowedAddresses: environment.allowedAddresses }),
      ...(environment.smtp && { smtp: environment.smtp }),
      pages: {
        console: path.join(root, 'designer', 'dist'),
        checkout: path.join(root, 'checkout', 'dist'),
        hasDemo: !environment.isProduction,
      },
      docsFolder: path.join(root, 'engine', 'docs'),
    };
    const app: App = createApp({
      ...shared,
      store,
      now,
      rateLimits: environment.rateLimits,
      isStopping: () => draining.isUnderWay,
      moreRoutes: environment.isProduction ? [] : [await demoShop(root, local, () => app.live.current)],
    });
    await app.prepare();
    const installations = new Installations(store.connection);
    const { demoPayments } = environment;
    const wish = demoPayments > 0 ? { payments: demoPayments, until: now() } : undefined;
    const installation = await beginInstallation(installations, environment, wish);
    const { past } = installation;
    // Read only where there is a past to tell: production does not know the demo.
    const demo = past && !installation.pastToldAt ? await import('./demo/index.ts') : undefined;
    const pastHub = past && (await demo?.openPastHub(shared, store.uri, demo.foundedAt(past.until), now));
    if (pastHub) closers.push(() => pastHub.close());
    if (!installation.startedAt)
      await firstStart({
        installations,
        documents: (pastHub?.app ?? app).documents,
        access: (pastHub?.app ?? app).access,
        refresh: async () => void (await Promise.all([app.live.refresh(), pastHub?.app.live.refresh()])),
        environment,
        seedsFolder: path.join(root, 'seeds'),
        now,
        invitesLater: pastHub !== undefined,
      });
    if (!environment.isProduction && !environment.sandboxUrl) {
      const simulators = await startSimulators((pastHub?.app ?? app).secrets, environment, local, now);
      closers.push(() => simulators.stop());
      sandbox = simulators;
    }

    const sandboxUrl = environment.sandboxUrl ?? sandbox?.url;

    app.live.watch();
    closers.push(() => app.live.close());
    if (options.schedule !== false) {
      const releases = app.documents.watchDue();
      closers.push(() => releases.stop());
    }
    closers.push(async () => app.files.stop());
    closers.push(() => app.audit.stop());
    closers.push(async () => app.approvals.stop());
    closers.push(() => app.messaging.stop());
    closers.push(() => app.jobs.stop());
    closers.push(async () => app.invoices.stop());
    closers.push(() => app.effects.stop());
    closers.push(() => app.backTests.stop());
    const realtime = app.attach(http);
    passOverOffers(http);
    let schedule: Awaited<ReturnType<typeof startSchedule>> | undefined;
    /** What looks after what others left behind. */
    const lookAfter = async (): Promise<void> => {
      for (const each of [app.files, app.audit, app.approvals, app.invoices, app.effects]) each.start();
      // Where nobody else shares the database, what an engine that was killed had in hand is gone on with at once.
      for (const each of [app.messaging, app.jobs]) each.start(store.isExclusive);
      if (options.schedule !== false) schedule = await startSchedule(app.payments, store.uri);
      // A server of MongoDB outlives the engine, and knows its indexes already.
      if (store.isExclusive) warmed = warmUp(app.payments.payments, stopping.signal).catch(didNotWarm);
    };
    const stopping = new AbortController();
    let warmed: Promise<unknown> | undefined;
    const didNotWarm = (error: unknown): void => log.warn({ err: error }, 'the index of lists could not be read ahead');
    closers.push(async () => {
      stopping.abort();
      await warmed;
    });
    let told: Promise<void> | undefined;
    if (demo && past && pastHub) {
      const ending = new AbortController();
      const people = await readDemoPeople(path.join(root, 'seeds'));
      const { signal } = ending;
      // Until the past is told nobody looks for what it left behind, or would date it as of today.
      told = demo
        .tellPast({ ...past, installations, now, hub: pastHub, sandbox, people, root, tell: options.tell, log, signal })
        .catch((error: unknown) => log.error({ err: error }, 'the past of the demo organisation could not be told'))
        .then(() => pastHub.close())
        .then(() => (signal.aborted ? undefined : lookAfter()));
      closers.push(async () => {
        ending.abort();
        await told;
      });
    } else await lookAfter();
    // First of all, and at the same time: nobody new is let in, and what is under way is finished with all it needs.
    closers.push(async () => {
      const ends = [draining.ended(graceMs), realtime.close(), schedule?.stop()];
      await Promise.allSettled(ends);
      await Promise.all(ends);
    });
    answer = app.koa.callback();
    return {
      url,
      local,
      ...(sandbox && { sandbox }),
      ...(sandboxUrl && { sandboxUrl }),
      store: store.description,
      storeUri: store.uri,
      ...(store.died && { died: store.died }),
      ...(told && { past: told }),
      app,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
