import type { Clock } from '../../clock.ts';
import { BackTestNotFound } from '../problems.ts';
import type { BackTestModels, StoredBackTest, StoredChange } from './model.ts';
import type { Changed, Progress } from './run.ts';

/** An engine that has said nothing for so long is taken for dead. */
export const leaseMs = 30_000;

/** A list shows so many. */
const mostInList = 20;

const isUnderWay: { $in: StoredBackTest['state'][] } = { $in: ['queued', 'running'] };

/** How a back-test ends. */
type Ending = 'done' | 'canceled' | 'failed' | 'interrupted';

/** The only writer of back-tests: each step names the state that it follows, and the engine whose it is. */
export class BackTestStore {
  readonly #models: BackTestModels;
  readonly #now: Clock;
  readonly #engine: string;

  /** @param engine names this one among all that share the database */
  constructor(models: BackTestModels, now: Clock, engine: string) {
    this.#models = models;
    this.#now = now;
    this.#engine = engine;
  }

  async insert(
    test: Pick<
      StoredBackTest,
      '_id' | 'flow' | 'revision' | 'paymentsOf' | 'document' | 'from' | 'to' | 'askedAt' | 'askedBy'
    >,
  ): Promise<StoredBackTest> {
    const waiting = { ...test, ...this.#waiting() };
    await this.#models.backTests.create(waiting);
    return waiting;
  }

  /** @throws BackTestNotFound */
  async read(id: string): Promise<StoredBackTest> {
    const found = await this.#models.backTests.findById(id).lean<StoredBackTest>();
    if (!found) throw new BackTestNotFound({ id });
    return found;
  }

  /** Newest first, without what they try. */
  async list(flow: string): Promise<Omit<StoredBackTest, 'document'>[]> {
    return this.#models.backTests
      .find({ flow }, { document: 0 })
      .sort({ _id: -1 })
      .limit(mostInList)
      .lean<Omit<StoredBackTest, 'document'>[]>();
  }

  /** One that has ended, or whose engine has died, waits again, in this engine. @returns false when others were faster */
  async waitAgain({ _id, state, leaseUntil }: StoredBackTest): Promise<boolean> {
    const { matchedCount } = await this.#models.backTests.updateOne(
      { _id, state, leaseUntil },
      { $set: this.#waiting(), $unset: { result: 1, startedAt: 1, endedAt: 1 } },
    );
    return matchedCount === 1;
  }

  /** @returns undefined when it is not this engine's to run any more */
  async begin(id: string): Promise<StoredBackTest | undefined> {
    const begun = await this.#models.backTests
      .findOneAndUpdate(
        { _id: id, engine: this.#engine, state: 'queued' },
        { $set: { state: 'running', startedAt: this.#now() } },
        { returnDocument: 'after' },
      )
      .lean<StoredBackTest>();
    // What an earlier run that did not get to its end has listed.
    if (begun) await this.#models.changes.deleteMany({ test: id });
    return begun ?? undefined;
  }

  /** @returns false when it has ended: somebody canceled it through another engine */
  async note(id: string, progress: Progress, rate: number): Promise<boolean> {
    const { matchedCount } = await this.#models.backTests.updateOne(
      { _id: id, engine: this.#engine, state: 'running' },
      { $set: { ...progress, rate } },
    );
    return matchedCount === 1;
  }

  /** @returns false when it had ended already */
  async end(id: string, state: Ending, last?: Progress): Promise<boolean> {
    const { matchedCount } = await this.#models.backTests.updateOne(
      { _id: id, state: isUnderWay },
      { $set: { state, endedAt: this.#now(), ...last } },
    );
    return matchedCount === 1;
  }

  /** Says of all that wait or run in this engine that it is alive. */
  async renew(): Promise<void> {
    await this.#models.backTests.updateMany(
      { engine: this.#engine, state: isUnderWay },
      { $set: { leaseUntil: this.#leaseUntil() } },
    );
  }

  async keep({ _id: test, askedAt }: StoredBackTest, changed: readonly Changed[]): Promise<void> {
    if (changed.length === 0) return;
    const stored = changed.map((each) => ({
      ...each,
      _id: `${test}/${each.place}`,
      ...{ test, askedAt },
    }));
    await this.#models.changes.insertMany(stored, { ordered: false });
  }

  /** @param after a place; the first is 1 */
  async changes(test: string, after: number, limit: number): Promise<StoredChange[]> {
    return this.#models.changes
      .find({ test, place: { $gt: after } })
      .sort({ place: 1 })
      .limit(limit)
      .lean<StoredChange[]>();
  }

  #leaseUntil(): Date {
    return new Date(this.#now().getTime() + leaseMs);
  }

  #waiting() {
    const nothingYet = { done: 0, total: 0, rate: 0, listed: 0 };
    return { state: 'queued' as const, engine: this.#engine, leaseUntil: this.#leaseUntil(), ...nothingYet };
  }
}
