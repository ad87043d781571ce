import { Schema } from 'mongoose';
import { maker, number, options, text, time, timeOrNever, untold, type Maker } from './fields.ts';

/** A second factor that counts: time-based codes of RFC 6238. */
export interface StoredFactor {
  /** The shared secret in base32, sealed with the master key under the operator's id. */
  sealed: string;
  since: Date;
  /** The last period of 30 seconds whose code was used; codes of it and of earlier ones are worth nothing. */
  lastStep: number;
  /** HMAC-SHA-256 of each recovery code that was not used yet, hexadecimal. */
  recovery: string[];
}

/** A person who works in the console. */
export interface StoredOperator {
  _id: string;
  name: string;
  /** As `emailKey` writes it, so that the unique index sees through capital letters. */
  email: string;
  /** PHC string of argon2id. */
  passwordHash: string;
  /** Ids of role documents. */
  roles: string[];
  createdAt: Date;
  /** Absent in rows that are older than the question. */
  createdBy?: Maker | null;
  /** Whether the first password was chosen by a link that only their mailbox got: nobody else ever held this access. */
  enteredByMail?: boolean;
  /** Since when the operator may no longer sign in. */
  disabledAt: Date | null;
  lastSignInAt?: Date | null;
  passwordChangedAt?: Date | null;
  secondFactor?: StoredFactor | null;
  /** A secret that was handed out and not yet proven, sealed as that of a factor. */
  offeredFactor?: { sealed: string; at: Date } | null;
  /** What the audit trail has not been told yet. */
  untold?: object[];
}

const factor = {
  type: new Schema<StoredFactor>(
    { sealed: text, since: time, lastStep: number, recovery: { type: [String], required: true } },
    { _id: false, id: false },
  ),
  default: null,
};
const offered = {
  type: new Schema<{ sealed: string; at: Date }>({ sealed: text, at: time }, { _id: false, id: false }),
  default: null,
};

export const operatorSchema = new Schema<StoredOperator>(
  {
    _id: text,
    name: text,
    email: text,
    passwordHash: text,
    roles: { type: [String], required: true },
    createdAt: time,
    createdBy: maker,
    enteredByMail: { type: Boolean, default: false },
    disabledAt: timeOrNever,
    lastSignInAt: timeOrNever,
    passwordChangedAt: timeOrNever,
    secondFactor: factor,
    offeredFactor: offered,
    untold,
  },
  { ...options, collection: 'operators' },
);
operatorSchema.index({ email: 1 }, { unique: true });
