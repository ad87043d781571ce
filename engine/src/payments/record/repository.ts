import type { Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Filter } from '../../http/index.ts';
import type { Effects } from '../effects/index.ts';
import { askedFrom } from '../actions/asked-from.ts';
import { changed, type Change } from './change.ts';
import type { Actor, StoredEvent, StoredPayment } from './payment.ts';
import { PaymentChanged, PaymentNotFound } from '../problems.ts';
import { Turns } from './turns.ts';

/**
 * Told after a change is stored, with the events that it added, and how the payment was before; that is not known of a new one
 * and of what another node has changed.
 */
export type PaymentListener = (
  payment: StoredPayment,
  events: readonly StoredEvent[],
  before: StoredPayment | undefined,
) => void;

/** An order that some index has. */
type Sort = Readonly<Record<string, 1 | -1>>;

/** What happens to a payment as it is, or nothing. */
type Decide = (payment: StoredPayment, now: Date) => Change | undefined;

type Payments = ReturnType<typeof collectionOf>;
const collectionOf = (model: Model<StoredPayment>) =>
  model.db.collection<StoredPayment>(model.collection.collectionName);

/** What is not there is not stored, rather than as null. */
const asItIs = { ignoreUndefined: true };

/** How often a change is tried against a newer version before the caller is told to come back. */
const tries = 25;

/**
 * The only writer of payments: every change is a compare-and-set on the version it was decided on. (How far the effects of
 * a payment have come is noted by effects/, which touches nothing else.)
 */
export class PaymentRepository {
  readonly #model: Model<StoredPayment>;
  /**
   * The same collection without mongoose's casting of whole documents, which took longer than to store them: what is written
   * whole has our own types already.
   */
  readonly #written: Payments;
  readonly #now: Clock;
  readonly #log: Logger;
  readonly #effects: Effects | undefined;
  readonly #turns = new Turns();
  readonly #listeners = new Set<PaymentListener>();

  constructor(model: Model<StoredPayment>, now: Clock, log: Logger, effects?: Effects) {
    this.#model = model;
    this.#written = collectionOf(model);
    this.#now = now;
    this.#log = log;
    this.#effects = effects;
  }

  /**
   * Hears of what this node changes, at once; ChangeFeed tells of the others as well.
   * @returns how to stop listening
   */
  onChange(listener: PaymentListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many listen now. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  /**
   * Stores a new payment; when its intention already made one, that one is handed back instead.
   * @throws PaymentChanged when that one was changed in this moment
   */
  async insert(given: StoredPayment): Promise<{ payment: StoredPayment; isNew: boolean }> {
    const known = askedFrom(given, 0);
    const payment = this.#effects?.plan(known) ?? known;
    try {
      await this.#written.insertOne(payment, asItIs);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 11000) throw error;
      const earlier = await this.findOne({ 'intention.key': payment.intention.key });
      // Its key was freed in between; see create.ts.
      if (!earlier) throw new PaymentChanged({ id: payment._id });
      return { payment: earlier, isNew: false };
    }
    this.#committed(payment, payment.events, undefined);
    return { payment, isNew: true };
  }

  /**
   * Stores many payments whole that nobody waits for, such as those of the demo organisation: no listener hears of them and
   * no effect follows. Those whose intention is known already are left out.
   * @returns how many were stored
   */
  async plant(payments: StoredPayment[]): Promise<number> {
    if (payments.length === 0) return 0;
    try {
      return (await this.#written.insertMany(payments, { ...asItIs, ordered: false })).insertedCount;
    } catch (error) {
      const { code, insertedCount = 0 } = error as { code?: unknown; insertedCount?: number };
      if (code !== 11000) throw error;
      return insertedCount;
    }
  }

  async findOne(filter: Record<string, unknown>): Promise<StoredPayment | undefined> {
    return (await this.#model.findOne(filter).lean<StoredPayment>()) ?? undefined;
  }

  /** @param without large fields that the caller does not need; they are not read */
  async find<Field extends keyof StoredPayment = never>(
    filter: Record<string, unknown>,
    sort: Record<string, 1 | -1>,
    limit: number,
    without: readonly Field[] = [],
  ): Promise<Omit<StoredPayment, Field>[]> {
    const projection = Object.fromEntries(without.map((field) => [field, 0]));
    return this.#model.find(filter, projection).sort(sort).limit(limit).lean<Omit<StoredPayment, Field>[]>();
  }

  /**
   * A page by an index that whoever asks names, so that they know how much is looked at.
   * @param sort as the index sorts
   * @param without large fields that the caller does not need; they are not read
   */
  async listBy<Field extends keyof StoredPayment>(
    index: string,
    filter: Filter,
    sort: Sort,
    limit: number,
    without: readonly Field[],
  ): Promise<Omit<StoredPayment, Field>[]> {
    const projection = Object.fromEntries(without.map((field) => [field, 0]));
    const found = this.#written.find(filter, { hint: index, projection, batchSize: limit + 1 });
    return found.sort(sort).limit(limit).toArray();
  }

  /** How many payments a filter finds by an index, up to a bound. */
  async countBy(index: string, filter: Filter, most: number): Promise<number> {
    return this.#written.countDocuments(filter, { hint: index, limit: most });
  }

  /** The n-th payment that a filter finds by an index, by its id and some fields; undefined when there are fewer. */
  async nthBy<Field extends keyof StoredPayment = never>(
    index: string,
    filter: Filter,
    sort: Sort,
    n: number,
    fields: readonly Field[] = [],
  ): Promise<Pick<StoredPayment, '_id' | Field> | undefined> {
    const projection = { _id: 1, ...Object.fromEntries(fields.map((field) => [field, 1])) };
    const found = this.#written.find<Pick<StoredPayment, '_id' | Field>>(filter, { hint: index, projection });
    return (
      await found
        .sort(sort)
        .skip(n - 1)
        .limit(1)
        .toArray()
    )[0];
  }

  /** The ids that a filter finds by an index; as they stand there when no order is given. */
  async idsBy(index: string, filter: Filter, limit: number, sort: Sort): Promise<string[]> {
    const found = this.#written.find(filter, { hint: index, projection: { _id: 1 }, batchSize: limit + 1 });
    return (await found.sort(sort).limit(limit).toArray()).map(({ _id }) => _id);
  }

  /** The states of payments, without reading the rest of them. */
  async statesOf(
    filter: Record<string, unknown>,
    sort: Record<string, 1 | -1>,
    limit: number,
  ): Promise<StoredPayment['state'][]> {
    const found = await this.#model
      .find(filter, { _id: 0, state: 1 })
      .sort(sort)
      .limit(limit)
      .lean<Pick<StoredPayment, 'state'>[]>();
    return found.map(({ state }) => state);
  }

  /**
   * Some fields of the payments whose ids lie between two, in the order of their birth or against it: for going through a
   * long period page by page.
   * @param ids after the first, before the second
   */
  async between<Field extends string>(
    ids: readonly [string, string],
    fields: readonly Field[],
    order: 1 | -1,
    limit: number,
  ): Promise<(Pick<StoredPayment, '_id'> & Record<string, unknown>)[]> {
    const projection = { _id: 1, ...Object.fromEntries(fields.map((field) => [field, 1])) };
    return this.#written
      .find({ _id: { $gt: ids[0], $lt: ids[1] } }, { projection, batchSize: limit + 1 })
      .sort({ _id: order })
      .limit(limit)
      .toArray();
  }

  /**
   * Ids and versions of what was changed from a moment on, oldest change first.
   * @param since by the clock of whichever node made the change
   */
  async changedSince(since: Date, limit: number): Promise<Pick<StoredPayment, '_id' | 'version' | 'updatedAt'>[]> {
    return this.#model
      .find({ updatedAt: { $gte: since } }, { version: 1, updatedAt: 1 })
      .sort({ updatedAt: 1 })
      .limit(limit)
      .lean<Pick<StoredPayment, '_id' | 'version' | 'updatedAt'>[]>();
  }

  /** @throws PaymentNotFound */
  async get(id: string): Promise<StoredPayment> {
    const payment = await this.findOne({ _id: id });
    if (!payment) throw new PaymentNotFound({ id });
    return payment;
  }

  /** Completes what was stored before payments had a type. */
  async upgrade(): Promise<void> {
    await this.#model.updateMany({ type: null }, { $set: { type: 'direct' }, $inc: { version: 1 } });
  }

  /**
   * Leases a payment for scheduled work to one of the engines that ask, as long as a filter still finds it.
   * @returns false when it is not as the filter says any more, or another engine's lease has not run out
   */
  async lease(id: string, filter: Record<string, unknown>, owner: string, until: Date): Promise<boolean> {
    const isLeased = { 'lease.until': { $gt: this.#now() } };
    const { matchedCount } = await this.#model.updateOne(
      { $and: [{ _id: id }, filter, { $nor: [isLeased] }] },
      // Whoever changes the payment at this moment has to look again, or would write it back without the lease.
      { $set: { lease: { owner, until } }, $inc: { version: 1 } },
    );
    return matchedCount === 1;
  }

  /**
   * Changes a payment: `decide` sees it as it is and says what happens, or nothing. When somebody else was faster it is
   * asked again about the newer payment, so it must depend on what it is shown alone.
   * @param seen the payment as the caller has just read it, which spares reading it again: nothing but a change that then
   *   turns out to have been decided on the latest version comes of it
   * @throws PaymentNotFound, PaymentChanged, and whatever `decide` throws; nothing is stored then
   */
  change(id: string, actor: Actor, decide: Decide, seen?: StoredPayment): Promise<StoredPayment> {
    // Within this engine nobody has to lose: however many come at once, only other engines can be faster.
    return this.#turns.take(
      id,
      async () => (seen && (await this.#changeSeen(seen, actor, decide))) ?? this.#compareAndSet(id, actor, decide),
    );
  }

  /** Whether nothing is to be done, or it is impossible, only the latest version can say: then, too, there is no answer. */
  async #changeSeen(seen: StoredPayment, actor: Actor, decide: Decide): Promise<StoredPayment | undefined> {
    const now = this.#now();
    let change: Change | undefined;
    try {
      change = decide(seen, now);
    } catch {
      return undefined;
    }
    return change && this.#store(seen, change, actor, now);
  }

  async #compareAndSet(id: string, actor: Actor, decide: Decide): Promise<StoredPayment> {
    for (let left = tries; left > 0; left--) {
      const payment = await this.get(id);
      const now = this.#now();
      const change = decide(payment, now);
      if (!change) return payment;
      const stored = await this.#store(payment, change, actor, now);
      if (stored) return stored;
    }
    throw new PaymentChanged({ id });
  }

  /** @returns undefined when the payment has a newer version than the one that was decided on */
  async #store(payment: StoredPayment, change: Change, actor: Actor, now: Date): Promise<StoredPayment | undefined> {
    const decided = askedFrom(changed(payment, change, actor, now), payment.events.length);
    const next = this.#effects?.plan(decided, payment) ?? decided;
    // An effect that takes long puts off its takeover without a new version; that must not be written back either.
    const isAsSeen = {
      _id: payment._id,
      version: payment.version,
      effectsDueAt: payment.effectsDueAt ?? { $exists: false },
    };
    const { matchedCount } = await this.#written.replaceOne(isAsSeen, next, asItIs);
    if (matchedCount !== 1) return undefined;
    this.#committed(next, next.events.slice(payment.events.length), payment);
    return next;
  }

  /** The change is stored: a listener that fails is a matter for the log, not for whoever made the change. */
  #committed(payment: StoredPayment, events: readonly StoredEvent[], before: StoredPayment | undefined): void {
    this.#effects?.committed(payment);
    for (const listener of this.#listeners) {
      try {
        listener(payment, events, before);
      } catch (error) {
        this.#log.error({ err: error, payment: payment._id }, 'a listener of payments failed');
      }
    }
  }
}
