import type { Clock } from '../clock.ts';
import { withNote, type Untold } from '../deeds.ts';
import { walked, type Lane, type Page, type Place } from '../store/index.ts';
import {
  foundByOwner,
  type Because,
  type JobKind,
  type JobModel,
  type JobState,
  type Progress,
  type StoredJob,
} from './model.ts';

/** A node that has said nothing for so long is taken for dead: another one goes on with what it did. */
export const leaseMs = 15_000;

/** What somebody may want of a job. */
export type Wish = 'pause' | 'resume' | 'cancel' | 'retry-failed';

/** Where each wish leads, and from which states. */
export const wishes: Record<Wish, { from: readonly JobState[]; to: JobState }> = {
  pause: { from: ['waiting', 'running'], to: 'paused' },
  resume: { from: ['paused'], to: 'waiting' },
  cancel: { from: ['waiting', 'running', 'paused'], to: 'canceled' },
  'retry-failed': { from: ['done', 'canceled', 'failed'], to: 'waiting' },
};

/** Jobs that are not at their end. */
export const openStates: readonly JobState[] = ['waiting', 'running', 'paused'];

const isFinal = (state: JobState): boolean => !openStates.includes(state);

const duplicateKey = 11000;

/** The only writer of jobs: each step names the state that it follows and, where a node does it, whose the job is. */
export class JobStore {
  readonly #model: JobModel;
  readonly #now: Clock;
  readonly #node: string;
  readonly #changed: (job: StoredJob) => void;

  /**
   * @param node names this engine among all that share the database
   * @param changed told of each change that is stored here
   */
  constructor(model: JobModel, now: Clock, node: string, changed: (job: StoredJob) => void) {
    this.#model = model;
    this.#now = now;
    this.#node = node;
    this.#changed = changed;
  }

  /** Stores a job that waits; one with the same id is handed back as it is. */
  async insert(job: Pick<StoredJob, '_id' | 'kind' | 'by' | 'about' | 'progress'>, untold: Untold): Promise<StoredJob> {
    const at = this.#now();
    const waiting: StoredJob = { ...job, state: 'waiting', createdAt: at, updatedAt: at, untold: [untold] };
    try {
      await this.#model.create(waiting);
    } catch (error) {
      const known = (error as { code?: unknown }).code === duplicateKey && (await this.find(job._id));
      if (!known) throw error;
      return known;
    }
    this.#changed(waiting);
    return waiting;
  }

  async find(id: string): Promise<StoredJob | undefined> {
    return (await this.#model.findById(id).lean<StoredJob>()) ?? undefined;
  }

  /** Somebody's own, newest first. @param from where the page before ended */
  async list(
    owner: string,
    { kind, state }: { kind?: readonly JobKind[] | undefined; state?: readonly JobState[] | undefined },
    { from, limit, most }: { from: Place | undefined; limit: number; most?: number | undefined },
  ): Promise<Page<StoredJob>> {
    const filter = { ...(kind?.length && { kind: { $in: kind } }), ...(state?.length && { state: { $in: state } }) };
    const own: Lane = { index: foundByOwner, filter: { 'by.id': owner } };
    const question = { order: ['createdAt', '_id'], filter, ways: [[own]] };
    const sight = () => Promise.resolve((job: StoredJob) => job);
    return walked(this.#model, question, { from, limit, sight, most });
  }

  async countOpen(owner: string): Promise<number> {
    return this.#model.countDocuments({ 'by.id': owner, state: { $in: openStates } });
  }

  async changedSince(since: Date, limit: number): Promise<StoredJob[]> {
    return this.#model
      .find({ updatedAt: { $gte: since } })
      .sort({ updatedAt: 1 })
      .limit(limit)
      .lean<StoredJob[]>();
  }

  /** Does what somebody wants. @returns undefined when the job is not in a state for it any more */
  async wish(id: string, wish: Wish, untold: Untold, progress?: Progress): Promise<StoredJob | undefined> {
    const { from, to } = wishes[wish];
    return this.#step(
      { _id: id, state: { $in: from } },
      { state: to, ...(progress && { progress }), ...(isFinal(to) && { endedAt: this.#now() }) },
      wish === 'retry-failed' ? ['endedAt', 'because', 'outcome'] : [],
      untold,
    );
  }

  /** Takes the job that has waited longest, or one whose node has died. @param except jobs that still end here */
  async take(kinds: readonly JobKind[], except: readonly string[]): Promise<StoredJob | undefined> {
    const at = this.#now();
    const about = { kind: { $in: kinds }, _id: { $nin: except } };
    return (
      (await this.#lease({ state: 'waiting', ...about })) ??
      (await this.#lease({ state: 'running', ...about, leaseUntil: { $lte: at } }))
    );
  }

  /** Says that this node is alive and how far it is. @returns whether the job is still its to do */
  async note(id: string, progress?: Progress): Promise<boolean> {
    const job = await this.#step(
      { _id: id, owner: this.#node },
      { leaseUntil: this.#leaseUntil(), ...(progress && { progress }) },
    );
    return job?.state === 'running';
  }

  /** @returns false when it was taken away meanwhile */
  async end(
    id: string,
    state: 'done' | 'failed',
    last: { because?: Because; outcome?: unknown; progress?: Progress },
  ): Promise<boolean> {
    const ours = { _id: id, owner: this.#node, state: 'running' as const };
    return (await this.#step(ours, { state, endedAt: this.#now(), ...last }, ['owner', 'leaseUntil'])) !== undefined;
  }

  /** Lets all jobs that were running wait again: there is no node that could still be at work on them. */
  async releaseAll(): Promise<void> {
    await this.#model.updateMany(
      { state: 'running' },
      { $set: { state: 'waiting', updatedAt: this.#now() }, $unset: { owner: 1, leaseUntil: 1 } },
    );
  }

  /** Any node may go on with it at once. */
  async release(id: string): Promise<void> {
    await this.#step({ _id: id, owner: this.#node, state: 'running' }, { state: 'waiting' }, ['owner', 'leaseUntil']);
  }

  async #lease(filter: Record<string, unknown>): Promise<StoredJob | undefined> {
    const at = this.#now();
    const found = await this.#model
      .findOneAndUpdate(
        filter,
        { $set: { state: 'running', owner: this.#node, leaseUntil: this.#leaseUntil(), updatedAt: at } },
        { sort: { createdAt: 1 }, returnDocument: 'after' },
      )
      .lean<StoredJob>();
    if (!found) return undefined;
    const begun = found.startedAt ? found : await this.#step({ _id: found._id, owner: this.#node }, { startedAt: at });
    if (begun) this.#changed(begun);
    return begun;
  }

  async #step(
    filter: Record<string, unknown>,
    set: Partial<StoredJob>,
    unset: readonly (keyof StoredJob)[] = [],
    untold?: Untold,
  ): Promise<StoredJob | undefined> {
    const found = await this.#model
      .findOneAndUpdate(
        filter,
        {
          $set: { ...set, updatedAt: this.#now() },
          ...(unset.length && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
          ...withNote(untold),
        },
        { returnDocument: 'after' },
      )
      .lean<StoredJob>();
    if (!found) return undefined;
    this.#changed(found);
    return found;
  }

  #leaseUntil(): Date {
    return new Date(this.#now().getTime() + leaseMs);
  }
}
