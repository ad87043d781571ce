/**
 * How long the list of payments takes to answer, with a thousand payments and with a million: pages, every filter, filters
 * that hardly go together, every search, counts. The built engine runs in a process of its own on the embedded store, and is
 * asked over HTTP, one request after the other, as one operator does.
 *
 * node --import tsx engine/bench/transactions/run.ts [--sizes 1000,1000000] [--days 365] [--rounds 15]
 *   [--folder where the data stay for the next time] [--built engine/dist]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Payment, PaymentList } from '@pih/schemas';
import { readDemoPeople } from '../../src/first-start.ts';
import { machine } from '../machine.ts';
import { ms, percentile } from '../payments/figures.ts';
import { caughtUp, freePort, startEngine, type EngineProcess } from '../payments/processes.ts';
import { filled } from './folder.ts';
import { questions, type Known } from './questions.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,1000000' },
    days: { type: 'string', default: '365' },
    rounds: { type: 'string', default: '15' },
    folder: { type: 'string' },
    built: { type: 'string', default: path.join(root, 'engine', 'dist') },
  },
});
const rounds = Number(options.rounds);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const most = '9999999';

type Ask = <Body>(path: string) => Promise<{ body: Body; took: number }>;

/** The clock runs until the whole answer is read. */
function asking(url: string, key: string): Ask {
  return async <Body>(address: string) => {
    const startedAt = performance.now();
    const answer = await fetch(url + address, { headers: { Authorization: `Bearer ${key}` } });
    const text = await answer.text();
    const took = performance.now() - startedAt;
    if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}: ${text}`);
    return { body: JSON.parse(text) as Body, took };
  };
}

/** Looks around for what there is to search for, in the middle of the period. */
async function lookAround(ask: Ask): Promise<Known> {
  const { body: newest } = await ask<PaymentList>('/v1/payments?limit=1');
  const { body: oldest } = await ask<PaymentList>('/v1/payments?limit=1&order=oldest');
  const [end, start] = [newest, oldest].map(({ data }) => Date.parse(data[0]?.createdAt ?? ''));
  const middle = ((end ?? 0) + (start ?? 0)) / 2;
  const [from, to] = [middle - 3.5 * 86_400_000, middle + 3.5 * 86_400_000].map((at) => new Date(at).toISOString());
  const { body: refunded } = await ask<PaymentList>(`/v1/payments?state=refunded,partially_refunded&to=${to}&limit=1`);
  const { body: page } = await ask<PaymentList>(`/v1/payments?limit=1&to=${to}`);
  const { body: payment } = await ask<Payment>(`/v1/payments/${refunded.data[0]?.id}`);
  const attempt = payment.attempts.at(-1);
  return {
    id: payment.id,
    attempt: attempt?.id ?? '',
    refund: payment.refunds[0]?.id ?? '',
    reference: payment.reference,
    providerReference: attempt?.reference ?? '',
    email: payment.shopper.email ?? '',
    customer: payment.shopper.reference ?? '',
    cursor: page.nextCursor ?? '',
    from: from ?? '',
    to: to ?? '',
  };
}

interface Listed {
  data?: unknown[];
  count?: number;
  isExact?: boolean;
  searchedTo?: string;
}

const foundIn = ({ data, count, isExact, searchedTo }: Listed): string => {
  if (count !== undefined) return `${count}${isExact ? '' : '+'}`;
  return data ? `${data.length}${searchedTo ? ` (to ${searchedTo.slice(0, 10)})` : ''}` : '1';
};

async function measure(ask: Ask, engine: EngineProcess): Promise<void> {
  const known = await lookAround(ask);
  say(row(['asked for', 'found', 'first ms', 'processor ms', 'p50 ms', 'p95 ms', 'longest ms']));
  say(row(['---', '--:', '--:', '--:', '--:', '--:', '--:']));
  const all: number[] = [];
  for (const { name, path: address } of questions(known)) {
    const { body, took: first } = await ask<Listed>(address);
    const took: number[] = [];
    const cpu = engine.cpuSeconds();
    for (let round = 0; round < rounds; round++) took.push((await ask(address)).took);
    all.push(...took);
    // What the engine itself took, however much else the machine has to do.
    const worked = ((engine.cpuSeconds() - cpu) * 1000) / rounds;
    say(
      row([
        name,
        foundIn(body),
        ms(first),
        ms(worked),
        ms(percentile(took, 0.5)),
        ms(percentile(took, 0.95)),
        ms(Math.max(...took)),
      ]),
    );
  }
  say(row(['**all together**', '', '', '', ms(percentile(all, 0.5)), ms(percentile(all, 0.95)), ms(Math.max(...all))]));
}

async function main(): Promise<void> {
  const folder = options.folder ? path.resolve(options.folder) : await mkdtemp(path.join(tmpdir(), 'pih-bench-'));
  const { apiKeys } = await readDemoPeople(path.join(root, 'seeds'));
  try {
    for (const size of options.sizes.split(',').map(Number)) {
      const data = path.join(folder, String(size));
      await filled(data, size, Number(options.days));
      const port = await freePort();
      const env = { DATA_FOLDER: data, LOG_LEVEL: 'warn', RATE_LIMIT_ADDRESS: most, RATE_LIMIT_KEY: most };
      const engine = await startEngine({ built: path.resolve(options.built), port, env });
      try {
        say(`\n#### ${size.toLocaleString('en')} payments; ${machine(new Date())}\n`);
        say(`It has caught up with what it missed after ${await caughtUp(engine)} s.\n`);
        await measure(asking(`http://localhost:${port}`, apiKeys[0]?.key ?? ''), engine);
      } finally {
        await engine.stop();
      }
    }
  } finally {
    if (!options.folder) await rm(folder, { recursive: true, force: true });
  }
}

await main();
