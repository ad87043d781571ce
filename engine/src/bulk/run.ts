import { createHash } from 'node:crypto';
import { JobOwnerGone, type Progress, type Run, type StoredJob } from '../jobs/index.ts';
import { visiblePayment } from '../payments/index.ts';
import { ProblemError } from '@pih/schemas';
import { actions, type Done } from './actions/index.ts';
import type { BulkDependencies } from './dependencies.ts';
import type { BulkItems } from './items.ts';
import type { About, StoredItem } from './model.ts';

/** How many payments of one job are worked on at the same time: what providers take without complaint. */
const atOnce = 4;

/** Of what is done, as of the body of a single request: the key stands for this and nothing else. */
const fingerprintOf = ({ action, parameters }: About, { payment, amount }: StoredItem): string =>
  createHash('sha256')
    .update(JSON.stringify([action, parameters, payment, amount]))
    .digest('base64url');

/**
 * Does one payment of a job in the name of whoever started it, with the roles that they have at this moment.
 * @throws JobOwnerGone when they may not act at all any more, and the problem that the action ends with
 */
async function perform(deps: BulkDependencies, job: StoredJob, item: StoredItem, before?: Date): Promise<Done> {
  const about = job.about as About;
  const viewer = await viewerOf(deps, job);
  const payment = await visiblePayment(deps.payments, viewer, item.payment);
  return actions[about.action].perform(deps, {
    viewer,
    payment,
    parameters: about.parameters,
    actor: job.by,
    amount: item.amount ?? payment.total,
    intention: { key: item.key, fingerprint: fingerprintOf(about, item) },
    begunAt: before,
  });
}

/** @throws JobOwnerGone */
async function viewerOf({ viewerOf: lookUp }: BulkDependencies, { by }: StoredJob) {
  const viewer = await lookUp(by);
  if (!viewer) throw new JobOwnerGone({ name: by.name });
  return viewer;
}

/**
 * Does what is left of a job, some payments at a time, in the order of the preview. A payment that was begun when an engine
 * died is done again under the same key, which does nothing twice.
 * @throws the signal's reason once what is under way has ended, JobOwnerGone
 */
export async function run(
  deps: BulkDependencies,
  items: BulkItems,
  job: StoredJob,
  { signal, progress: tell }: Run,
): Promise<{ progress: Progress }> {
  let progress = await items.progress(job._id);
  tell(progress);
  const stop = new AbortController();
  const isOver = () => signal.aborted || stop.signal.aborted;

  const count = (failed: number) => {
    progress = { ...progress, done: progress.done + 1, failed: progress.failed + failed };
    tell(progress);
  };
  const doOne = async (item: StoredItem): Promise<void> => {
    const begun = await items.begin(item);
    if (!begun) return;
    try {
      await items.done(begun, await perform(deps, job, begun, item.begunAt));
      count(0);
    } catch (error) {
      if (error instanceof JobOwnerGone) throw error;
      if (!(error instanceof ProblemError))
        deps.log.error({ err: error, job: job._id, payment: item.payment }, 'a payment of a bulk action failed');
      await items.failed(begun, error);
      count(1);
    }
  };

  const queue = inOrder(items, job._id);
  const lane = async () => {
    while (!isOver()) {
      const { value: item, done: isEnd } = await queue.next();
      if (isEnd || isOver()) return;
      await doOne(item).catch((error: unknown) => {
        stop.abort(error);
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  signal.throwIfAborted();
  stop.signal.throwIfAborted();
  return { progress: await items.progress(job._id) };
}

/** What is left, one after the other. Several may ask at the same time: a generator answers them in turn. */
async function* inOrder(items: BulkItems, job: string): AsyncGenerator<StoredItem, undefined> {
  for (let after = 0; ;) {
    const page = await items.next(job, after);
    yield* page;
    const last = page.at(-1);
    if (!last) return undefined;
    after = last.place;
  }
}
