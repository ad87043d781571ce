import { createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import type { Sandbox } from '../sandbox/index.ts';
import { createApp, type App } from './app.ts';
import { systemClock, type Clock } from './clock.ts';
import { secretsIn, type Environment } from './environment.ts';
import { firstStart, readDemoPeople } from './first-start.ts';
import { createLimitedServer, drainable, notReadyYet, passOverOffers, type ServerLimits } from './http/index.ts';
import { keptMasterKey } from './master-key.ts';
import { startSchedule } from './payments/index.ts';
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
  /** What one client may take of the server, where that is not the usual. */
  limits?: Partial<ServerLimits>;
  /** How long requests that are being answered may take when the engine stops, in milliseconds. */
  graceMs?: number;
}

/** Secrets that the simulators and the demo documents share; made up once per installation. */
const demoSecrets: Record<string, () => string | Promise<string>> = {
  STRIPE_SECRET_KEY: () => `sk_test_${randomBytes(18).toString('hex')}`,
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(18).toString('hex')}`,
  PAYPAL_CLIENT_ID: () => `sandbox-${randomBytes(12).toString('hex')}`,
  PAYPAL_CLIENT_SECRET: () => randomBytes(24).toString('hex'),
  PAYPAL_WEBHOOK_ID: () => `WH-${randomBytes(8).toString('hex').toUpperCase()}`,
  SATISPAY_KEY_ID: () => randomBytes(45).toString('hex'),
  SATISPAY_PRIVATE_KEY: rsaPrivateKey,
  SATISPAY_ACTIVATION_CODE: () => randomBytes(3).toString('hex').toUpperCase(),
  SCALAPAY_API_KEY: () => `sandbox${randomBytes(12).toString('hex')}`,
  MOLLIE_API_KEY: () => `test_${randomBytes(15).toString('hex')}`,
};

/** A key pair as its private half in PEM; the public half follows from it. */
async function rsaPrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function demoSecret({ secrets }: App, name: string): Promise<string> {
  const known = await secrets.read(name);
  if (known) return known;
  const made = (await demoSecrets[name]?.()) ?? randomBytes(24).toString('hex');
  await secrets.write(name, made, { type: 'system', name: 'first start' });
  return made;
}

/** Starts the simulators beside the engine. They are loaded only here, so that production does not even read them. */
async function startSimulators(app: App, { environment, now = systemClock }: StartOptions, engineUrl: string) {
  const { startSandbox } = await import('../sandbox/index.ts');
  const secret = (name: string) => demoSecret(app, name);
  return startSandbox({
    port: environment.sandboxPort,
    host: environment.host,
    now,
    folder: path.join(environment.dataFolder, 'sandbox'),
    stripe: {
      secretKey: await secret('STRIPE_SECRET_KEY'),
      webhookSecret: await secret('STRIPE_WEBHOOK_SECRET'),
      webhookUrl: `${engineUrl}/webhooks/stripe`,
    },
    paypal: {
      clientId: await secret('PAYPAL_CLIENT_ID'),
      clientSecret: await secret('PAYPAL_CLIENT_SECRET'),
      webhookId: await secret('PAYPAL_WEBHOOK_ID'),
      webhookUrl: `${engineUrl}/webhooks/paypal`,
    },
    satispay: {
      keyId: await secret('SATISPAY_KEY_ID'),
      publicKey: createPublicKey(await secret('SATISPAY_PRIVATE_KEY'))
        .export({ type: 'spki', format: 'pem' })
        .toString(),
      activationCode: await secret('SATISPAY_ACTIVATION_CODE'),
    },
    scalapay: {
      apiKey: await secret('SCALAPAY_API_KEY'),
      webhookUrl: `${engineUrl}/webhooks/scalapay`,
    },
    mollie: { apiKey: await secret('MOLLIE_API_KEY') },
  });
}

async function demoShop(options: StartOptions, url: string, settings: () => App['live']['current']) {
  const { demoShopRoutes } = await import('../sandbox/index.ts');
  const people = await readDemoPeople(path.join(options.root, 'seeds'));
  return demoShopRoutes({ engineUrl: url, live: settings, people });
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

    const app: App = createApp({
      store,
      log,
      now,
      masterKey: environment.masterKey ?? (await keptMasterKey(environment.dataFolder)),
      env: secretsIn(options.env),
      publicUrl: url,
      isProduction: environment.isProduction,
      trustProxy: environment.trustProxy,
      rateLimits: environment.rateLimits,
      isStopping: () => draining.isUnderWay,
      sandboxUrl: () => environment.sandboxUrl ?? sandbox?.url,
      ...(environment.allowedAddresses && { allowedAddresses: environment.allowedAddresses }),
      pages: {
        console: path.join(root, 'designer', 'dist'),
        checkout: path.join(root, 'checkout', 'dist'),
        hasDemo: !environment.isProduction,
      },
      docsFolder: path.join(root, 'engine', 'docs'),
      moreRoutes: environment.isProduction ? [] : [await demoShop(options, local, () => app.live.current)],
    });
    await app.prepare();
    await firstStart({
      connection: store.connection,
      documents: app.documents,
      access: app.access,
      refresh: () => app.live.refresh(),
      environment,
      seedsFolder: path.join(root, 'seeds'),
      now,
    });
    if (!environment.isProduction && !environment.sandboxUrl) {
      const simulators = await startSimulators(app, options, local);
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
    app.effects.start();
    closers.push(() => app.effects.stop());
    closers.push(() => app.backTests.stop());
    const realtime = app.attach(http);
    passOverOffers(http);
    const schedule = options.schedule === false ? undefined : await startSchedule(app.payments, store.uri);
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
      app,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
