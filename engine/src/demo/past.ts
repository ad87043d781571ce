import type { StoredEvent, StoredPayment } from '../payments/index.ts';

/** What scenes need to know of a payment. */
export type PastPayment = Pick<
  StoredPayment,
  '_id' | 'reference' | 'brand' | 'state' | 'total' | 'method' | 'provider' | 'shopper' | 'createdAt' | 'updatedAt'
>;

const hour = 3_600_000;
/** Scenes are about the last weeks; of more payments than this the oldest are forgotten. */
const mostKnown = 20_000;

/** The planted payments, among which scenes find theirs; each is given out once, so that scenes do not meet. */
export class Past {
  readonly #payments: PastPayment[] = [];
  readonly #given = new Set<string>();

  /** In the order in which they were made. */
  add(payments: readonly StoredPayment[]): void {
    for (const payment of payments) {
      if (payment.inbox || payment.askAgainAt) continue;
      const { _id, reference, brand, state, total, method, provider, shopper, createdAt, updatedAt } = payment;
      const known = { _id, reference, brand, state, total, shopper, createdAt, updatedAt };
      this.#payments.push({ ...known, ...(method && { method }), ...(provider && { provider }) });
    }
    this.#payments.splice(0, this.#payments.length - mostKnown);
  }

  /** The newest payments of a kind about which nothing has happened for an hour at a moment, and nothing was planted since. */
  find(at: Date, count: number, isWanted: (payment: PastPayment) => boolean): PastPayment[] {
    const found: PastPayment[] = [];
    for (let index = this.#payments.length - 1; index >= 0 && found.length < count; index--) {
      const payment = this.#payments[index];
      if (!payment || this.#given.has(payment._id)) continue;
      if (payment.updatedAt.getTime() < at.getTime() - hour && isWanted(payment)) found.push(payment);
    }
    for (const { _id } of found) this.#given.add(_id);
    return found;
  }

  /** @throws Error when there is none */
  one(at: Date, isWanted: (payment: PastPayment) => boolean): PastPayment {
    const [found] = this.find(at, 1, isWanted);
    if (!found) throw new Error('No payment fits this scene');
    return found;
  }
}

/** An event of a planted payment, to be followed up at its own time. */
export interface PastEvent {
  payment: StoredPayment;
  event: StoredEvent;
}
