/**
 * How many whole payments one core carries, what of a request's time is the hub's own, and what a payment leaves behind.
 * The built engine runs in a process of its own on the embedded store; the simulators and the shoppers are in this one.
 *
 * node --import tsx engine/bench/payments/run.ts [--rates 5,10,25,50] [--seconds 20] [--stored 1000,200000]
 *   [--log warn] [--built engine/dist] [--profile folder]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readDemoPeople } from '../../src/first-start.ts';
import { machine } from '../machine.ts';
import { atRate, type RateResult } from './at-rate.ts';
import { ms } from './figures.ts';
import { bytesIn, fill } from './fill.ts';
import { freePort, startEngine, type EngineProcess } from './processes.ts';
import { startSimulators, type Simulators } from './simulators.ts';
import type { Shop } from './whole-payment.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const { values: options } = parseArgs({
  options: {
    rates: { type: 'string', default: '5,10,25,50' },
    seconds: { type: 'string', default: '20' },
    stored: { type: 'string', default: '1000,200000' },
    log: { type: 'string', default: 'warn' },
    built: { type: 'string', default: path.join(root, 'engine', 'dist') },
    profile: { type: 'string' },
  },
});
const numbers = (list: string): number[] => list.split(',').map(Number);
const seconds = Number(options.seconds);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

interface Bench {
  engine: EngineProcess;
  simulators: Simulators;
  shop: Shop;
  /** Where the engine keeps its data. */
  folder: string;
}

/** Code that has not run often is slow, and says nothing of an engine that has been up for an hour. */
async function warmUp({ shop, simulators }: Bench): Promise<void> {
  const { broken, firstFault } = await atRate(shop, 20, 20);
  if (broken) say(`${broken} payments of the warm-up broke: ${firstFault}`);
  await simulators.settled();
}

function tell(result: RateResult, cpuSeconds: number, bytes: number, memory: number): void {
  const { rate, paid, broken, firstFault, reached, own } = result;
  const cpuMs = (cpuSeconds * 1000) / paid;
  const figures = [reached.toFixed(1), broken, cpuMs.toFixed(1), (1000 / cpuMs).toFixed(0), ms(own.p50), ms(own.p99)];
  say(row([rate, ...figures, (bytes / paid / 1000).toFixed(1), memory.toFixed(0)]));
  if (firstFault) say(`  first fault: ${firstFault}`);
}

/** One line for each rate: the webhooks that come late are waited for, and what they cost is counted. */
async function measure({ engine, simulators, shop, folder }: Bench): Promise<void> {
  const columns = ['begun/s', 'paid/s', 'broken', 'processor ms each', 'per core second', 'own p50 ms', 'own p99 ms'];
  say(row([...columns, 'kB each', 'memory MB']));
  say(row(Array.from({ length: columns.length + 2 }, () => '--:')));
  let last: RateResult | undefined;
  for (const rate of numbers(options.rates)) {
    const [cpu, bytes] = [engine.cpuSeconds(), await bytesIn(folder)];
    last = await atRate(shop, rate, seconds);
    await simulators.settled();
    tell(last, engine.cpuSeconds() - cpu, (await bytesIn(folder)) - bytes, engine.memory());
  }
  say(`\nprocessor seconds by thread since the start: ${engine.cpuByThread().slice(0, 3).join(', ')}`);
  for (const [name, own] of Object.entries(last?.ownByStep ?? {}))
    say(`- ${name}: own p50 ${ms(own.p50)} ms, p99 ${ms(own.p99)} ms`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pih-bench-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { apiKeys } = await readDemoPeople(path.join(root, 'seeds'));
  const shop = { url, key: apiKeys[0]?.key ?? '' };
  const simulators = await startSimulators(url);
  const most = '9999999';
  const env = {
    ...simulators.env,
    ...{ DATA_FOLDER: folder, LOG_LEVEL: options.log },
    // They are counted as always, but refuse nothing: the load is that of many shoppers from one address.
    ...{ RATE_LIMIT_ADDRESS: most, RATE_LIMIT_KEY: most, RATE_LIMIT_CHECKOUT: most },
  };
  const start = () =>
    startEngine({
      ...{ built: path.resolve(options.built), port, env },
      ...(options.profile && { profile: path.resolve(options.profile) }),
    });
  let engine: EngineProcess | undefined;
  try {
    say(`${machine(new Date())}; log level ${options.log}`);
    engine = await start();
    await warmUp({ engine, simulators, shop, folder });
    for (const stored of numbers(options.stored)) {
      await engine.stop();
      const { added, bytes } = await fill(path.join(folder, 'store'), stored);
      engine = await start();
      const bench = { engine, simulators, shop, folder };
      await warmUp(bench);
      const size = added ? `; the ${added} copies among them take ${(bytes / added / 1000).toFixed(1)} kB each` : '';
      say(`\n#### ${stored} payments stored${size}\n`);
      await measure(bench);
    }
  } finally {
    await engine?.stop();
    await simulators.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
