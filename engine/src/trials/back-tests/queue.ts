import type { Logger } from 'pino';
import type { BackTestStore } from './store.ts';
import { leaseMs } from './store.ts';
import type { StoredBackTest } from './model.ts';
import type { Progress, Run } from './run.ts';

/** Runs one back-test. */
export type Work = (test: StoredBackTest, around: Pick<Run, 'keep' | 'onProgress' | 'signal'>) => Promise<Progress>;

/** How often is noted how far a back-test is. */
const noteMs = 500;

/** Why a run stops before its end. */
class Stopped extends Error {
  constructor(readonly as: 'canceled' | 'interrupted') {
    super(`The back-test was ${as}`);
  }
}

/**
 * Runs back-tests in this engine, one after the other: each takes what time the payments leave, and two would only share it.
 */
export class BackTestQueue {
  readonly #store: BackTestStore;
  readonly #work: Work;
  readonly #log: Logger;
  readonly #waiting: string[] = [];
  #current: { id: string; stop: AbortController } | undefined;
  #running: Promise<void> = Promise.resolve();
  #renewing: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(store: BackTestStore, work: Work, log: Logger) {
    this.#store = store;
    this.#work = work;
    this.#log = log;
  }

  /** How many wait, the one that runs not counted. */
  get waiting(): number {
    return this.#waiting.length;
  }

  add(id: string): void {
    this.#waiting.push(id);
    this.#renewing ??= setInterval(() => this.#renew(), leaseMs / 4).unref();
    if (!this.#current) this.#next();
  }

  /** Stops one that waits or runs here; what is stored of it is the caller's matter. */
  cancel(id: string): void {
    const at = this.#waiting.indexOf(id);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (this.#current?.id === id) this.#current.stop.abort(new Stopped('canceled'));
  }

  /** Resolves when nothing waits or runs here. */
  async idle(): Promise<void> {
    while (this.#current) await this.#running;
  }

  /** Ends what waits and runs here; another engine, or this one later, can start it again. */
  async stop(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#renewing);
    this.#current?.stop.abort(new Stopped('interrupted'));
    await this.#running;
    for (const id of this.#waiting.splice(0)) await this.#store.end(id, 'interrupted');
  }

  #next(): void {
    const id = this.#isClosed ? undefined : this.#waiting.shift();
    if (id === undefined) {
      this.#current = undefined;
      return;
    }
    const stop = new AbortController();
    this.#current = { id, stop };
    this.#running = this.#run(id, stop)
      .catch((error: unknown) => this.#log.error({ err: error, backTest: id }, 'a back-test could not be run'))
      .then(() => this.#next());
  }

  async #run(id: string, stop: AbortController): Promise<void> {
    const test = await this.#store.begin(id);
    if (!test) return;
    try {
      const last = await this.#work(test, {
        keep: (changed) => this.#store.keep(test, changed),
        onProgress: this.#noting(id, stop),
        signal: stop.signal,
      });
      await this.#store.end(id, 'done', last);
    } catch (error) {
      const isStopped = error instanceof Stopped;
      if (!isStopped) this.#log.error({ err: error, backTest: id }, 'a back-test failed');
      await this.#store.end(id, isStopped ? error.as : 'failed');
    }
  }

  #noting(id: string, stop: AbortController): Run['onProgress'] {
    const begun = performance.now();
    let noted = begun;
    return async (progress) => {
      const now = performance.now();
      if (now - noted < noteMs) return;
      noted = now;
      const rate = Math.round((progress.done / (now - begun)) * 60_000);
      if (!(await this.#store.note(id, progress, rate))) stop.abort(new Stopped('canceled'));
    };
  }

  #renew(): void {
    if (!this.#current) return;
    this.#store
      .renew()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'could not say that back-tests are under way'));
  }
}
