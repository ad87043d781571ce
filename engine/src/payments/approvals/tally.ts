import type { Model } from 'mongoose';
import type { Clock } from '../../clock.ts';
import type { Effect } from '../effects/index.ts';
import type { Actor } from '../record/payment.ts';
import type { StoredTally } from './model.ts';

const dayMs = 24 * 3_600_000;

/** The calendar day in a time zone: "2026-11-23". */
const dayIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

/**
 * How many refunds each person has asked for on a day of the merchant. Each is counted before it is judged, so that of two
 * at the same moment both see the other: a rule about the fourth of a day cannot be passed by asking twice at once.
 */
export class Tally {
  readonly #rows: Model<StoredTally>;
  readonly #now: Clock;
  readonly #timeZone: () => string;

  /** @param timeZone of the merchant, as in "Europe/Rome" */
  constructor(rows: Model<StoredTally>, now: Clock, timeZone: () => string) {
    this.#rows = rows;
    this.#now = now;
    this.#timeZone = timeZone;
  }

  /** Counts a refund; the same one counts once. */
  async add(actor: Actor, key: string): Promise<void> {
    const row = { of: this.#of(actor), until: new Date(this.#now().getTime() + 2 * dayMs) };
    await this.#rows.updateOne({ _id: key }, { $setOnInsert: row }, { upsert: true });
  }

  /** Takes a refund back that was not made after all. */
  async remove(key: string): Promise<void> {
    await this.#rows.deleteOne({ _id: key });
  }

  /** How many refunds somebody has asked for today that were not refused. */
  todayBy(actor: Actor): Promise<number> {
    return this.#rows.countDocuments({ of: this.#of(actor) });
  }

  /** Takes refunds back that fail later. */
  effect(): Effect {
    return {
      name: 'refund-tally',
      startsWith: 'now',
      follows: ['refund.failed'],
      handle: async (payment, { data }) => {
        const refund = payment.refunds.find(({ id }) => id === data?.['refund']);
        if (refund) await this.remove(refund.key);
      },
    };
  }

  #of({ id = 'nobody' }: Actor): string {
    return `${id} ${dayIn(this.#timeZone(), this.#now())}`;
  }
}
