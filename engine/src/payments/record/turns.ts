/** Lets those who work on the same thing take turns, in the order they came; different things do not wait for each other. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Waits for whoever is at work on a thing, then works; a failure concerns nobody else. */
  take<Result>(thing: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(thing);
    const mine = before ? before.then(work) : work();
    const over = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(thing, over);
    void over.then(() => {
      if (this.#last.get(thing) === over) this.#last.delete(thing);
    });
    return mine;
  }
}
