import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BulkPreview, Job, JobItem, JobItemList } from '@pih/schemas';
import { buildEngine, freePort, type EngineProcess } from '../src/processes/engine-process-for-tests.ts';
import { startProviders, type Providers } from './providers.ts';
import { goOn, Surprise, type Story } from './story.ts';
import { Wire } from './wire.ts';

export interface BulkSoakOptions {
  /** How many payments are refunded in one action. */
  count: number;
  /** How many of them are done when the engine is killed. */
  untilKilled: number;
}

export interface BulkSoakReport {
  /** By the providers' books, at the moment of the kill. */
  refundedBeforeKill: number;
  /** From the kill to the job's end, in milliseconds. */
  goneOnMs: number;
  /** Payments that were refunded twice or not at all, and whatever else should not be. */
  wrong: string[];
}

/** How many shoppers pay at once. */
const shoppers = 8;
/** How long the job may take, once the engine is back. */
const endMs = 180_000;

/** Refunds many payments in one action, kills the engine half-way, and compares what the providers have with what it says. */
export async function soakBulk({ count, untilKilled }: BulkSoakOptions): Promise<BulkSoakReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pih-bulk-'));
  const port = await freePort();
  const [program, providers] = await Promise.all([buildEngine(), startProviders(`http://127.0.0.1:${port}`)]);
  const masterKey = randomBytes(32).toString('base64');
  const start = () =>
    program.start({ ...providers.env, PORT: String(port), MASTER_KEY: masterKey, DATA_FOLDER: folder });
  let engine: EngineProcess | undefined;
  try {
    engine = await start();
    const wire = new Wire(engine.url);
    const preview = await looked(wire, await paid(wire, count));
    const job = await begun(wire, preview);
    await until(wire, job, ({ progress }) => progress.done >= untilKilled);
    await engine.kill();
    const refundedBeforeKill = refundsOf(providers).filter((refunds) => refunds > 0).length;
    const killedAt = performance.now();
    engine = await start();
    // Whoever pressed the button presses it again, because the page was cut off.
    const again = await begun(wire, preview);
    const ended = await until(wire, again, ({ state }) => state === 'done' || state === 'failed');
    const goneOnMs = performance.now() - killedAt;
    const wrong = [
      ...(again.id === job.id ? [] : [`started again, it is ${again.id} instead of ${job.id}`]),
      ...(await wrongIn(wire, ended, count)),
      ...wrongAt(providers, count),
    ];
    return { refundedBeforeKill, goneOnMs, wrong };
  } finally {
    await engine?.stop();
    await providers.stop();
    await program.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Some at a time, as many shoppers would. @returns the ids */
async function paid(wire: Wire, count: number): Promise<string[]> {
  const ids: string[] = [];
  let next = 0;
  const shopper = async () => {
    while (next < count) ids.push(await paidOne(wire, (next += 1)));
  };
  await Promise.all(Array.from({ length: shoppers }, shopper));
  return ids;
}

async function paidOne(wire: Wire, number: number): Promise<string> {
  const story: Story = {
    key: `bulk-${number}`,
    order: { reference: `BULK-${number}`, brand: 'rosmarino', total: { amount: 10_00 + number, currency: 'EUR' } },
    method: 'card',
    ...{ declines: false, refunds: [], tries: 0, hasPaid: false, isPaid: false, isOver: false },
  };
  await goOn(wire, story);
  return story.payment?.id ?? '';
}

async function looked(wire: Wire, payments: string[]): Promise<BulkPreview> {
  const body = { action: 'refund', payments, parameters: { reason: 'Product recall' } };
  const answer = await wire.asShop<BulkPreview>('POST', '/v1/bulk/preview', { body });
  if (answer.status !== 200 || answer.body.count !== payments.length) throw new Surprise('Looking at refunds', answer);
  return answer.body;
}

async function begun(wire: Wire, { id }: Pick<BulkPreview, 'id'>): Promise<Job> {
  const answer = await wire.asShop<Job>('POST', '/v1/bulk', { body: { preview: id } });
  if (answer.status !== 202) throw new Surprise('Starting refunds', answer);
  return answer.body;
}

/** Looks at a job again and again until it is as wanted. */
async function until(wire: Wire, { id }: Pick<Job, 'id'>, isSo: (job: Job) => boolean): Promise<Job> {
  const enough = AbortSignal.timeout(endMs);
  for (;;) {
    const answer = await wire.asShop<Job>('GET', `/v1/jobs/${id}`);
    if (answer.status !== 200 || enough.aborted) throw new Surprise('Following a job', answer);
    if (isSo(answer.body)) return answer.body;
    await pause(50);
  }
}

const refundsOf = (providers: Providers): number[] => providers.books().map(({ refunds }) => refunds.length);

const wrongAt = (providers: Providers, count: number): string[] => [
  ...(providers.books().length === count ? [] : [`${providers.books().length} charges of ${count}`]),
  ...providers.books().flatMap(({ attempt, taken, refunds }) => {
    const isRight = refunds.length === 1 && refunds[0] === taken;
    return isRight ? [] : [`${attempt}: ${taken} taken, refunded ${refunds.join(' + ') || 'never'}`];
  }),
];

/** What the job itself says. What was being sent at the kill may still have to be asked about; it is not sent again. */
async function wrongIn(wire: Wire, { id, state, progress }: Job, count: number): Promise<string[]> {
  const items: JobItem[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor && `&cursor=${cursor}`;
    const { body } = await wire.asShop<JobItemList>('GET', `/v1/jobs/${id}/items?limit=100${query}`);
    items.push(...body.data);
    cursor = body.nextCursor;
  }
  const odd = items.filter((item) => item.state !== 'done' && item.state !== 'under_way');
  return [
    ...(state === 'done' && progress.done === count ? [] : [`the job is ${state}, ${progress.done} of ${count} done`]),
    ...(items.length === count ? [] : [`the job names ${items.length} payments of ${count}`]),
    ...odd.map((item) => `${item.payment}: ${item.state} ${item.because?.title ?? ''}`),
  ];
}
