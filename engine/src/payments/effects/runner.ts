import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import type { Logger } from 'pino';
import type { StoredPayment } from '../record/payment.ts';
import { keyOf, passedOver, type Effect, type Progress } from './effect.ts';
import { progressOf } from './plan.ts';

/** How many events one effect handles at once: a slow one must not hold up the others, nor flood whom it calls. */
const atOnce = 16;

/** How many payments may be in hand; what comes beyond waits in the store, where it is found again. */
const mostInHand = 2000;

/** A payment whose effects are being made here. */
export interface InHand {
  payment: StoredPayment;
  done: Progress;
  running: Set<string>;
  /** Effects that failed; those go on when the payment is taken again. */
  failed: Set<string>;
}

/** Makes effects: per payment and effect in order, everything else beside each other. */
export class Runner {
  readonly #effects: readonly Effect[];
  readonly #log: Logger;
  readonly #onRest: () => void;
  readonly #inHand = new Map<string, InHand>();
  readonly #slots = new Map<string, BulkheadPolicy>();

  /** @param onRest is told when nothing runs for a payment any more: then it can be marked */
  constructor(effects: readonly Effect[], log: Logger, onRest: () => void) {
    this.#effects = effects;
    this.#log = log;
    this.#onRest = onRest;
  }

  get room(): number {
    return Math.max(mostInHand - this.#inHand.size, 0);
  }

  get inHand(): readonly string[] {
    return [...this.#inHand.keys()];
  }

  /** What has been done here about a payment, noted or not. */
  handled(id: string): Progress | undefined {
    return this.#inHand.get(id)?.done;
  }

  /** Goes on with a payment; when it is in hand already, with what is new about it. */
  take(payment: StoredPayment): void {
    const known = this.#inHand.get(payment._id);
    if (!known && this.room === 0) return;
    const entry = known ?? {
      payment,
      done: progressOf(payment, this.#effects, payment.events.length),
      running: new Set(),
      failed: new Set(),
    };
    if (entry.payment.version < payment.version) entry.payment = payment;
    entry.failed.clear();
    this.#inHand.set(payment._id, entry);
    for (const effect of this.#effects) if (!entry.running.has(effect.name)) void this.#follow(entry, effect);
    if (entry.running.size === 0) this.#onRest();
  }

  /** What can be marked: nothing runs for it at this moment. */
  resting(): InHand[] {
    return [...this.#inHand.values()].filter(({ running }) => running.size === 0);
  }

  /** Lets a payment go, unless it was taken again since that version of it. */
  release({ _id: id, version }: StoredPayment): void {
    const entry = this.#inHand.get(id);
    if (entry && entry.running.size === 0 && entry.payment.version <= version) this.#inHand.delete(id);
  }

  async #follow(entry: InHand, effect: Effect): Promise<void> {
    const { name } = effect;
    const next = () => {
      const done = passedOver(effect, entry.payment, entry.done[name] ?? 0);
      entry.done[name] = done;
      return entry.payment.events[done];
    };
    if (!next()) return;
    entry.running.add(name);
    try {
      for (let event = next(); event; event = next()) {
        const { payment } = entry;
        const current = event;
        await this.#slotsOf(name).execute(() => effect.handle(payment, current, keyOf(payment, current)));
        entry.done[name] = current.sequence;
      }
    } catch (error) {
      entry.failed.add(name);
      this.#log.error(
        { err: error, effect: name, payment: entry.payment._id, sequence: (entry.done[name] ?? 0) + 1 },
        'an effect failed and is tried again later',
      );
    } finally {
      entry.running.delete(name);
      if (entry.running.size === 0) this.#onRest();
    }
  }

  #slotsOf(name: string): BulkheadPolicy {
    const slots = this.#slots.get(name) ?? bulkhead(atOnce, mostInHand);
    this.#slots.set(name, slots);
    return slots;
  }
}
