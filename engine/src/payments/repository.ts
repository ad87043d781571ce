import type { Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { changed, type Actor, type Change, type StoredEvent, type StoredPayment } from './payment.ts';
import { PaymentChanged, PaymentNotFound } from './problems.ts';

/** Told after a change is stored. */
export type PaymentListener = (payment: StoredPayment, events: readonly StoredEvent[]) => void;

/** How often a change is tried against a newer version before the caller is told to come back. */
const tries = 25;

/** The only writer of payments: every change is a compare-and-set on the version it was decided on. */
export class PaymentRepository {
  readonly #model: Model<StoredPayment>;
  readonly #now: Clock;
  readonly #log: Logger;
  readonly #listeners = new Set<PaymentListener>();

  constructor(model: Model<StoredPayment>, now: Clock, log: Logger) {
    this.#model = model;
    this.#now = now;
    this.#log = log;
  }

  /** @returns how to stop listening */
  onChange(listener: PaymentListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many listen now. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Stores a new payment; when its intention already made one, that one is handed back instead. */
  async insert(payment: StoredPayment): Promise<{ payment: StoredPayment; isNew: boolean }> {
    try {
      await this.#model.create(payment);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 11000) throw error;
      const earlier = await this.findOne({ 'intention.key': payment.intention.key });
      if (!earlier) throw error;
      return { payment: earlier, isNew: false };
    }
    this.#tell(payment, payment.events);
    return { payment, isNew: true };
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

  /** @throws PaymentNotFound */
  async get(id: string): Promise<StoredPayment> {
    const payment = await this.findOne({ _id: id });
    if (!payment) throw new PaymentNotFound({ id });
    return payment;
  }

  /**
   * Changes a payment: `decide` sees it as it is and says what happens, or nothing. When somebody else was faster it is
   * asked again about the newer payment, so it must depend on what it is shown alone.
   * @throws PaymentNotFound, PaymentChanged, and whatever `decide` throws; nothing is stored then
   */
  async change(
    id: string,
    actor: Actor,
    decide: (payment: StoredPayment, now: Date) => Change | undefined,
  ): Promise<StoredPayment> {
    for (let left = tries; left > 0; left--) {
      const payment = await this.get(id);
      const now = this.#now();
      const change = decide(payment, now);
      if (!change) return payment;
      const next = changed(payment, change, actor, now);
      const { matchedCount } = await this.#model.replaceOne({ _id: id, version: payment.version }, next);
      if (matchedCount === 1) {
        this.#tell(next, next.events.slice(payment.events.length));
        return next;
      }
    }
    throw new PaymentChanged({ id });
  }

  /** The change is stored: a listener that fails is a matter for the log, not for whoever made the change. */
  #tell(payment: StoredPayment, events: readonly StoredEvent[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(payment, events);
      } catch (error) {
        this.#log.error({ err: error, payment: payment._id }, 'a listener of payments failed');
      }
    }
  }
}
