/**
 * How many whole payments one core carries, what of a request's time is the hub's own, and what a payment leaves behind.
 * The built engine runs in a process of its own on the embedded store; the simulators and the shoppers are in this one.
 *
 * node --import tsx engine/bench/payments/run.ts [--rates 5,10,25,50] [--seconds 20] [--stored 1000,200000]
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { readDemoPeople } from '../../src/first-start.ts';
import { atRate, type RateResult } from './at-rate.ts';
import { ms } from './figures.ts';
import { fill } from './fill.ts';
import { startEngine, type EngineProcess } from './processes.ts';
import { wholePayment, type Shop } from './whole-payment.ts';

const { values: options } = parseArgs({
  options: {
    rates: { type: 'string', default: '5,10,25,50' },
    seconds: { type: 'string', default: '20' },
    stored: { type: 'string', default: '1000,200000' },
    port: { type: 'string', default: '4300' },
  },
});
const numbers = (list: string): number[] => list.split(',').map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The same on both sides, so that the simulators know the engine. */
const secrets = { secretKey: 'sk_test_bench', webhookSecret: 'whsec_bench' };

async function startSimulators(engineUrl: string): Promise<Sandbox> {
  return startSandbox({
    port: 0,
    stripe: { ...secrets, webhookUrl: `${engineUrl}/webhooks/stripe` },
    paypal: {
      clientId: 'bench',
      clientSecret: 'bench',
      webhookId: 'WH-BENCH',
      webhookUrl: `${engineUrl}/webhooks/paypal`,
    },
  });
}

const storeBytes = async (folder: string): Promise<number> =>
  (await stat(path.join(folder, 'store', 'store.mdb'))).blocks * 512;

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function tell({ rate, paid, broken, firstFault, reached, own }: RateResult, cpuSeconds: number, memory: number): void {
  const perCore = (paid / cpuSeconds).toFixed(0);
  say(row([rate, reached.toFixed(1), broken, perCore, ms(own.p50), ms(own.p99), memory.toFixed(0)]));
  if (firstFault) say(`  first fault: ${firstFault}`);
}

async function measured(engine: EngineProcess, shop: Shop): Promise<RateResult | undefined> {
  say(row(['begun/s', 'paid/s', 'broken', 'payments per core second', 'own p50 ms', 'own p99 ms', 'memory MB']));
  say(row(Array.from({ length: 7 }, () => '---')));
  let last: RateResult | undefined;
  for (const rate of numbers(options.rates)) {
    const before = engine.cpuSeconds();
    last = await atRate(shop, rate, Number(options.seconds));
    tell(last, engine.cpuSeconds() - before, engine.memory());
  }
  return last;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pih-bench-'));
  const engineUrl = `http://localhost:${options.port}`;
  const { apiKeys } = await readDemoPeople(path.join(import.meta.dirname, '..', '..', '..', 'seeds'));
  const shop = { url: engineUrl, key: apiKeys[0]?.key ?? '' };
  const sandbox = await startSimulators(engineUrl);
  const start = () =>
    startEngine(Number(options.port), {
      DATA_FOLDER: folder,
      SANDBOX_URL: sandbox.url,
      SECRET_STRIPE_SECRET_KEY: secrets.secretKey,
      SECRET_STRIPE_WEBHOOK_SECRET: secrets.webhookSecret,
    });
  let engine: EngineProcess | undefined;
  try {
    say(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`);
    engine = await start();
    for (let warm = 0; warm < 200; warm++) await wholePayment(shop, () => undefined);
    await sandbox.stripe.webhooks.settled();
    for (const stored of numbers(options.stored)) {
      await engine.stop();
      const before = await storeBytes(folder);
      let filled = 0;
      await fill(folder, stored, (count) => void (filled += count > 0 ? 1 : 0));
      const bytes = ((await storeBytes(folder)) - before) / stored;
      engine = await start();
      for (let warm = 0; warm < 50; warm++) await wholePayment(shop, () => undefined);
      say(`\n${stored} payments stored${filled ? `, ${(bytes / 1000).toFixed(1)} kB each` : ''}`);
      const last = await measured(engine, shop);
      for (const [name, own] of Object.entries(last?.ownByStep ?? {}))
        say(`  ${name.padEnd(7)} own p50 ${ms(own.p50)} ms, p99 ${ms(own.p99)} ms`);
      await sandbox.stripe.webhooks.settled();
    }
  } finally {
    await engine?.stop();
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
