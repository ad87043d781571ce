import { newId, type SignInRecord } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { From } from './from.ts';
import type { StoredSignIn } from '../model/index.ts';

const keptMs = 90 * 24 * 60 * 60_000;
const shownAtMost = 50;

/** Who tried to sign in as whom, and what became of it. */
export interface SignIns {
  record(operatorId: string, outcome: StoredSignIn['outcome'], from: From): Promise<void>;
  /** The newest first, 50 at most. */
  of(operatorId: string): Promise<SignInRecord[]>;
}

export function createSignIns(model: Model<StoredSignIn>, now: () => Date): SignIns {
  return {
    async record(operatorId, outcome, { address, userAgent }) {
      const at = now();
      const expiresAt = new Date(at.getTime() + keptMs);
      await model.create({ _id: newId('signIn', at), operatorId, at, outcome, address, userAgent, expiresAt });
    },
    async of(operatorId) {
      const rows = await model.find({ operatorId }).sort({ _id: -1 }).limit(shownAtMost).lean<StoredSignIn[]>();
      return rows.map(({ at, outcome, address, userAgent }) => ({ at: at.toISOString(), outcome, address, userAgent }));
    },
  };
}
