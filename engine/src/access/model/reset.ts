import { Schema } from 'mongoose';
import { options, text, time } from './fields.ts';

/** A link with which somebody may choose a new password once. */
export interface StoredReset {
  /** SHA-256 of the token, hexadecimal. */
  _id: string;
  operatorId: string;
  createdAt: Date;
  expiresAt: Date;
}

export const resetSchema = new Schema<StoredReset>(
  { _id: text, operatorId: text, createdAt: time, expiresAt: time },
  { ...options, collection: 'password_resets' },
);
resetSchema.index({ operatorId: 1 });
resetSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
