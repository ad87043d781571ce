import { randomBytes } from 'node:crypto';
import type { AuditAction, Job, JobItemQuery, JobList, JobQuery } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Deed, Deeds } from '../deeds.ts';
import type { Viewer } from '../http/index.ts';
import type { Place } from '../store/index.ts';
import { JobFeed } from './feed.ts';
import type { JobModel, StoredJob } from './model.ts';
import { JobNotFound, JobNotSo, TooManyJobs } from './problems.ts';
import { JobRunner } from './runner.ts';
import { JobStore, type Wish } from './store.ts';
import { jobView } from './views.ts';
import type { Download, FileLanguage, Items, Work } from './work.ts';

/** So many jobs of one person may be open. */
const mostOpen = 20;
const pageSize = 50;

/** What the audit trail calls each wish. */
const deedOf = {
  pause: 'job.paused',
  resume: 'job.resumed',
  cancel: 'job.canceled',
  'retry-failed': 'job.retried',
} as const satisfies Record<Wish, AuditAction>;

/** What the API calls each wish. */
const asShown: Record<Wish, Job['can'][number]> = {
  pause: 'pause',
  resume: 'resume',
  cancel: 'cancel',
  'retry-failed': 'retry_failed',
};

const nothing: Items = { data: [], nextCursor: null };

/** Work in the background that people start, look at, pause and cancel. How it is done is registered by kind. */
export class Jobs {
  readonly #model: JobModel;
  readonly #store: JobStore;
  readonly #runner: JobRunner;
  readonly #feed: JobFeed;
  readonly #works: Work[] = [];
  readonly #deeds: Deeds;

  /** @param deeds told who starts, pauses, goes on with and cancels jobs, and who downloads what came of them */
  constructor(model: JobModel, now: Clock, log: Logger, deeds: Deeds) {
    this.#model = model;
    this.#deeds = deeds;
    this.#feed = new JobFeed(() => this.#store, now, log);
    this.#store = new JobStore(model, now, randomBytes(9).toString('base64url'), (job) => this.#feed.tell(job));
    this.#runner = new JobRunner(this.#store, () => this.#works, now, log);
  }

  register(work: Work): void {
    this.#works.push(work);
  }

  /**
   * Starts a job; the same id again is the same job.
   * @throws TooManyJobs
   */
  async begin(job: Pick<StoredJob, '_id' | 'kind' | 'by' | 'about' | 'progress'>): Promise<Job> {
    const known = await this.#store.find(job._id);
    if (known) return this.#view(known);
    const open = await this.#store.countOpen(job.by.id);
    if (open >= mostOpen) throw new TooManyJobs({ open });
    const deed = { ...this.#deed(job, `${job.kind}.started`, job.by), ...this.#workOf(job).asked(job) };
    const stored = await this.#store.insert(job, this.#deeds.note(deed));
    await this.#deeds.told(this.#model, job._id);
    this.#runner.kick();
    return this.#view(stored);
  }

  /** Somebody's own. */
  async list(viewer: Viewer, { kind, state, limit = pageSize, cursor }: JobQuery): Promise<JobList> {
    const asked = { from: placeIn(cursor), limit };
    const { data, next, searchedTo } = await this.#store.list(viewer.caller?.id ?? '', { kind, state }, asked);
    return {
      data: data.map((job) => this.#view(job)),
      nextCursor: next ? `${timeIn(next).getTime()}:${String(next['_id'])}` : null,
      ...(searchedTo && { searchedTo: timeIn(searchedTo).toISOString() }),
    };
  }

  /** @throws JobNotFound also for somebody else's */
  async read(id: string, viewer: Viewer): Promise<Job> {
    return this.#view(await this.#own(id, viewer));
  }

  /** @throws JobNotFound, JobNotSo */
  async wish(id: string, wish: Wish, viewer: Viewer): Promise<Job> {
    const job = await this.#own(id, viewer);
    const wanted = wish.replace('-', ' ');
    const work = this.#workOf(job);
    const refuse = () => new JobNotSo({ state: job.state, wanted });
    const isAgain = wish === 'retry-failed';
    if (!jobView(job, work).can.includes(asShown[wish])) throw refuse();
    const progress = isAgain ? await work.again(job) : undefined;
    if (isAgain && !progress) throw refuse();
    const untold = this.#deeds.note(this.#deed(job, deedOf[wish], viewer.caller));
    const wished = await this.#store.wish(id, wish, untold, progress);
    if (!wished) throw refuse();
    await this.#deeds.told(this.#model, id);
    if (wish === 'pause' || wish === 'cancel') this.#runner.withdraw(id);
    if (wish === 'cancel') await work.canceled?.(wished);
    if (wished.state === 'waiting') this.#runner.kick();
    return this.#view(wished);
  }

  /** What became of each payment. @throws JobNotFound */
  async items(id: string, viewer: Viewer, query: JobItemQuery): Promise<Items> {
    const job = await this.#own(id, viewer);
    return (await this.#workOf(job).items?.(job, viewer, query)) ?? nothing;
  }

  /** @throws JobNotFound, and whatever its kind throws when there is no file */
  async file(id: string, viewer: Viewer, language: FileLanguage): Promise<Download> {
    const job = await this.#own(id, viewer);
    const file = await this.#workOf(job).file(job, viewer, language);
    // What the file tells of is told again: who reads the trail need not look for the row where it was asked for.
    const { after } = this.#workOf(job).asked(job);
    const deed = this.#deed(job, `${job.kind}.downloaded`, viewer.caller);
    await this.#deeds.record({ ...deed, ...(after && { after }) });
    return file;
  }

  /**
   * Hears of jobs that change, on any node, with the id of whose they are.
   * @returns how to stop listening
   */
  follow(listener: (owner: string, job: Job) => void): () => void {
    return this.#feed.follow((job) => listener(job.by.id, this.#view(job)));
  }

  async prepare(): Promise<void> {
    await this.#model.createIndexes();
  }

  /** @param isAlone no other node shares the database */
  start(isAlone = false): void {
    this.#runner.start(isAlone);
  }

  stop(): Promise<void> {
    return this.#runner.stop();
  }

  /** Resolves when nothing waits or runs in this engine. */
  idle(): Promise<void> {
    return this.#runner.idle();
  }

  #view(job: StoredJob): Job {
    return jobView(job, this.#workOf(job));
  }

  #deed({ _id: id, kind }: Pick<StoredJob, '_id' | 'kind'>, action: AuditAction, by: Deed['by']): Deed {
    return { action, by, target: { kind, id } };
  }

  #workOf({ kind }: Pick<StoredJob, 'kind'>): Work {
    const work = this.#works.find((each) => each.kind === kind);
    if (!work) throw new TypeError(`Nobody knows how to do jobs of the kind "${kind}"`);
    return work;
  }

  async #own(id: string, { caller }: Viewer): Promise<StoredJob> {
    const job = await this.#store.find(id);
    if (!job || job.by.id !== caller?.id) throw new JobNotFound({ id });
    return job;
  }
}

const timeIn = ({ createdAt }: Place): Date => createdAt as Date;

/** Where the page before ended. */
function placeIn(cursor: string | undefined): Place | undefined {
  const [at = '', id = ''] = cursor?.split(':') ?? [];
  return cursor === undefined ? undefined : { createdAt: new Date(Number(at)), _id: id };
}
