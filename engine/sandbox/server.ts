import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type Router from '@koa/router';
import Koa from 'koa';
import { type SettingsByName, type SimulatorName, simulatorNames, simulators } from './registry.ts';
import { SandboxMemory } from './memory.ts';
import type { SimulatorContext } from './simulator.ts';
import { createTimers, type Timers } from './timers.ts';
import { createOutbox, type Outbox, type WebhookControls } from './webhooks.ts';

/** How to start the simulators: one entry per provider (see each simulator's settings) beside what they share. */
export interface SandboxOptions extends SettingsByName {
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

/** The running simulators: `sandbox.stripe.url` is where the provider's API lives, `.webhooks` steers its events. */
export type Sandbox = { readonly [Name in SimulatorName]: SimulatorHandle } & {
  /** What browsers use, for example `http://localhost:3001`. */
  readonly url: string;
  stop(): Promise<void>;
};

export interface SimulatorHandle {
  readonly url: string;
  readonly webhooks: WebhookControls;
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
  const outboxes = {} as Record<SimulatorName, Outbox>;
  for (const name of simulatorNames) outboxes[name] = outboxFor(options, name, timers);
  const memory = new SandboxMemory(options.folder);
  server.on('request', (await buildApp(options, url, timers, outboxes, memory)).callback());

  return {
    ...handles(url, outboxes),
    url,
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

async function buildApp(
  options: SandboxOptions,
  url: string,
  timers: Timers,
  outboxes: Record<SimulatorName, Outbox>,
  memory: SandboxMemory,
): Promise<Koa> {
  const app = new Koa();
  app.use(async (ctx, next) => {
    await next();
    if (ctx.method !== 'GET') memory.saveSoon();
  });
  for (const name of simulatorNames) {
    const routers = await open(name, options, {
      url: `${url}/${name}`,
      prefix: `/${name}`,
      webhooks: outboxes[name],
      now: options.now ?? (() => new Date()),
      random: options.random ?? randomSuffix,
      dawdle: () => timers.wait(options.slowAnswerMs ?? 30_000),
      later: (work) => timers.after(options.settleAfterMs ?? 3_000, work),
      remember: (shelves) => memory.open(name, shelves),
      regularly: (work) => timers.every(sweepEveryMs, work),
    });
    for (const router of routers) app.use(router.routes());
  }
  return app;
}

function open<Name extends SimulatorName>(
  name: Name,
  options: SettingsByName,
  context: SimulatorContext,
): Router[] | Promise<Router[]> {
  return simulators[name].open(options[name], context);
}

function outboxFor(options: SandboxOptions, name: SimulatorName, timers: Timers): Outbox {
  const { webhookUrl } = options[name];
  return createOutbox({
    url: typeof webhookUrl === 'function' ? webhookUrl : () => webhookUrl,
    timers,
    retryDelaysMs: options.webhookRetryDelaysMs ?? defaultRetryDelaysMs,
    limit: options.webhookLimit ?? 1_000,
  });
}

function handles(url: string, outboxes: Record<SimulatorName, Outbox>): Record<SimulatorName, SimulatorHandle> {
  const result = {} as Record<SimulatorName, SimulatorHandle>;
  for (const name of simulatorNames) result[name] = { url: `${url}/${name}`, webhooks: outboxes[name] };
  return result;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomSuffix(): string {
  return Array.from({ length: 24 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
