import { ProblemError } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { asJob } from '../request-scope.ts';
import { becauseOf } from './because.ts';
import type { JobKind, Progress, StoredJob } from './model.ts';
import { leaseMs, type JobStore } from './store.ts';
import type { Work } from './work.ts';

/** How often is looked for what waits; what is started through this node begins at once. */
const lookEveryMs = 2_000;
/** How often is noted how far a job is. */
const noteMs = 500;
/** How long jobs may take to come to rest when the engine stops: as long as a slow provider answers. */
const lastMs = 30_000;

/** Why a run ends before its job does. */
class Stopped extends Error {
  constructor(readonly as: 'withdrawn' | 'interrupted') {
    super(`The job was ${as}`);
  }
}

interface Running {
  kind: JobKind;
  stop: AbortController;
  ended: Promise<void>;
}

/** Does jobs in this engine, as many of each kind as its work allows; what a node leaves when it dies, another takes up. */
export class JobRunner {
  readonly #store: JobStore;
  readonly #works: () => readonly Work[];
  readonly #now: Clock;
  readonly #log: Logger;
  readonly #running = new Map<string, Running>();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(store: JobStore, works: () => readonly Work[], now: Clock, log: Logger) {
    this.#store = store;
    this.#works = works;
    this.#now = now;
    this.#log = log;
  }

  /** @param isAlone no other node shares the database: what one that was killed has left is gone on with at once */
  start(isAlone = false): void {
    if (isAlone) this.#looking = this.#store.releaseAll();
    this.#timer = setInterval(() => this.kick(), lookEveryMs).unref();
    this.kick();
  }

  /** Something may be waiting: looks at once. */
  kick(): void {
    this.look().catch((error: unknown) => this.#log.warn({ err: error }, 'could not look for jobs'));
  }

  /** Begins what waits, as far as there is room; one look after the other, so that none begins too much. */
  look(): Promise<void> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#begin());
    return this.#looking;
  }

  /** Tells a job that runs here that it was paused or canceled; another node notices when it next says how far it is. */
  withdraw(id: string): void {
    this.#running.get(id)?.stop.abort(new Stopped('withdrawn'));
  }

  /** Resolves when nothing waits or runs here. */
  async idle(): Promise<void> {
    await this.look();
    while (this.#running.size > 0) {
      await Promise.all([...this.#running.values()].map(({ ended }) => ended));
      await this.look();
    }
  }

  /** Begins nothing more, and lets what is under way come to rest; any node can go on with it at once. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#looking.catch(() => undefined);
    const ending = [...this.#running.values()].map(({ stop, ended }) => {
      stop.abort(new Stopped('interrupted'));
      return ended;
    });
    const enough = new Promise<void>((resolve) => setTimeout(resolve, lastMs).unref());
    await Promise.race([Promise.all(ending), enough]);
  }

  async #begin(): Promise<void> {
    for (;;) {
      const free = this.#works().filter(({ kind, atOnce }) => this.#countOf(kind) < atOnce);
      if (this.#isStopped || free.length === 0) return;
      const job = await this.#store.take(
        free.map(({ kind }) => kind),
        [...this.#running.keys()],
      );
      const work = free.find(({ kind }) => kind === job?.kind);
      if (!job || !work) return;
      this.#launch(job, work);
    }
  }

  #countOf(kind: JobKind): number {
    return [...this.#running.values()].filter((each) => each.kind === kind).length;
  }

  #launch(job: StoredJob, work: Work): void {
    const stop = new AbortController();
    const ended = this.#run(job, work, stop)
      .catch((error: unknown) => this.#log.error({ err: error, job: job._id }, 'the end of a job could not be stored'))
      .finally(() => {
        this.#running.delete(job._id);
        if (!this.#isStopped) this.kick();
      });
    this.#running.set(job._id, { kind: job.kind, stop, ended });
  }

  async #run(job: StoredJob, work: Work, stop: AbortController): Promise<void> {
    const { _id: id } = job;
    const noting = this.#noting(id, stop);
    try {
      const run = { signal: stop.signal, progress: noting.progress };
      const end = await asJob(this.#now(), () => work.run(job, run));
      await noting.close();
      await this.#store.end(id, 'done', end);
    } catch (error) {
      await noting.close();
      if (error instanceof Stopped) return error.as === 'interrupted' ? this.#store.release(id) : undefined;
      if (!(error instanceof ProblemError)) this.#log.error({ err: error, job: id }, 'a job failed');
      await this.#store.end(id, 'failed', { because: becauseOf(error) });
    }
  }

  /** Writes now and then how far a job is, which says at the same time that this node is alive. */
  #noting(id: string, stop: AbortController) {
    let [noted, latest]: [Progress | undefined, Progress | undefined] = [undefined, undefined];
    let writing: Promise<void> = Promise.resolve();
    let saidAt = performance.now();
    const write = async () => {
      const progress = latest === noted ? undefined : latest;
      noted = latest;
      saidAt = performance.now();
      if (!(await this.#store.note(id, progress))) stop.abort(new Stopped('withdrawn'));
    };
    const say = () => {
      writing = writing
        .then(write)
        .catch((error: unknown) => this.#log.warn({ err: error, job: id }, 'could not note how far a job is'));
    };
    const timer = setInterval(() => {
      if (latest !== noted || performance.now() - saidAt >= leaseMs / 4) say();
    }, noteMs).unref();
    return {
      progress: (progress: Progress) => void (latest = progress),
      async close() {
        clearInterval(timer);
        if (latest !== noted) say();
        await writing;
      },
    };
  }
}
