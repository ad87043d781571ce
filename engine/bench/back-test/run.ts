/**
 * How fast a flow runs over past payments, and what everybody else notices of it: the delay of the engine's event loop and
 * how long a shop waits for a decision meanwhile, each beside a control without a back-test.
 *
 * node --import tsx engine/bench/back-test/run.ts [--payments 100000] [--asks 20]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BackTest, Flow } from '@pih/schemas';
import { anOrder, startTestHub, type TestHub } from '../../src/hub-for-tests.ts';
import { machine } from '../machine.ts';
import { ms, spreadOf } from '../payments/figures.ts';
import { fill } from '../payments/fill.ts';

const { values: options } = parseArgs({
  options: { payments: { type: 'string', default: '100000' }, asks: { type: 'string', default: '20' } },
});
const payments = Number(options.payments);
/** How many decisions a shop asks for per second meanwhile. */
const asksPerSecond = Number(options.asks);
const controlMs = 10_000;
const dayMs = 86_400_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const noLimits = { RATE_LIMIT_ADDRESS: '9999999', RATE_LIMIT_KEY: '9999999' };

interface Noticed {
  loopP99: number;
  loopMax: number;
  waits: number[];
  mostMemory: number;
}

/** What is noticed while something goes on: by the event loop, and by a shop that asks for decisions all the time. */
async function noticing(hub: TestHub, goingOn: Promise<unknown>): Promise<Noticed> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const waits: number[] = [];
  let isOver = false;
  let mostMemory = 0;
  const { brand, total } = anOrder();
  delay.enable();
  const over = goingOn.finally(() => (isOver = true));
  while (!isOver) {
    const asked = performance.now();
    await hub.ask('POST', '/v1/decisions', { body: { brand, total } });
    waits.push(performance.now() - asked);
    const { heapUsed, external } = process.memoryUsage();
    mostMemory = Math.max(mostMemory, heapUsed + external);
    await setTimeout(Math.max(0, 1000 / asksPerSecond - (performance.now() - asked)));
  }
  await over;
  delay.disable();
  return { loopP99: delay.percentile(99) / 1e6, loopMax: delay.max / 1e6, waits, mostMemory };
}

async function backTest(hub: TestHub, body: Record<string, unknown>): Promise<BackTest> {
  const ask = { key: await hub.keyWith('administrator') };
  const now = Date.now();
  const period = { from: new Date(now - 100 * dayMs).toISOString(), to: new Date(now + dayMs).toISOString() };
  const begun = await hub.ask<BackTest>('POST', '/v1/flows/rosmarino/back-tests', {
    ...ask,
    body: { ...period, ...body },
  });
  if (begun.status !== 202) throw new Error(JSON.stringify(begun.body));
  await hub.app.backTests.idle();
  return hub.app.backTests.read(begun.body.id);
}

const noticedCells = ({ loopP99, loopMax, waits, mostMemory }: Noticed): string[] => {
  const { p50, p99 } = spreadOf(waits);
  return [ms(loopP99), ms(loopMax), ms(p50), ms(p99), (mostMemory / 2 ** 20).toFixed(0)];
};

async function measure(hub: TestHub, name: string, body: Record<string, unknown>): Promise<void> {
  const begun = performance.now();
  const running = backTest(hub, body);
  const noticed = await noticing(hub, running);
  const seconds = (performance.now() - begun) / 1000;
  const { done, result } = await running;
  const figures = [done, seconds.toFixed(1), Math.round((done / seconds) * 60)];
  say(row([name, ...figures, result?.changed ?? '', result?.notReproduced ?? '', ...noticedCells(noticed)]));
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pih-bench-'));
  let hub: TestHub | undefined;
  try {
    say(machine(new Date()));
    hub = await startTestHub(noLimits, folder);
    await hub.paid('card', { shopper: { type: 'business', email: 'a@firm.example', country: 'IT' } });
    await hub.stop();
    await fill(path.join(folder, 'store'), payments);
    hub = await startTestHub(noLimits, folder);
    const live = hub.app.live.current.get('flow', 'rosmarino');
    if (!live) throw new Error('The demo organisation has this flow.');
    await noticing(hub, setTimeout(2000));
    const columns = ['', 'payments', 's', 'per minute', 'changed', 'not reproduced', 'loop p99 ms', 'loop max ms'];
    say(row([...columns, 'decision p50 ms', 'p99 ms', 'most heap MB']));
    say(row(Array.from({ length: columns.length + 3 }, () => '--:')));
    say(row(['nothing else', ...['', '', '', '', ''], ...noticedCells(await noticing(hub, setTimeout(controlMs)))]));
    await measure(hub, 'the revision that decided', { revision: live.revision });
    await measure(hub, 'a draft without cards', { document: withoutCards(live.document) });
    say(row(['nothing else', ...['', '', '', '', ''], ...noticedCells(await noticing(hub, setTimeout(controlMs)))]));
  } finally {
    await hub?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const paypal = { method: 'paypal', providers: ['paypal'] };

/** Every payment would see something else: the most that there is to compare and to list. */
const withoutCards = (flow: Flow): Flow => ({
  ...flow,
  tests: [],
  nodes: flow.nodes.map((node) => {
    if (node.type !== 'offer') return node;
    const others = node.data.methods.filter(({ method }) => method !== 'card');
    return { ...node, data: { methods: others.length ? others : [paypal] } };
  }),
});

await main();
