import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { MessageModel, StoredMessage, StoredTry } from './model.ts';
import type { Next } from './outcome.ts';

/** How long the node that brings a message may be silent about it before another takes over; it renews this meanwhile. */
export const leaseMs = 10_000;

/** Another node has taken the message over: this one must not send it. */
export class Overtaken extends Error {}

/** Messages in the hands of one node at a time: each is taken before it is brought, and given out of hand with its outcome. */
export class Custody {
  readonly #model: MessageModel;
  readonly #now: Clock;
  readonly #log: Logger;
  readonly #node = randomBytes(6).toString('base64url');
  readonly #inHand = new Set<string>();

  constructor(model: MessageModel, now: Clock, log: Logger) {
    this.#model = model;
    this.#now = now;
    this.#log = log;
  }

  /** Takes the message that has been due longest, by any node's reckoning. */
  async take(): Promise<StoredMessage | undefined> {
    const at = this.#now();
    const found = await this.#model
      .findOneAndUpdate(
        { dueAt: { $lte: at } },
        { $set: { owner: this.#node, dueAt: this.#leaseUntil(at) } },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      )
      .lean<StoredMessage>();
    if (found) this.#inHand.add(found._id);
    return found ?? undefined;
  }

  /** This node has done with it, whatever came of it. */
  letGo({ _id }: StoredMessage): void {
    this.#inHand.delete(_id);
  }

  /** Keeps others away from what takes longer. */
  renew(): void {
    if (this.#inHand.size === 0) return;
    const dueAt = this.#leaseUntil(this.#now());
    this.#model
      .updateMany({ _id: { $in: [...this.#inHand] }, owner: this.#node }, { $set: { dueAt } })
      .catch((error: unknown) => this.#log.warn({ err: error }, 'could not hold on to messages that are on their way'));
  }

  /** What any node has in hand is due at once: there is none that could still be at work on it. */
  async takeBack(): Promise<void> {
    const inHand = { owner: { $exists: true }, dueAt: { $exists: true } };
    await this.#model.updateMany(inHand, { $set: { dueAt: this.#now() } });
  }

  /** Notes that from now on the other side may have the message. @throws Overtaken */
  async begin({ _id }: StoredMessage): Promise<void> {
    const handedOverAt = this.#now();
    const { matchedCount } = await this.#model.updateOne({ _id, owner: this.#node }, { $set: { handedOverAt } });
    if (matchedCount !== 1) throw new Overtaken();
  }

  /** Notes what came of a try. @returns the message; undefined when another node has it by now */
  async settle({ _id, payment }: StoredMessage, next: Next, tried: StoredTry): Promise<StoredMessage | undefined> {
    const isOver = next.state !== undefined;
    const settled = await this.#model
      .findOneAndUpdate(
        { _id, owner: this.#node },
        {
          $set: { ...next, ...(isOver && payment && { noteDueAt: tried.at }) },
          $push: { history: tried },
          $inc: { tries: 1 },
          $unset: {
            owner: 1 as const,
            handedOverAt: 1 as const,
            ...(isOver && { dueAt: 1 as const }),
            ...(next.state === 'sent' && { because: 1 as const }),
          },
        },
        { returnDocument: 'after' },
      )
      .lean<StoredMessage>();
    return settled ?? undefined;
  }

  #leaseUntil(at: Date): Date {
    return new Date(at.getTime() + leaseMs);
  }
}
