import { newId, type OperatorSession } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { From } from './from.ts';
import type { StoredSession } from '../model/index.ts';
import { hashOf, newToken, type Random } from './tokens.ts';

const minute = 60_000;
/** However busy, a session ends after this. */
export const sessionLifetimeMs = 12 * 60 * minute;
/** Unused, it ends after this; as use is recorded by the minute, up to one minute earlier. */
export const sessionIdleMs = 60 * minute;
const recordEveryMs = minute;

export interface Sessions {
  /** Begins a session and hands out its token, which is not kept. */
  begin(operatorId: string, from?: From): Promise<string>;
  /** Whose session a token opens, recording the use; undefined when it is unknown, over or was never given out. */
  use(token: string): Promise<string | undefined>;
  /** Ends the session of a token; nothing happens when there is none. */
  end(token: string): Promise<void>;
  /** Ends every session of an operator. */
  endAllOf(operatorId: string): Promise<void>;
  /**
   * Those of an operator that last, the one used last first.
   * @param token of the one that asks
   */
  list(operatorId: string, token?: string): Promise<OperatorSession[]>;
  /** Ends one session of an operator. False when they have none of that id. */
  endOne(operatorId: string, id: string): Promise<boolean>;
  /** Ends every session of an operator but that of a token. */
  endOthers(operatorId: string, token: string): Promise<void>;
}

export function createSessions(model: Model<StoredSession>, now: () => Date, random: Random): Sessions {
  const idleEnd = (seenAt: Date, endsAt: Date): Date =>
    new Date(Math.min(seenAt.getTime() + sessionIdleMs, endsAt.getTime()));

  /** Of requests at the same moment only one writes: the others no longer find the time that they read. */
  async function record(session: StoredSession, seenAt: Date): Promise<void> {
    if (seenAt.getTime() - session.seenAt.getTime() < recordEveryMs) return;
    const expiresAt = idleEnd(seenAt, session.endsAt);
    await model.updateOne({ _id: session._id, seenAt: session.seenAt }, { $set: { seenAt, expiresAt } });
  }

  return {
    async begin(operatorId, from) {
      const token = newToken(random);
      const createdAt = now();
      const endsAt = new Date(createdAt.getTime() + sessionLifetimeMs);
      await model.create({
        _id: newId('session', createdAt),
        tokenHash: hashOf(token),
        operatorId,
        createdAt,
        address: from?.address ?? null,
        userAgent: from?.userAgent ?? null,
        seenAt: createdAt,
        endsAt,
        expiresAt: idleEnd(createdAt, endsAt),
      });
      return token;
    },
    async use(token) {
      const session = await model.findOne({ tokenHash: hashOf(token) }).lean<StoredSession>();
      const seenAt = now();
      // The store sweeps about once a minute, so a session that is over may still be found.
      if (!session || session.expiresAt <= seenAt) return undefined;
      await record(session, seenAt);
      return session.operatorId;
    },
    async end(token) {
      await model.deleteOne({ tokenHash: hashOf(token) });
    },
    async endAllOf(operatorId) {
      await model.deleteMany({ operatorId });
    },
    async list(operatorId, token) {
      const own = token === undefined ? undefined : hashOf(token);
      const rows = await model
        .find({ operatorId, expiresAt: { $gt: now() } })
        .sort({ seenAt: -1 })
        .lean<StoredSession[]>();
      return rows.map(({ _id, tokenHash, createdAt, seenAt, endsAt, address, userAgent }) => ({
        id: _id,
        createdAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
        endsAt: endsAt.toISOString(),
        address: address ?? null,
        userAgent: userAgent ?? null,
        isCurrent: tokenHash === own,
      }));
    },
    async endOne(operatorId, id) {
      return (await model.deleteOne({ _id: id, operatorId })).deletedCount > 0;
    },
    async endOthers(operatorId, token) {
      await model.deleteMany({ operatorId, tokenHash: { $ne: hashOf(token) } });
    },
  };
}
