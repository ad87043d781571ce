import type { Model } from 'mongoose';
import type { StoredPayment } from '../record/payment.ts';
import { leaseMs } from './plan.ts';
import type { Progress } from './effect.ts';

/** What a node has done about a payment, and when to go on when that is not all. */
export interface Mark {
  payment: StoredPayment;
  done: Progress;
  /** Absent when everything is done. */
  again?: { at: Date; failures: number };
}

const updateFor = ({ done, again }: Mark) => ({
  $set: {
    effects: { done, ...(again && { failures: again.failures }) },
    ...(again && { effectsDueAt: again.at }),
  },
  ...(!again && { $unset: { effectsDueAt: 1 as const } }),
  // Whoever changes the payment at this moment has to look again, or would write the old marks back.
  $inc: { version: 1 },
});

/** Notes in the payments how far their effects have come, and who is at work on them; nothing else of a payment. */
export class Marks {
  readonly #model: Model<StoredPayment>;
  readonly #node: string;

  constructor(model: Model<StoredPayment>, node: string) {
    this.#model = model;
    this.#node = node;
  }

  /** Notes what is done, unless the payment has changed since. @returns whether every mark was taken */
  async write(marks: readonly Mark[]): Promise<boolean> {
    const { matchedCount } = await this.#model.bulkWrite(
      marks.map((mark) => ({
        updateOne: {
          filter: { _id: mark.payment._id, version: mark.payment.version },
          update: updateFor(mark),
        },
      })),
      { ordered: false, timestamps: false },
    );
    return matchedCount === marks.length;
  }

  /** The payments among these that this node still holds. */
  async held(ids: readonly string[]): Promise<StoredPayment[]> {
    return this.#model.find({ _id: { $in: ids }, 'effects.by': this.#node }).lean<StoredPayment[]>();
  }

  /** Keeps others away from what takes longer. */
  async renew(ids: readonly string[], now: Date): Promise<void> {
    const effectsDueAt = new Date(now.getTime() + leaseMs);
    await this.#model.updateMany({ _id: { $in: ids }, 'effects.by': this.#node }, { $set: { effectsDueAt } });
  }

  /** Takes over what is due; of several nodes that ask, one gets each payment. */
  async takeDue(now: Date, limit: number): Promise<StoredPayment[]> {
    const isDue = { effectsDueAt: { $lte: now } };
    const due = await this.#model.find(isDue, { _id: 1 }).sort({ effectsDueAt: 1 }).limit(limit).lean();
    const effectsDueAt = new Date(now.getTime() + leaseMs);
    const taken = await Promise.all(
      due.map(({ _id }) =>
        this.#model
          .findOneAndUpdate(
            { _id, ...isDue },
            { $set: { 'effects.by': this.#node, effectsDueAt }, $inc: { version: 1 } },
            { returnDocument: 'after' },
          )
          .lean<StoredPayment>(),
      ),
    );
    return taken.filter((payment) => payment !== null);
  }
}
