import { Schema } from 'mongoose';
import { options, text, textOrNone, time } from './fields.ts';

/** One operator signed in with one browser. The token that opens it is not in here. */
export interface StoredSession {
  _id: string;
  /** SHA-256 of the token, hexadecimal: a copy of this row cannot be sent as a cookie. */
  tokenHash: string;
  operatorId: string;
  createdAt: Date;
  /** Where the browser came from, and what it calls itself. */
  address?: string | null;
  userAgent?: string | null;
  /** Last use, known to the minute. */
  seenAt: Date;
  /** End of the absolute lifetime, however busy the session is. */
  endsAt: Date;
  /** End unless it is used again; never after `endsAt`. The store sweeps the row away after it. */
  expiresAt: Date;
}

export const sessionSchema = new Schema<StoredSession>(
  {
    _id: text,
    tokenHash: text,
    operatorId: text,
    createdAt: time,
    address: textOrNone,
    userAgent: textOrNone,
    seenAt: time,
    endsAt: time,
    expiresAt: time,
  },
  { ...options, collection: 'sessions' },
);
sessionSchema.index({ tokenHash: 1 }, { unique: true });
sessionSchema.index({ operatorId: 1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
