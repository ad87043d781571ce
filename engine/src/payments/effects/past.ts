import { Schema, type Connection, type Model } from 'mongoose';
import type { StoredPayment } from '../record/payment.ts';
import type { Effect } from './effect.ts';

/** How far an effect that starts with the beginning has walked through the payments that were there before it. */
interface Walk {
  _id: string;
  /** The last payment that it has seen. */
  at: string;
  isOver: boolean;
}

const walkSchema = new Schema<Walk>(
  { _id: String, at: String, isOver: Boolean },
  { collection: 'effects', versionKey: false, id: false },
);

/** How many payments of the past are brought in at a time. */
const pageSize = 200;

/**
 * Brings the past in for effects that ask for it: payments that stood before an effect was registered are noted as due,
 * page by page, and then handled like any other. Several nodes may walk at once; repeating a page changes nothing.
 */
export class Past {
  readonly #walks: Model<Walk>;
  readonly #model: Model<StoredPayment>;
  readonly #isOver = new Set<string>();

  constructor(connection: Connection, model: Model<StoredPayment>) {
    this.#walks = connection.model<Walk>('EffectWalk', walkSchema);
    this.#model = model;
  }

  /** Notes one more page as due for each effect that has not seen everything yet. */
  async bringIn(effects: readonly Effect[], now: Date): Promise<void> {
    for (const { name, startsWith } of effects)
      if (startsWith === 'beginning' && !this.#isOver.has(name)) await this.#page(name, now);
  }

  async #page(name: string, now: Date): Promise<void> {
    const walk = await this.#walks.findById(name).lean();
    const page = walk?.isOver
      ? []
      : await this.#model
          .find({ _id: { $gt: walk?.at ?? '' } }, { _id: 1 })
          .sort({ _id: 1 })
          .limit(pageSize)
          .lean();
    const last = page.at(-1);
    if (!last) {
      this.#isOver.add(name);
      await this.#walks.updateOne({ _id: name }, { $set: { isOver: true } }, { upsert: true });
      return;
    }
    const unseen = { _id: { $in: page.map(({ _id }) => _id) }, [`effects.done.${name}`]: { $exists: false } };
    // What somebody is at work on keeps its time; it is only told that there is more to do.
    const isFree = { ...unseen, effectsDueAt: { $exists: false } };
    const fromTheStart = { [`effects.done.${name}`]: 0 };
    await this.#model.updateMany(isFree, { $set: { ...fromTheStart, effectsDueAt: now }, $inc: { version: 1 } });
    await this.#model.updateMany(unseen, { $set: fromTheStart, $inc: { version: 1 } });
    await this.#walks.updateOne({ _id: name }, { $set: { at: last._id } }, { upsert: true });
  }
}
