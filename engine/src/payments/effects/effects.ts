import { randomBytes } from 'node:crypto';
import { once, EventEmitter } from 'node:events';
import type { Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { StoredPayment } from '../record/payment.ts';
import type { Effect } from './effect.ts';
import { Marks, type Mark } from './marks.ts';
import type { Past } from './past.ts';
import { isBehind, leaseMs, pauseAfter, planned } from './plan.ts';
import { Runner, type InHand } from './runner.ts';

/** Marks are collected so long: most payments change several times in a moment, and one mark covers it all. */
const collectMs = 1_000;

/** How often what a crash or a failure left behind is looked for. */
const sweepMs = 2_000;

/** How many payments one sweep takes over. */
const sweepSize = 200;

/** How long effects that are under way may take when the engine stops; others go on with them afterwards. */
const lastMs = 5_000;

/**
 * Makes what follows from events, surely: each change is stored together with the note that its effects are to be made
 * (see plan.ts). The node that made the change begins at once; after a crash the note is found by a sweep, and any node
 * goes on from the last mark.
 */
export class Effects {
  readonly #effects: Effect[] = [];
  readonly #now: Clock;
  readonly #log: Logger;
  readonly #node = randomBytes(6).toString('base64url');
  readonly #marks: Marks;
  readonly #past: Past;
  readonly #runner: Runner;
  readonly #rested = new EventEmitter();
  #timers: NodeJS.Timeout[] = [];
  #collecting: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(model: Model<StoredPayment>, past: Past, now: Clock, log: Logger) {
    this.#now = now;
    this.#log = log;
    this.#marks = new Marks(model, this.#node);
    this.#past = past;
    this.#runner = new Runner(this.#effects, log, () => this.#collect());
  }

  /** Adds an effect; every node registers the same ones before it starts. @throws TypeError for a name that is taken */
  register(effect: Effect): void {
    if (!/^[a-z0-9-]+$/.test(effect.name)) throw new TypeError(`"${effect.name}" cannot be the name of an effect`);
    if (this.#effects.some(({ name }) => name === effect.name))
      throw new TypeError(`There is an effect "${effect.name}" already`);
    this.#effects.push(effect);
  }

  /** What is stored for a change: the payment, with the note that effects of its new events are to be made. */
  plan(next: StoredPayment, before?: StoredPayment): StoredPayment {
    const handled = this.#runner.handled(next._id);
    return planned(next, before, { effects: this.#effects, node: this.#node, now: this.#now(), handled });
  }

  /** The change is stored: its effects begin, unless another node is at work on the payment. */
  committed(payment: StoredPayment): void {
    if (payment.effectsDueAt && payment.effects?.by === this.#node) this.#runner.take(payment);
  }

  /** Goes on with what was left behind, now and from time to time. */
  start(): void {
    const look = () =>
      void this.sweep().catch((error: unknown) => this.#log.warn({ err: error }, 'could not look for effects due'));
    // Nodes that start together do not look together.
    this.#timers = [
      setInterval(look, sweepMs * (0.75 + Math.random() / 2)).unref(),
      setInterval(() => this.#renew(), leaseMs / 3).unref(),
    ];
    look();
  }

  /** Takes over what is due. Runs by itself once started. @returns how many payments were taken */
  async sweep(): Promise<number> {
    if (this.#effects.length === 0) return 0;
    const due = await this.#marks.takeDue(this.#now(), Math.min(this.#runner.room, sweepSize));
    for (const payment of due) this.#runner.take(payment);
    // The past waits while there is enough to do.
    if (due.length < sweepSize) await this.#past.bringIn(this.#effects, this.#now());
    return due.length;
  }

  /** Resolves when nothing runs here and everything is marked. */
  async idle(): Promise<void> {
    while (this.#runner.inHand.length > 0) {
      if (this.#runner.resting().length > 0) await this.#write();
      else await once(this.#rested, 'rest');
    }
  }

  /** Begins nothing more, waits a while for what is under way, and marks it. */
  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    const enough = new Promise((resolve) => setTimeout(resolve, lastMs).unref());
    await Promise.race([this.idle(), enough]);
    clearTimeout(this.#collecting);
  }

  #collect(): void {
    this.#rested.emit('rest');
    this.#collecting ??= setTimeout(() => {
      this.#collecting = undefined;
      this.#write().catch((error: unknown) => {
        this.#log.warn({ err: error }, 'could not mark effects as done; trying again');
        this.#collect();
      });
    }, collectMs).unref();
  }

  #write(): Promise<void> {
    const write = this.#writing.then(() => this.#markResting());
    this.#writing = write.catch(() => undefined);
    return write;
  }

  async #markResting(): Promise<void> {
    const marks = this.#runner.resting().map((entry) => this.#markOf(entry));
    if (marks.length === 0) return;
    const versions = new Map(marks.map(({ payment }) => [payment._id, payment]));
    if (!(await this.#marks.write(marks))) {
      // Others changed some of them meanwhile: what this node still holds, it goes on with.
      for (const payment of await this.#marks.held([...versions.keys()])) {
        this.#runner.take(payment);
        versions.delete(payment._id);
      }
    }
    for (const payment of versions.values()) this.#runner.release(payment);
  }

  #markOf({ payment, done }: InHand): Mark {
    const mark = { payment, done: { ...done } };
    if (!isBehind(payment, this.#effects, done)) return mark;
    const failures = (payment.effects?.failures ?? 0) + 1;
    const at = new Date(this.#now().getTime() + pauseAfter(failures, Math.random()));
    return { ...mark, again: { at, failures } };
  }

  #renew(): void {
    const ids = this.#runner.inHand;
    if (ids.length === 0) return;
    this.#marks
      .renew(ids, this.#now())
      .catch((error: unknown) =>
        this.#log.warn({ err: error }, 'could not hold on to payments whose effects are made'),
      );
  }
}
