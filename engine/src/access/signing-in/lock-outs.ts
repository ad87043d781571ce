import { createHash } from 'node:crypto';
import type { Model } from 'mongoose';
import { emailKey, type StoredAttempts } from '../model/index.ts';

/** When signing in is locked; see `settings.security`. */
export interface LockRule {
  lockAfterFailures: number;
  lockMinutes: number;
}

/** What an attempt to sign in meets. */
export type Admission = 'admitted' | 'locked';

/**
 * Locks an e-mail for a while after too many wrong attempts, from wherever they come and on whatever node. It is all the same
 * whether anybody has that e-mail: what is stored and how long it takes says nothing.
 */
export interface LockOuts {
  /** Counts an attempt before anything is looked at, so that attempts at the same moment count too. */
  attempt(email: string): Promise<Admission>;
  /** An attempt was wrong. @returns until when the e-mail is locked, when this attempt was the last one it had */
  failed(email: string): Promise<Date | undefined>;
  /** Somebody got in, or an administrator unlocks: the count begins anew. */
  clear(email: string): Promise<void>;
  /** Until when each of these e-mails is locked; those that are not are absent. */
  lockedUntil(emails: readonly string[]): Promise<ReadonlyMap<string, Date>>;
}

const minute = 60_000;
/** So long a count without a lock is kept. */
const keptMs = 24 * 60 * minute;

const idOf = (email: string): string => createHash('sha256').update(emailKey(email)).digest('hex');

export function createLockOuts(model: Model<StoredAttempts>, now: () => Date, rule: () => LockRule): LockOuts {
  /** @returns until when, unless it is locked already or has attempts left */
  async function lock(email: string): Promise<Date | undefined> {
    const { lockAfterFailures, lockMinutes } = rule();
    const lockedUntil = new Date(now().getTime() + lockMinutes * minute);
    const { modifiedCount } = await model.updateOne(
      { _id: idOf(email), count: { $gte: lockAfterFailures }, lockedUntil: null },
      { $set: { lockedUntil, expiresAt: new Date(lockedUntil.getTime() + keptMs) } },
    );
    return modifiedCount > 0 ? lockedUntil : undefined;
  }

  return {
    async attempt(email) {
      const at = now();
      await model.updateOne({ _id: idOf(email), lockedUntil: { $lte: at } }, { $set: { lockedUntil: null, count: 0 } });
      const { count, lockedUntil } = await model
        .findOneAndUpdate(
          { _id: idOf(email) },
          {
            $inc: { count: 1 },
            $set: { expiresAt: new Date(at.getTime() + keptMs) },
            $setOnInsert: { lockedUntil: null },
          },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<StoredAttempts>()
        .orFail();
      // More at one moment than may be wrong: those beyond are not even looked at.
      return lockedUntil || count > rule().lockAfterFailures ? 'locked' : 'admitted';
    },
    failed: lock,
    async clear(email) {
      await model.deleteOne({ _id: idOf(email) });
    },
    async lockedUntil(emails) {
      const byId = new Map(emails.map((email) => [idOf(email), email]));
      const found = await model
        .find({ _id: { $in: [...byId.keys()] }, lockedUntil: { $gt: now() } })
        .lean<StoredAttempts[]>();
      return new Map(
        found.flatMap(({ _id, lockedUntil }) => {
          const email = byId.get(_id);
          return email !== undefined && lockedUntil ? [[email, lockedUntil] as const] : [];
        }),
      );
    },
  };
}
