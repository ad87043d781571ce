import type { Clock } from '../clock.ts';
import { becauseOf, type Because, type Progress } from '../jobs/index.ts';
import { ProviderRefused } from '../payments/index.ts';
import type { Done } from './actions/index.ts';
import type { BulkModels, ItemState, Meant, Refused, StoredItem } from './model.ts';

/** So many are written at a time. */
const batch = 500;

/** Those that still have to be done; one that was begun may be done already, which its key tells. */
const open: { $in: ItemState[] } = { $in: ['waiting', 'begun'] };

const itemId = (job: string, place: number): string => `${job}/${place}`;
/** Another try, after a refusal that is certain, is another intention. */
const keyOf = (job: string, payment: string, tries: number): string =>
  `${job}:${payment}${tries > 1 ? `:${tries}` : ''}`;
const triesIn = (key: string): number => Number(key.split(':')[2] ?? 1);

const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === 11000;

/** The payments of bulk jobs, each with what became of it: each step names the state that it follows. */
export class BulkItems {
  readonly #items: BulkModels['items'];
  readonly #now: Clock;

  constructor(items: BulkModels['items'], now: Clock) {
    this.#items = items;
    this.#now = now;
  }

  /** Stores what a job is to do; what is stored already stays as it is. */
  async lay(job: string, meant: readonly Meant[], refused: readonly Refused[]): Promise<void> {
    const createdAt = this.#now();
    const rows: Omit<StoredItem, '_id' | 'place'>[] = [
      ...meant.map(({ payment, amount }) => ({ payment, amount, state: 'waiting' as const })),
      ...refused.map(({ payment, because }) => ({ payment, because, state: 'refused' as const, at: createdAt })),
    ].map((row) => ({ ...row, job, key: keyOf(job, row.payment, 1), createdAt }));
    const items = rows.map((row, index) => ({ ...row, _id: itemId(job, index + 1), place: index + 1 }));
    for (let at = 0; at < items.length; at += batch)
      await this.#items.insertMany(items.slice(at, at + batch), { ordered: false }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
  }

  /** The next ones to be done. @param after a place */
  async next(job: string, after: number): Promise<StoredItem[]> {
    return this.#items
      .find({ job, state: open, place: { $gt: after } })
      .sort({ place: 1 })
      .limit(50)
      .lean<StoredItem[]>();
  }

  /** Notes that it is being done. @returns undefined when it was canceled or done meanwhile */
  async begin({ _id, key, begunAt = this.#now() }: StoredItem): Promise<StoredItem | undefined> {
    const begun = await this.#items
      .findOneAndUpdate({ _id, key, state: open }, { $set: { state: 'begun', begunAt } }, { returnDocument: 'after' })
      .lean<StoredItem>();
    return begun ?? undefined;
  }

  async done({ _id, key }: StoredItem, what: Done): Promise<void> {
    const { state } = what;
    const approval = state === 'needs_approval' ? { approval: what.approval } : {};
    await this.#end(_id, key, { state, ...approval });
  }

  async failed({ _id, key }: StoredItem, error: unknown): Promise<void> {
    // Whatever else went wrong may have been done all the same: trying again is then the same intention.
    await this.#end(_id, key, {
      state: 'failed',
      because: becauseOf(error),
      isCertain: error instanceof ProviderRefused,
    });
  }

  /** Of a job that was canceled: what nobody has begun is not done any more. */
  async cancel(job: string): Promise<void> {
    await this.#items.updateMany({ job, state: 'waiting' }, { $set: { state: 'canceled', at: this.#now() } });
  }

  /** Lets what has failed wait again. */
  async waitAgain(job: string): Promise<void> {
    const failed = await this.#items.find({ job, state: 'failed' }).lean<StoredItem[]>();
    for (const { _id, key, payment, isCertain } of failed) {
      const tries = triesIn(key) + (isCertain ? 1 : 0);
      await this.#items.updateOne(
        { _id, key, state: 'failed' },
        {
          $set: { state: 'waiting', key: keyOf(job, payment, tries) },
          $unset: { because: 1, isCertain: 1, at: 1, ...(isCertain && { begunAt: 1 }) },
        },
      );
    }
  }

  async progress(job: string): Promise<Progress> {
    const count = (state: ItemState | { $in: ItemState[] }) => this.#items.countDocuments({ job, state });
    const [all, left, refused, canceled, failed] = await Promise.all([
      this.#items.countDocuments({ job }),
      count(open),
      count('refused'),
      count('canceled'),
      count('failed'),
    ]);
    return { total: all - refused, done: all - refused - left - canceled, failed, isEstimate: false };
  }

  /** A page of them. @param after a place */
  async page(job: string, states: readonly ItemState[], after: number, limit: number): Promise<StoredItem[]> {
    return this.#items
      .find({ job, place: { $gt: after }, ...(states.length && { state: { $in: states } }) })
      .sort({ place: 1 })
      .limit(limit)
      .lean<StoredItem[]>();
  }

  async #end(_id: string, key: string, end: Partial<StoredItem> & { because?: Because }): Promise<void> {
    await this.#items.updateOne({ _id, key, state: 'begun' }, { $set: { ...end, at: this.#now() } });
  }
}
