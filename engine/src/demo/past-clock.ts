import { performance } from 'node:perf_hooks';

/** A clock that is set to moments of the past, one after the other, and runs on from each as clocks do. */
export class PastClock {
  #from: number;
  #setAt = performance.now();

  constructor(from: Date) {
    this.#from = from.getTime();
  }

  readonly now = (): Date => new Date(this.#from + Math.floor(performance.now() - this.#setAt));

  /** Never back: what comes later is never dated before what was. */
  set(at: Date): void {
    this.#from = Math.max(at.getTime(), this.now().getTime());
    this.#setAt = performance.now();
  }
}
