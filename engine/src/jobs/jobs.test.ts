import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId, type Job } from '@pih/schemas';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Audit } from '../audit/index.ts';
import { deedsOf } from '../deeds.ts';
import type { Viewer } from '../http/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { jobModel, JobNotFound, JobNotSo, Jobs, TooManyJobs, type Run, type StoredJob, type Work } from './index.ts';

const log = pino({ level: 'silent' });
const noon = new Date('2026-03-02T12:00:00Z');
let folder: string;
let store: Store;
let now: Date;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-jobs-'));
  store = await openStore({ folder, durable: false });
  await jobModel(store.connection).createIndexes();
}, 60_000);
beforeEach(async () => {
  now = noon;
  await store.connection.collection('backgroundjobs').deleteMany({});
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const nothingYet = { done: 0, total: 3, failed: 0, isEstimate: false };
const allDone = { done: 3, total: 3, failed: 0, isEstimate: false };
const by = { type: 'operator', id: 'opr_1', name: 'Giulia' } as const;
const viewerOf = (id: string): Viewer => ({
  caller: { type: 'operator', id, name: id, roles: [] },
  scope: () => Promise.reject(new Error('not asked here')),
  masked: new Set(),
});
const giulia = viewerOf(by.id);

/** A node whose jobs do what the test says. */
function aNode(run: (job: StoredJob, around: Run) => Promise<unknown>): Jobs {
  const clock = () => now;
  const audit = new Audit({ connection: store.connection, masterKey: Buffer.alloc(32, 7), now: clock, log });
  const jobs = new Jobs(jobModel(store.connection), clock, log, deedsOf(audit, clock));
  const work: Work = {
    kind: 'bulk',
    atOnce: 1,
    isPausable: true,
    run: async (job, around) => {
      await run(job, around);
      return { progress: allDone };
    },
    asked: () => ({}),
    view: () => ({}),
    hasFile: () => false,
    file: () => Promise.reject(new JobNotFound({ id: '' })),
    again: () => Promise.resolve(undefined),
  };
  jobs.register(work);
  return jobs;
}
const begin = (node: Jobs, id = newId('bulk', now)): Promise<Job> =>
  node.begin({ _id: id, kind: 'bulk', by, about: {}, progress: nothingYet });
const at = async (node: Jobs, { id }: Job): Promise<string> => (await node.read(id, giulia)).state;

/** Work that goes on until it is told to end. */
const untilAborted = (_job: unknown, { signal }: Run): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('a job', () => {
  it('is done in the background, and says so to whoever follows', async () => {
    const told: string[] = [];
    const node = aNode(() => Promise.resolve());
    node.follow((owner, job) => told.push(`${owner} ${job.state}`));
    const job = await begin(node);
    await node.idle();
    expect(await node.read(job.id, giulia)).toMatchObject({
      state: 'done',
      progress: allDone,
      endedAt: noon.toISOString(),
    });
    expect([...new Set(told)]).toEqual(['opr_1 waiting', 'opr_1 running', 'opr_1 done']);
  });

  it('is done by one node, however many look for work', async () => {
    let runs = 0;
    const nodes = [1, 2, 3].map(() => aNode(() => Promise.resolve(void (runs += 1))));
    const [first = aNode(untilAborted)] = nodes;
    await begin(first);
    await Promise.all(nodes.map((node) => node.idle()));
    expect(runs).toBe(1);
  });

  it('whose node has died is taken over once its lease is over, and not before', async () => {
    const dead = aNode(() => new Promise(() => undefined));
    const job = await begin(dead);
    await expect.poll(() => at(dead, job), { timeout: 20_000 }).toBe('running');
    let runs = 0;
    const alive = aNode(() => Promise.resolve(void (runs += 1)));
    await alive.idle();
    expect(runs).toBe(0);
    now = new Date(noon.getTime() + 15_001);
    await alive.idle();
    expect([runs, await at(alive, job)]).toEqual([1, 'done']);
  });

  it('whose node has died is taken over at once by a node that is alone', async () => {
    const dead = aNode(() => new Promise(() => undefined));
    const job = await begin(dead);
    await expect.poll(() => at(dead, job), { timeout: 20_000 }).toBe('running');
    const alone = aNode(() => Promise.resolve());
    alone.start(true);
    await alone.idle();
    expect(await at(alone, job)).toBe('done');
    await alone.stop();
  });

  it('goes on elsewhere at once when its node stops', async () => {
    const leaving = aNode(untilAborted);
    const job = await begin(leaving);
    await expect.poll(() => at(leaving, job), { timeout: 20_000 }).toBe('running');
    await leaving.stop();
    const staying = aNode(() => Promise.resolve());
    await staying.idle();
    expect(await at(staying, job)).toBe('done');
  });

  it('paused through another node comes to rest', async () => {
    const node = aNode(untilAborted);
    const job = await begin(node);
    await expect.poll(() => at(node, job), { timeout: 20_000 }).toBe('running');
    const other = aNode(untilAborted);
    await other.wish(job.id, 'pause', giulia);
    await node.idle();
    expect(await at(node, job)).toBe('paused');
    await expect(other.wish(job.id, 'pause', giulia)).rejects.toBeInstanceOf(JobNotSo);
    await other.wish(job.id, 'cancel', giulia);
    expect(await at(node, job)).toBe('canceled');
  });

  it('that fails says why, without what nobody should read', async () => {
    const node = aNode(() => Promise.reject(new Error('password of the database')));
    const job = await begin(node);
    await node.idle();
    const failed = await node.read(job.id, giulia);
    expect([failed.state, failed.because?.type.split('/').at(-1)]).toEqual(['failed', 'unexpected']);
    expect(JSON.stringify(failed)).not.toContain('password');
  });

  it('is nobody else’s', async () => {
    const node = aNode(() => Promise.resolve());
    const job = await begin(node);
    await expect(node.read(job.id, viewerOf('opr_2'))).rejects.toBeInstanceOf(JobNotFound);
    await expect(node.wish(job.id, 'cancel', viewerOf('opr_2'))).rejects.toBeInstanceOf(JobNotFound);
    await node.idle();
  });

  it('is one of twenty at most that somebody has open', async () => {
    const node = aNode(untilAborted);
    for (let n = 0; n < 20; n++) await begin(node);
    await expect(begin(node)).rejects.toBeInstanceOf(TooManyJobs);
    await node.stop();
  });
});
