import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { StoredEvent, StoredPayment } from './payment.ts';
import type { PaymentListener, PaymentRepository } from './repository.ts';

/** How often is looked for what other nodes have changed. */
const lookMs = 400;

/**
 * How far each look reaches back: a change is stamped a moment before it can be seen, by a clock that may be a little
 * behind the others'.
 */
const overlapMs = 5_000;

/** What may have happened after somebody began to listen, though another node's clock says it was before. */
const clocksDifferMs = 1_000;

/** How many changes are read at a time. */
const pageSize = 500;

/** What was told of a payment already. */
interface Told {
  version: number;
  events: number;
  at: number;
}

/**
 * Tells of every change of a payment, by whichever node on the same database: its own at once, the others' as soon as it
 * finds them. Each event is told at least once, a payment's events in order. Nothing is looked for while nobody listens.
 */
export class ChangeFeed {
  readonly #payments: PaymentRepository;
  readonly #now: Clock;
  readonly #log: Logger;
  readonly #listeners = new Set<PaymentListener>();
  readonly #told = new Map<string, Told>();
  /** The newest change that was seen. */
  #upTo = 0;
  /** When the first of those who listen now came: what happened before is not news to anybody. */
  #begunAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopHearing: (() => void) | undefined;

  constructor(payments: PaymentRepository, now: Clock, log: Logger) {
    this.#payments = payments;
    this.#now = now;
    this.#log = log;
  }

  /** @returns how to stop listening */
  follow(listener: PaymentListener): () => void {
    this.#listeners.add(listener);
    if (!this.#stopHearing) this.#begin();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#end();
    };
  }

  /** How many listen now. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Reads what other nodes have changed since the last look. Runs by itself while somebody listens. */
  async look(): Promise<void> {
    const from = this.#upTo - overlapMs;
    for (let since = from, isMore = true; isMore;) {
      const page = await this.#payments.changedSince(new Date(since), pageSize);
      const news = page.filter(({ _id, version }) => (this.#told.get(_id)?.version ?? 0) < version);
      await this.#tellNews(news.map(({ _id }) => _id));
      const last = page.at(-1)?.updatedAt.getTime() ?? since;
      // A clock that is ahead must not make this node miss what the others stamp.
      this.#upTo = Math.max(this.#upTo, Math.min(last, this.#now().getTime()));
      // A page full of one and the same moment cannot be passed by time; what is in it has been told.
      isMore = page.length === pageSize && last > since;
      since = last;
    }
    for (const [id, { at }] of this.#told) if (at < this.#upTo - 2 * overlapMs) this.#told.delete(id);
  }

  #begin(): void {
    this.#upTo = this.#begunAt = this.#now().getTime();
    this.#stopHearing = this.#payments.onChange((payment, _events, before) => this.#tell(payment, before));
    const tick = () => {
      this.look()
        .catch((error: unknown) => this.#log.warn({ err: error }, 'could not look for changes of payments'))
        .finally(() => {
          if (this.#stopHearing) this.#timer = setTimeout(tick, lookMs).unref();
        });
    };
    this.#timer = setTimeout(tick, lookMs).unref();
  }

  #end(): void {
    this.#stopHearing?.();
    this.#stopHearing = undefined;
    clearTimeout(this.#timer);
    this.#told.clear();
  }

  async #tellNews(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const changed = await this.#payments.find({ _id: { $in: ids } }, { updatedAt: 1 }, ids.length);
    for (const payment of changed) this.#tell(payment);
  }

  /** Tells the events that were not told yet; of a payment that is new here, those that are as young as a look reaches. */
  #tell(payment: StoredPayment, before?: StoredPayment): void {
    const { _id: id, version, updatedAt } = payment;
    const told = this.#told.get(id);
    // A read that began earlier may end later.
    if (told && told.version >= version) return;
    const events = told ? payment.events.slice(told.events) : this.#young(payment);
    this.#told.set(id, { version, events: payment.events.length, at: updatedAt.getTime() });
    if (events.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(payment, events, before);
      } catch (error) {
        this.#log.error({ err: error, payment: id }, 'a listener of payments failed');
      }
    }
  }

  #young({ events, updatedAt }: StoredPayment): readonly StoredEvent[] {
    const young = Math.max(updatedAt.getTime() - overlapMs, this.#begunAt - clocksDifferMs);
    return events.filter(({ at }) => at.getTime() >= young);
  }
}
