/**
 * How fast lists of payments become files, how much memory that takes, and what others notice of it. The built engine runs in
 * a process of its own on the embedded store; while it writes, somebody asks for one payment after the other.
 *
 * node --import tsx engine/bench/exports/run.ts [--size 1000000] [--days 365] [--rows 1000,100000,1000000] [--formats csv,xlsx]
 *   [--folder where the data stay for the next time; the same as of bench:transactions] [--built engine/dist]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ExportRequest, Job, PaymentList, PaymentQuery, Session } from '@pih/schemas';
import { readDemoPeople } from '../../src/first-start.ts';
import { machine } from '../machine.ts';
import { ms, percentile } from '../payments/figures.ts';
import { caughtUp, freePort, startEngine, type EngineProcess } from '../payments/processes.ts';
import { filled } from '../transactions/folder.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '365' },
    rows: { type: 'string', default: '1000,100000,1000000' },
    formats: { type: 'string', default: 'csv,xlsx' },
    folder: { type: 'string' },
    built: { type: 'string', default: path.join(root, 'engine', 'dist') },
  },
});
const [size, days] = [Number(options.size), Number(options.days)];
const formats = (['csv', 'xlsx'] as const).filter((format) => options.formats.split(',').includes(format));
const most = '9999999';
/** Somebody looks so often at the payment, at the job and at the memory of the engine. */
const lookMs = { payment: 20, job: 250, memory: 50 };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const whole = (value: number): string => Math.round(value).toLocaleString('en');

type Ask = <Body>(method: string, address: string, body?: unknown) => Promise<Body>;

/** Asks as the first administrator of the demo organisation, who signs in for it. */
async function asAdministrator(url: string): Promise<Ask> {
  const { operators } = await readDemoPeople(path.join(root, 'seeds'));
  const { email, password } = operators.find(({ roles }) => roles.includes('administrator')) ?? {};
  let signedIn: Record<string, string> = {};
  const send = async (method: string, address: string, body?: unknown): Promise<Response> => {
    const headers = { ...signedIn, ...(body !== undefined && { 'Content-Type': 'application/json' }) };
    const sent = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(url + address, sent);
    if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const begun = await send('POST', '/v1/session', { email, password });
  const { csrfToken } = (await begun.json()) as Session;
  signedIn = { Cookie: begun.headers.get('set-cookie')?.split(';')[0] ?? '', 'X-CSRF-Token': csrfToken };
  return async <Body>(method: string, address: string, body?: unknown) =>
    (await (await send(method, address, body)).json()) as Body;
}

/** Does something again and again until told to stop. @returns how to stop it */
function meanwhile(everyMs: number, work: () => Promise<void> | void): () => Promise<void> {
  let isOver = false;
  const repeated = (async () => {
    while (!isOver) {
      await work();
      await pause(everyMs);
    }
  })();
  return async () => {
    isOver = true;
    await repeated;
  };
}

interface Watched {
  /** What one payment took, each time. */
  waits: number[];
  mostMemory: number;
}

/** What others notice of some work, and the most memory that the engine held of its own. */
async function watching(
  engine: EngineProcess,
  look: () => Promise<void>,
  work: () => Promise<unknown>,
): Promise<Watched> {
  const watched: Watched = { waits: [], mostMemory: engine.memory() };
  const stops = [
    meanwhile(lookMs.payment, async () => {
      const startedAt = performance.now();
      await look();
      watched.waits.push(performance.now() - startedAt);
    }),
    meanwhile(lookMs.memory, () => {
      watched.mostMemory = Math.max(watched.mostMemory, engine.memory());
    }),
  ];
  try {
    await work();
  } finally {
    await Promise.all(stops.map((stop) => stop()));
  }
  return watched;
}

const waitsOf = ({ waits }: Watched): string[] => [
  ms(percentile(waits, 0.5)),
  ms(percentile(waits, 0.99)),
  ms(Math.max(...waits)),
];

async function exported(ask: Ask, request: ExportRequest): Promise<Job> {
  let job = await ask<Job>('POST', '/v1/exports', request);
  while (job.state === 'waiting' || job.state === 'running') {
    await pause(lookMs.job);
    job = await ask<Job>('GET', `/v1/jobs/${job.id}`);
  }
  if (job.state !== 'done') throw new Error(JSON.stringify(job));
  return job;
}

/** A period that ends with the newest payment and holds about so many: they come evenly enough. */
function lastOf(rows: number, newest: string): PaymentQuery {
  if (rows >= size) return {};
  return { from: new Date(Date.parse(newest) - (rows / size) * days * 86_400_000).toISOString() };
}

async function measure(ask: Ask, engine: EngineProcess): Promise<void> {
  const { data } = await ask<PaymentList>('GET', '/v1/payments?limit=1');
  const [newest] = data;
  if (!newest) throw new Error('There are no payments.');
  const look = async (): Promise<void> => void (await ask('GET', `/v1/payments/${newest.id}`));
  say(row(['rows', 'format', 's', 'rows/s', 'file MB', 'most MB', 'payment p50 ms', 'p99 ms', 'longest ms']));
  say(row(['--:', '---', '--:', '--:', '--:', '--:', '--:', '--:', '--:']));
  const alone = await watching(engine, look, () => pause(5_000));
  say(row(['', 'nothing else', '', '', '', whole(alone.mostMemory), ...waitsOf(alone)]));
  for (const rows of options.rows.split(',').map(Number))
    for (const format of formats) {
      const startedAt = performance.now();
      let job: Job | undefined;
      const watched = await watching(engine, look, async () => {
        job = await exported(ask, { format, query: lastOf(rows, newest.createdAt) });
      });
      const seconds = (performance.now() - startedAt) / 1_000;
      const done = job?.progress.done ?? 0;
      const megabytes = ((job?.file?.size ?? 0) / 2 ** 20).toFixed(1);
      const speed = [seconds.toFixed(1), whole(done / seconds), megabytes];
      say(row([whole(done), format, ...speed, whole(watched.mostMemory), ...waitsOf(watched)]));
    }
}

const folder = options.folder ? path.resolve(options.folder) : await mkdtemp(path.join(tmpdir(), 'pih-bench-'));
try {
  const data = path.join(folder, String(size));
  await filled(data, size, days);
  const port = await freePort();
  const env = { DATA_FOLDER: data, LOG_LEVEL: 'warn', RATE_LIMIT_ADDRESS: most, RATE_LIMIT_KEY: most };
  const engine = await startEngine({ built: path.resolve(options.built), port, env });
  try {
    say(`\n#### ${whole(size)} payments; ${machine(new Date())}\n`);
    await caughtUp(engine);
    await measure(await asAdministrator(`http://localhost:${port}`), engine);
  } finally {
    await engine.stop();
  }
} finally {
  if (!options.folder) await rm(folder, { recursive: true, force: true });
}
