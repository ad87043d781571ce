import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { mongo, Schema, type Connection, type Model } from 'mongoose';
import type { Clock } from './clock.ts';

/** Whose turn it is; a row without an owner waits for the next. */
interface Turn {
  _id: string;
  owner: string | null;
  /** Its owner puts this off while at work; a turn that was never ended, because the engine died, is over then. */
  until: Date;
}

const schema = new Schema<Turn>(
  { _id: String, owner: String, until: Date },
  { collection: 'turns', versionKey: false, id: false },
);

const leaseMs = 10_000;
const usualRenewMs = 3_000;
const askAgainMs = 25;
const duplicateKey = 11000;

/** The turn that the work at hand is part of. */
const under = new AsyncLocalStorage<Turns>();

/**
 * Lets one piece of work at a time happen on all nodes together: where something is looked at first and written then in
 * rows that no single write covers. For rare work only; others wait.
 */
export class Turns {
  readonly #name: string;
  readonly #model: Model<Turn>;
  readonly #now: Clock;
  readonly #renewMs: number;
  /** Those of this node stand in line here, so that only one of them asks the database. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param renewMs how often a node that is at work says so, in milliseconds */
  constructor(name: string, connection: Connection, now: Clock, renewMs = usualRenewMs) {
    this.#name = name;
    this.#renewMs = renewMs;
    this.#model = connection.model<Turn>('Turn', schema);
    this.#now = now;
  }

  /** Does the work when nobody else does any; at once when it is part of work that has its turn. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (under.getStore() === this) return work();
    const mine = this.#last.then(() => this.#alone(work));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const owner = randomUUID();
    while (!(await this.#begin(owner))) await pause(askAgainMs);
    const renewing = setInterval(() => void this.#renew(owner).catch(() => undefined), this.#renewMs).unref();
    try {
      return await under.run(this, work);
    } finally {
      clearInterval(renewing);
      await this.#model.updateOne({ _id: this.#name, owner }, { $set: { owner: null } });
    }
  }

  /** What cannot be put off is tried again soon; a database that is away for long lets nobody else begin either. */
  async #renew(owner: string): Promise<void> {
    const until = new Date(this.#now().getTime() + leaseMs);
    await this.#model.updateOne({ _id: this.#name, owner }, { $set: { until } });
  }

  async #begin(owner: string): Promise<boolean> {
    const now = this.#now();
    const until = new Date(now.getTime() + leaseMs);
    try {
      const { modifiedCount, upsertedCount } = await this.#model.updateOne(
        { _id: this.#name, $or: [{ owner: null }, { until: { $lte: now } }] },
        { $set: { owner, until } },
        { upsert: true },
      );
      return modifiedCount + upsertedCount > 0;
    } catch (error) {
      // Somebody else's turn: the row is there and does not match, so that it would have been made a second time.
      if (error instanceof mongo.MongoServerError && error.code === duplicateKey) return false;
      throw error;
    }
  }
}
