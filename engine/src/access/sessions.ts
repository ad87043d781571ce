import { newId } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { StoredSession } from './model.ts';
import { hashOf, newToken, type Random } from './tokens.ts';

const minute = 60_000;
/** However busy, a session ends after this. */
export const sessionLifetimeMs = 12 * 60 * minute;
/** Unused, it ends after this; as use is recorded by the minute, up to one minute earlier. */
export const sessionIdleMs = 60 * minute;
const recordEveryMs = minute;

export interface Sessions {
  /** Begins a session and hands out its token, which is not kept. */
  begin(operatorId: string): Promise<string>;
  /** Whose session a token opens, recording the use; undefined when it is unknown, over or was never given out. */
  use(token: string): Promise<string | undefined>;
  /** Ends the session of a token; nothing happens when there is none. */
  end(token: string): Promise<void>;
  /** Ends every session of an operator. */
  endAllOf(operatorId: string): Promise<void>;
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
    async begin(operatorId) {
      const token = newToken(random);
      const createdAt = now();
      const endsAt = new Date(createdAt.getTime() + sessionLifetimeMs);
      await model.create({
        _id: newId('session', createdAt),
        tokenHash: hashOf(token),
        operatorId,
        createdAt,
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
  };
}
