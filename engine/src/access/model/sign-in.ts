import type { SignInRecord } from '@pih/schemas';
import { Schema } from 'mongoose';
import { number, options, text, textOrNone, time, timeOrNever } from './fields.ts';

/** How often signing in with one e-mail has failed, whether anybody has that e-mail or not. */
export interface StoredAttempts {
  /** SHA-256 of the e-mail as `emailKey` writes it: made-up addresses are nobody's business. */
  _id: string;
  /** Attempts since the last that succeeded, or since the last lock. */
  count: number;
  lockedUntil: Date | null;
  /** The store sweeps the row away after it. */
  expiresAt: Date;
}

/** A sign-in that waits for its second factor. Whether the password was right is not told before. */
export interface StoredChallenge {
  /** SHA-256 of the challenge, hexadecimal. */
  _id: string;
  email: string;
  /** Absent when nobody has the e-mail, or the password was wrong. */
  operatorId: string | null;
  /** When the password that was right was chosen, ISO 8601: another one since then ends the challenge. */
  passwordSince: string | null;
  tries: number;
  expiresAt: Date;
}

/** One attempt to sign in as somebody who exists, and what became of it. */
export interface StoredSignIn {
  _id: string;
  operatorId: string;
  at: Date;
  outcome: SignInRecord['outcome'];
  address: string | null;
  userAgent: string | null;
  expiresAt: Date;
}

export const attemptsSchema = new Schema<StoredAttempts>(
  { _id: text, count: number, lockedUntil: timeOrNever, expiresAt: time },
  { ...options, collection: 'sign_in_attempts' },
);
attemptsSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const challengeSchema = new Schema<StoredChallenge>(
  { _id: text, email: text, operatorId: textOrNone, passwordSince: textOrNone, tries: number, expiresAt: time },
  { ...options, collection: 'sign_in_challenges' },
);
challengeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const signInSchema = new Schema<StoredSignIn>(
  {
    _id: text,
    operatorId: text,
    at: time,
    outcome: text,
    address: textOrNone,
    userAgent: textOrNone,
    expiresAt: time,
  },
  { ...options, collection: 'sign_ins' },
);
signInSchema.index({ operatorId: 1, _id: -1 });
signInSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
