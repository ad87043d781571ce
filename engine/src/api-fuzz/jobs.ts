import { newId, type BulkPreview } from '@pih/schemas';
import fc, { type Arbitrary } from 'fast-check';
import type { TestHub } from '../hub-for-tests.ts';
import type { Viewer } from '../http/index.ts';
import type { Caller } from './world.ts';

type Owner = Viewer & { caller: NonNullable<Viewer['caller']> };

const nothingYet = { done: 0, total: 0, failed: 0, isEstimate: false };

/** What was looked at last, by each of those who may. */
const looked: string[] = [];

/** Previews that can be started; nobody guesses their names. */
export const somePreview: Arbitrary<string> = fc.nat().map((pick) => looked[pick % looked.length] ?? 'blk_none');

async function ownerOf(hub: TestHub, { ask: { key, headers } }: Caller): Promise<Owner | undefined> {
  const cookie = headers?.['Cookie'];
  const viewer = (
    await hub.app.access.identifySocket({
      ...(key && { authorization: `Bearer ${key}` }),
      ...(cookie !== undefined && { cookie }),
    })
  )?.viewer;
  const caller = viewer?.caller;
  return viewer && caller && { ...viewer, masked: viewer.masked, caller };
}

/** One may have so many open jobs and no more. */
async function makeRoom(hub: TestHub, owner: Owner): Promise<void> {
  const { data } = await hub.app.jobs.list(owner, { state: ['waiting', 'running', 'paused'], limit: 100 });
  for (const { id } of data) await hub.app.jobs.wish(id, 'cancel', owner);
}

async function aJob(hub: TestHub, owner: Owner, operationId: string): Promise<string> {
  const { type, id, name } = owner.caller;
  const by = { type, id, name };
  if (operationId === 'retryFailedOfJob') {
    const about = { format: 'csv', columns: ['id'], language: 'en' };
    const progress = { ...nothingYet, done: 1, total: 1, failed: 1 };
    const job = { _id: newId('export', new Date()), kind: 'export', by, about, progress } as const;
    await hub.app.jobs.begin(job);
    await hub.app.jobs.wish(job._id, 'cancel', owner);
    return job._id;
  }
  const about = { action: 'note', parameters: { text: 'Looked at' }, payments: 0 };
  const job = { _id: newId('bulk', new Date()), kind: 'bulk', by, about, progress: nothingYet } as const;
  await hub.app.jobs.begin(job);
  if (operationId === 'resumeJob') await hub.app.jobs.wish(job._id, 'pause', owner);
  return job._id;
}

/** Jobs in a state in which an operation can do something with them, of each who is trusted; nothing runs by itself. */
export async function jobsFor(hub: TestHub, callers: readonly Caller[], operationId: string): Promise<string[]> {
  await hub.app.jobs.stop();
  const ids: string[] = [];
  for (const caller of callers.filter(({ roles }) => roles.includes('administrator'))) {
    const owner = await ownerOf(hub, caller);
    if (!owner) continue;
    await makeRoom(hub, owner);
    for (let times = 0; times < 4; times += 1) ids.push(await aJob(hub, owner, operationId));
  }
  return ids;
}

/** What can be started, looked at by each who is trusted. */
export async function lookFor(hub: TestHub, callers: readonly Caller[]): Promise<void> {
  looked.length = 0;
  const { id } = await hub.order();
  const body = { action: 'note', payments: [id], parameters: { text: 'Looked at' } };
  for (const { ask } of callers.filter(({ roles }) => roles.includes('administrator')))
    looked.push((await hub.ask<BulkPreview>('POST', '/v1/bulk/preview', { ...ask, body })).body.id);
}

export const isAboutJobs = (operationId: string): boolean => /Jobs?(Items|File)?$/.test(operationId);
