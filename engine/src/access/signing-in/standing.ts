import { Schema, type Connection, type Model } from 'mongoose';

/** How often roles, sessions and keys have changed, on all nodes together. One record. */
interface StoredStanding {
  _id: 'everybody';
  changes: number;
}

const schema = new Schema<StoredStanding>(
  { _id: { type: String, required: true }, changes: { type: Number, required: true } },
  { collection: 'standing', versionKey: false, id: false },
);

/** How often is looked for what another node has changed, while somebody follows. */
const lookEveryMs = 500;

/**
 * Tells that what somebody may do has changed: their roles, whether they may sign in, a session or key of theirs. Of what
 * this node does it tells at once, of the others' as soon as it finds it. Whose it was is not told: whoever is recognised is
 * recognised anew.
 */
export class Standing {
  readonly #model: Model<StoredStanding>;
  readonly #failed: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  #known: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param failed told what went wrong beside what somebody did, which is done all the same */
  constructor(connection: Connection, failed: (error: unknown) => void) {
    this.#model = connection.model<StoredStanding>('Standing', schema);
    this.#failed = failed;
  }

  /** @returns how to stop listening */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (!this.#timer) this.#begin();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#known = undefined;
    };
  }

  /** Something has changed that every node finds by itself, such as a role document. */
  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Something has changed that the other nodes have to be told. */
  async changed(): Promise<void> {
    this.tell();
    const more = { $inc: { changes: 1 } };
    await this.#model.updateOne({ _id: 'everybody' }, more, { upsert: true }).catch(this.#failed);
  }

  /**
   * Tells when another node has changed something, and once at the beginning: what was changed just before the first look
   * would otherwise be missed. Runs by itself while somebody follows.
   */
  async look(): Promise<void> {
    const changes = (await this.#model.findById('everybody').lean())?.changes ?? 0;
    const isNews = changes !== this.#known;
    this.#known = changes;
    if (isNews) this.tell();
  }

  #begin(): void {
    const tick = () =>
      void this.look()
        .catch(this.#failed)
        .finally(() => {
          if (this.#timer === timer) this.#timer = timer = setTimeout(tick, lookEveryMs).unref();
        });
    let timer = setTimeout(tick, 0).unref();
    this.#timer = timer;
  }
}

type Doing = (...asked: never[]) => Promise<unknown>;

/** The same, but for some of what it does, after which something is called. */
export function followedBy<Room extends object, Name extends keyof Room>(
  room: Room,
  names: readonly Name[],
  after: () => Promise<void>,
): Room {
  const followed = names.map((name) => {
    const work = room[name] as Doing;
    const both = async (...asked: never[]): Promise<unknown> => {
      try {
        return await work(...asked);
      } finally {
        await after();
      }
    };
    return [name, both] as const;
  });
  return { ...room, ...Object.fromEntries(followed) };
}
