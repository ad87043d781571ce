import { Schema } from 'mongoose';
import { maker, options, text, time, timeOrNever, untold, type Maker } from './fields.ts';

/** A key for one of the merchant's systems. The key itself is not in here. */
export interface StoredApiKey {
  _id: string;
  name: string;
  /** Ids of role documents. */
  roles: string[];
  /** SHA-256 of the key, hexadecimal. */
  keyHash: string;
  createdAt: Date;
  /** Absent in rows that are older than the question. */
  createdBy?: Maker | null;
  /** Known to the minute. */
  lastUsedAt: Date | null;
  /** The row stays, because payments name the key that created them. */
  revokedAt: Date | null;
  /** What the audit trail has not been told yet. */
  untold?: object[];
}

export const apiKeySchema = new Schema<StoredApiKey>(
  {
    _id: text,
    name: text,
    roles: { type: [String], required: true },
    keyHash: text,
    createdAt: time,
    createdBy: maker,
    lastUsedAt: timeOrNever,
    revokedAt: timeOrNever,
    untold,
  },
  { ...options, collection: 'api_keys' },
);
apiKeySchema.index({ keyHash: 1 }, { unique: true });
