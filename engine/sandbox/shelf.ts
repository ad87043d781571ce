/**
 * Things by id, in the order they were put there, up to a limit: a sandbox that runs for weeks forgets its oldest
 * payments instead of filling the memory.
 */
export class Shelf<Thing> {
  readonly #things = new Map<string, Thing>();
  readonly #limit: number;

  constructor(limit = 20_000) {
    this.#limit = limit;
  }

  put(id: string, thing: Thing): void {
    this.#things.set(id, thing);
    if (this.#things.size <= this.#limit) return;
    for (const oldest of this.#things.keys()) {
      this.#things.delete(oldest);
      return;
    }
  }

  get(id: string): Thing | undefined {
    return this.#things.get(id);
  }

  has(id: string): boolean {
    return this.#things.has(id);
  }

  remove(id: string): void {
    this.#things.delete(id);
  }

  /** Oldest first, with their ids. */
  entries(): [id: string, thing: Thing][] {
    return [...this.#things];
  }

  /** Newest first, as providers list. */
  newestFirst(): Thing[] {
    return [...this.#things.values()].reverse();
  }
}
