import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type Router from '@koa/router';
import Koa from 'koa';
import { type SettingsByName, type SimulatorName, simulatorNames, simulators } from './registry.ts';
import { SandboxMemory } from './memory.ts';
import type { Adopt, PastAttempt } from './past.ts';
import {
  Director,
  scenarioRoutes,
  troubleWithCalls,
  troubleWithLetters,
  type Played,
  type Scenario,
} from './scenario/index.ts';
import type { Shelf } from './shelf.ts';
import type { SimulatorContext } from './simulator.ts';
import { createTimers, type Timers } from './timers.ts';
import { createOutbox, type Outbox, type WebhookControls } from './webhooks.ts';

/** How to start the simulators: settings for each provider that is to run, beside what they share. */
export interface SandboxOptions extends Partial<SettingsByName> {
  /** 0 takes any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** What browsers use, without a trailing slash; default `http://localhost:<the port bound>`. */
  readonly publicUrl?: string;
  readonly now?: () => Date;
  /** Suffixes for ids: letters and digits, never the same twice. */
  readonly random?: () => string;
  /** How long a slow answer takes; default 30 s, longer than a sensible client waits. */
  readonly slowAnswerMs?: number;
  /** How long a pending refund or capture stays pending; default 3 s. */
  readonly settleAfterMs?: number;
  /** Pauses before an event is tried again; default 1 s, 5 s, 30 s, 2 min, 10 min. */
  readonly webhookRetryDelaysMs?: readonly number[];
  /** Where the simulators keep what they hold over a restart; without it they forget. */
  readonly folder?: string;
  /** How many undelivered events may wait per provider; default 1000, then the oldest is dropped. */
  readonly webhookLimit?: number;
}

/**
 * The running simulators: `sandbox.stripe.url` is where the provider's API lives, `.webhooks` steers its events. One
 * without settings answers nothing there.
 */
export type Sandbox = { readonly [Name in SimulatorName]: SimulatorHandle } & {
  /** What browsers use, for example `http://localhost:3001`. */
  readonly url: string;
  /**
   * Has things go wrong as the scenario says, from its beginning; without one, all goes well again.
   * @throws ScenarioRefused when it is none
   */
  play(scenario?: Scenario): void;
  /**
   * Has the providers know what shoppers did there before the simulators ran; nobody is told of it. Attempts of providers
   * that no simulator plays are passed over, and what a provider has on its books already stays as it is.
   */
  adopt(past: readonly PastAttempt[]): void;
  /** How often each rule of the scenario was followed. */
  played(): Played;
  stop(): Promise<void>;
};

export interface SimulatorHandle {
  readonly url: string;
  readonly webhooks: WebhookControls;
  /** What the provider has on its books: sessions, captures, refunds…, oldest first, by the name of their shelf. */
  books(): Readonly<Record<string, readonly unknown[]>>;
}

const defaultRetryDelaysMs = [1_000, 5_000, 30_000, 120_000, 600_000];
const sweepEveryMs = 15_000;

/**
 * Starts every simulator on one port, each below its own path prefix. They keep their state in memory, move no money
 * and belong in demos and tests only.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const server = createServer();
  server.listen(options.port, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  const url = (options.publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, '');

  const timers = createTimers();
  const director = new Director();
  const outboxes = {} as Record<SimulatorName, Outbox>;
  for (const name of simulatorNames)
    outboxes[name] = troubleWithLetters(name, outboxFor(options, name, timers), director, timers);
  const memory = new SandboxMemory(options.folder);
  const books = {} as Books;
  const adopting = new Map<string, Adopt>();
  const stage = { url, timers, director, outboxes, memory, books, adopting };
  server.on('request', (await buildApp(options, stage)).callback());

  return {
    ...handles(stage),
    url,
    play: (scenario) => director.play(scenario),
    adopt(past) {
      for (const attempt of past) adopting.get(attempt.provider)?.(attempt);
      for (const provider of new Set(past.map((attempt) => attempt.provider))) memory.saveSoon(provider);
    },
    played: () => director.played,
    async stop() {
      timers.stop();
      memory.save();
      for (const outbox of Object.values(outboxes)) outbox.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type Books = Record<SimulatorName, Readonly<Record<string, Shelf<unknown>>>>;

/** What all simulators share. */
interface Stage {
  readonly url: string;
  readonly timers: Timers;
  readonly director: Director;
  readonly outboxes: Record<SimulatorName, Outbox>;
  readonly memory: SandboxMemory;
  readonly books: Books;
  /** By the simulator's name. */
  readonly adopting: Map<string, Adopt>;
}

async function buildApp(options: SandboxOptions, stage: Stage): Promise<Koa> {
  const { url, timers, director, outboxes, memory, books, adopting } = stage;
  const app = new Koa();
  // A caller who hangs up, or a connection that a scenario breaks, is nothing to report.
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') app.onerror(error);
  });
  app.use(async (ctx, next) => {
    await next();
    if (ctx.method !== 'GET') memory.saveSoon(ctx.path.split('/')[1] ?? '');
  });
  app.use(scenarioRoutes(director).routes());
  app.use(troubleWithCalls(director, timers));
  for (const name of simulatorNames) {
    const routers = await open(name, options, {
      url: `${url}/${name}`,
      prefix: `/${name}`,
      webhooks: outboxes[name],
      now: options.now ?? (() => new Date()),
      random: options.random ?? randomSuffix,
      dawdle: () => timers.wait(options.slowAnswerMs ?? 30_000),
      later: (work) => timers.after(options.settleAfterMs ?? 3_000, work),
      remember: (shelves) => {
        books[name] = shelves;
        memory.open(name, shelves);
      },
      takesOver: (adopt) => void adopting.set(name, adopt),
      regularly: (work) => timers.every(sweepEveryMs, work),
    });
    for (const router of routers) app.use(router.routes());
  }
  return app;
}

function open<Name extends SimulatorName>(
  name: Name,
  options: Partial<SettingsByName>,
  context: SimulatorContext,
): Router[] | Promise<Router[]> {
  const settings = options[name];
  return settings ? simulators[name].open(settings, context) : [];
}

function outboxFor(options: SandboxOptions, name: SimulatorName, timers: Timers): Outbox {
  const webhookUrl = options[name]?.webhookUrl ?? '';
  return createOutbox({
    url: typeof webhookUrl === 'function' ? webhookUrl : () => webhookUrl,
    timers,
    retryDelaysMs: options.webhookRetryDelaysMs ?? defaultRetryDelaysMs,
    limit: options.webhookLimit ?? 1_000,
  });
}

function handles({ url, outboxes, books }: Stage): Record<SimulatorName, SimulatorHandle> {
  const result = {} as Record<SimulatorName, SimulatorHandle>;
  for (const name of simulatorNames)
    result[name] = { url: `${url}/${name}`, webhooks: outboxes[name], books: () => contentsOf(books[name]) };
  return result;
}

const contentsOf = (shelves: Readonly<Record<string, Shelf<unknown>>> = {}): Record<string, unknown[]> =>
  Object.fromEntries(Object.entries(shelves).map(([name, shelf]) => [name, shelf.entries().map(([, thing]) => thing)]));

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomSuffix(): string {
  return Array.from({ length: 24 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
