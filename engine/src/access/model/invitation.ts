import { Schema } from 'mongoose';
import { maker, options, text, textOrNone, time, timeOrNever, untold, type Maker } from './fields.ts';

/** Somebody who was asked to work here. The token of the link is not in here. */
export interface StoredInvitation {
  _id: string;
  /** SHA-256 of the token, hexadecimal. */
  tokenHash: string;
  email: string;
  /** The same while it can be accepted: of one e-mail there is one open invitation. */
  openFor?: string;
  name: string | null;
  roles: string[];
  language: 'en' | 'it';
  invitedBy: Maker | null;
  /** Whether nobody but the reader of the mail has ever had the link. */
  isMailedOnly: boolean;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  withdrawnAt: Date | null;
  /** Who came of it; decided before the operator is made, so that a crash in between makes nobody twice. */
  operatorId: string | null;
  /** The store sweeps the row away after it. */
  keepUntil: Date;
  /** What the audit trail has not been told yet. */
  untold?: object[];
}

export const invitationSchema = new Schema<StoredInvitation>(
  {
    _id: text,
    tokenHash: text,
    email: text,
    openFor: String,
    name: textOrNone,
    roles: { type: [String], required: true },
    language: text,
    invitedBy: maker,
    isMailedOnly: { type: Boolean, default: false },
    createdAt: time,
    expiresAt: time,
    acceptedAt: timeOrNever,
    withdrawnAt: timeOrNever,
    operatorId: textOrNone,
    keepUntil: time,
    untold,
  },
  { ...options, collection: 'invitations' },
);
invitationSchema.index({ tokenHash: 1 }, { unique: true });
invitationSchema.index({ openFor: 1 }, { unique: true, sparse: true });
invitationSchema.index({ keepUntil: 1 }, { expireAfterSeconds: 0 });
