import { changed, type Change } from '../record/change.ts';
import type { Actor, StoredPayment } from '../record/payment.ts';

/**
 * One payment's life as it is told, step by step on its own clock. Every step is what the room itself would make of it, so
 * what is told could have happened.
 */
export class Story {
  #payment: StoredPayment;
  #at: number;

  /** @param end nothing is told of what lies behind this moment, in milliseconds since 1970 */
  constructor(
    payment: StoredPayment,
    readonly end: number,
  ) {
    this.#payment = payment;
    this.#at = payment.createdAt.getTime();
  }

  get payment(): StoredPayment {
    return this.#payment;
  }

  get now(): Date {
    return new Date(this.#at);
  }

  /** Whether there is still time for something that takes so long. */
  hasTimeFor(ms: number): boolean {
    return this.#at + ms <= this.end;
  }

  wait(ms: number): void {
    this.#at += Math.round(ms);
  }

  /** Takes a step, if there is one to take. */
  take(actor: Actor, decide: (payment: StoredPayment, now: Date) => Change | undefined): void {
    const change = decide(this.#payment, this.now);
    if (change) this.#payment = changed(this.#payment, change, actor, this.now);
  }
}
