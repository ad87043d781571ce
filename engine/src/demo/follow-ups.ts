import type { Effect, StoredPayment } from '../payments/index.ts';
import type { PastEvent } from './past.ts';
import type { PastHub } from './past-hub.ts';

const hour = 3_600_000;

/** As far back do shoppers get their messages: older ones nobody would look for. */
const messagesMs = 30 * hour;
/** So many events are followed up at most, the latest. */
const most = 20_000;
/** As many rows go into the trail at a time. */
const atOnce = 200;

/** A moment after an event. */
const soon = 1_500;

/**
 * What follows from planted payments: the audit trail's rows about what people and keys did, and the messages of the last
 * day, each at its own time. Planting makes no effects, because it could not date them.
 */
export class FollowUps {
  readonly #hub: PastHub;
  readonly #until: Date;
  readonly #rows: Effect;
  readonly #letters: Effect;
  #audited: PastEvent[] = [];
  #told: PastEvent[] = [];
  #isSorted = true;

  constructor(hub: PastHub, until: Date) {
    this.#hub = hub;
    this.#until = until;
    this.#rows = hub.app.audit.ofPayments();
    this.#letters = hub.app.messaging.effect;
  }

  add(payments: readonly StoredPayment[]): void {
    const from = new Date(this.#until.getTime() - messagesMs);
    for (const payment of payments) {
      for (const event of payment.events) if (this.#rows.concerns?.(event)) this.#audited.push({ payment, event });
      // What came after it would stand before its message.
      const last = payment.events.at(-1);
      if (last && last.at > from && this.#letters.follows?.includes(last.type))
        this.#told.push({ payment, event: last });
    }
    this.#audited.splice(0, this.#audited.length - most);
    this.#told.splice(0, this.#told.length - most);
    this.#isSorted = false;
  }

  /** Makes what follows from events up to a moment, oldest first. */
  async upTo(at: Date): Promise<void> {
    if (!this.#isSorted) for (const events of [this.#audited, this.#told]) events.sort(byTime);
    this.#isSorted = true;
    await this.#messages(at);
    await this.#trail(at);
  }

  async #trail(at: Date): Promise<void> {
    const due = takenUpTo(this.#audited, at);
    for (let index = 0; index < due.length; index += atOnce)
      await Promise.all(
        due
          .slice(index, index + atOnce)
          .map(({ payment, event }) => this.#rows.handle(payment, event, `${payment._id}:${event.sequence}`)),
      );
  }

  async #messages(at: Date): Promise<void> {
    for (const { payment, event } of takenUpTo(this.#told, at)) {
      await this.#trail(event.at);
      this.#hub.clock.set(new Date(event.at.getTime() + soon));
      await this.#letters.handle(payment, event, `${payment._id}:${event.sequence}`);
      await this.#hub.app.messaging.courier.run();
    }
  }
}

const byTime = (one: PastEvent, other: PastEvent): number => one.event.at.getTime() - other.event.at.getTime();

/** Takes the events up to a moment out of a list that is in order. */
function takenUpTo(events: PastEvent[], at: Date): PastEvent[] {
  const after = events.findIndex(({ event }) => event.at > at);
  return events.splice(0, after < 0 ? events.length : after);
}
