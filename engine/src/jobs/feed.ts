import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { StoredJob } from './model.ts';
import type { JobStore } from './store.ts';

export type JobListener = (job: StoredJob) => void;

/** How often other nodes' changes are looked for while somebody listens. */
const lookEveryMs = 1_000;
/** The clocks of nodes differ by less. */
const lookBackMs = 5_000;
const mostAtOnce = 500;

/** Tells of changes of jobs by any node: of this one's at once, of the others' within a second. */
export class JobFeed {
  readonly #listeners = new Set<JobListener>();
  readonly #store: () => Pick<JobStore, 'changedSince'>;
  readonly #now: Clock;
  readonly #log: Logger;
  /** What was told lately, so that nothing is told twice. */
  #told = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: () => Pick<JobStore, 'changedSince'>, now: Clock, log: Logger) {
    this.#store = store;
    this.#now = now;
    this.#log = log;
  }

  /** @returns how to stop listening */
  follow(listener: JobListener): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => void this.look(), lookEveryMs).unref();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  tell(job: StoredJob): void {
    if (this.#listeners.size === 0) return;
    this.#told.set(job._id, job.updatedAt.getTime());
    for (const listener of this.#listeners) {
      try {
        listener(job);
      } catch (error) {
        this.#log.error({ err: error, job: job._id }, 'a listener of jobs failed');
      }
    }
  }

  /** Tells of what other nodes have changed. */
  async look(): Promise<void> {
    const since = this.#now().getTime() - lookBackMs;
    try {
      for (const job of await this.#store().changedSince(new Date(since), mostAtOnce))
        if ((this.#told.get(job._id) ?? 0) < job.updatedAt.getTime()) this.tell(job);
    } catch (error) {
      this.#log.warn({ err: error }, 'could not look for changes of jobs');
    }
    this.#told = new Map([...this.#told].filter(([, at]) => at >= since - lookBackMs));
  }
}
