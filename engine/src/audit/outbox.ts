import { newId } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Carrier } from '../deeds.ts';
import { originNow } from '../request-scope.ts';
import type { AuditEntry, KeyedEntry } from './entry.ts';
import type { Trail } from './trail.ts';

/**
 * A stored thing that carries what was done to it, as `note` made it, until the trail has it. Collections that grow have a
 * sparse index on `untold.key`: what is left is looked for often.
 */
export type Untold = Carrier;

/** How often what a crash left behind is looked for. */
const sweepMs = 10_000;
/** How many things one look takes. */
const sweepSize = 100;

/**
 * Changes of people, keys and secrets: the entry is stored in the same write as the change, in the changed thing itself, and
 * taken off once the trail has it. A crash in between delays the row and never loses it.
 */
export class Outbox {
  readonly #trail: Trail;
  readonly #now: Clock;
  readonly #log: Logger;
  readonly #followed: Model<Untold>[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(trail: Trail, now: Clock, log: Logger) {
    this.#trail = trail;
    this.#now = now;
    this.#log = log;
  }

  /** The entry as it is written with the change: `{ $set: …, $push: { untold } }`. */
  note(entry: AuditEntry): KeyedEntry {
    const origin = entry.origin ?? originNow();
    return { ...entry, key: newId('audit', this.#now()), ...(origin && { origin }) };
  }

  /** Has the trail write down what a stored thing carries, and takes it off. */
  async tell<Stored extends Untold>(model: Model<Stored>, id: string): Promise<void> {
    const things = model as unknown as Model<Untold>;
    const { untold = [] } = (await things.findById(id, { untold: 1 }).lean<Untold>()) ?? {};
    if (untold.length === 0) return;
    // Only `note` makes what stands there.
    const entries = untold as KeyedEntry[];
    for (const { key, ...entry } of entries) await this.#trail.record(key, entry);
    const keys = entries.map(({ key }) => key);
    const justThese = { _id: id, untold: { $size: keys.length }, 'untold.key': { $all: keys } };
    // Without the field the thing stands in no index of those that have something to tell.
    const { matchedCount } = await things.updateOne(justThese, { $unset: { untold: 1 } });
    if (!matchedCount) await things.updateOne({ _id: id }, { $pull: { untold: { key: { $in: keys } } } });
  }

  /** Looks after what a crash left in these things, from `start` on. */
  follow<Stored extends Untold>(model: Model<Stored>): void {
    this.#followed.push(model as unknown as Model<Untold>);
  }

  start(): void {
    const look = () =>
      void this.sweep().catch((error: unknown) => this.#log.warn({ err: error }, 'could not tell the audit trail'));
    this.#timer = setInterval(look, sweepMs).unref();
    look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Tells what is left. Runs by itself once started. */
  async sweep(): Promise<void> {
    for (const model of this.#followed) {
      const left = await model
        .find({ 'untold.key': { $gt: '' } }, { _id: 1 })
        .limit(sweepSize)
        .lean();
      for (const { _id } of left) await this.tell(model, _id);
    }
  }
}
