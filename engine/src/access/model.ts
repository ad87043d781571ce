import { Schema, type Connection, type Model } from 'mongoose';

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
  /** Since when the operator may no longer sign in. */
  disabledAt: Date | null;
}

/** One operator signed in with one browser. The token that opens it is not in here. */
export interface StoredSession {
  _id: string;
  /** SHA-256 of the token, hexadecimal: a copy of this row cannot be sent as a cookie. */
  tokenHash: string;
  operatorId: string;
  createdAt: Date;
  /** Last use, known to the minute. */
  seenAt: Date;
  /** End of the absolute lifetime, however busy the session is. */
  endsAt: Date;
  /** End unless it is used again; never after `endsAt`. The store sweeps the row away after it. */
  expiresAt: Date;
}

/** A key for one of the merchant's systems. The key itself is not in here. */
export interface StoredApiKey {
  _id: string;
  name: string;
  /** Ids of role documents. */
  roles: string[];
  /** SHA-256 of the key, hexadecimal. */
  keyHash: string;
  createdAt: Date;
  /** Known to the minute. */
  lastUsedAt: Date | null;
  /** The row stays, because payments name the key that created them. */
  revokedAt: Date | null;
}

const options = { versionKey: false, strict: 'throw', id: false } as const;
const text = { type: String, required: true } as const;
const time = { type: Date, required: true } as const;
const timeOrNever = { type: Date, default: null } as const;

const operatorSchema = new Schema<StoredOperator>(
  {
    _id: text,
    name: text,
    email: text,
    passwordHash: text,
    roles: { type: [String], required: true },
    createdAt: time,
    disabledAt: timeOrNever,
  },
  { ...options, collection: 'operators' },
);
operatorSchema.index({ email: 1 }, { unique: true });

const sessionSchema = new Schema<StoredSession>(
  { _id: text, tokenHash: text, operatorId: text, createdAt: time, seenAt: time, endsAt: time, expiresAt: time },
  { ...options, collection: 'sessions' },
);
sessionSchema.index({ tokenHash: 1 }, { unique: true });
sessionSchema.index({ operatorId: 1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const apiKeySchema = new Schema<StoredApiKey>(
  {
    _id: text,
    name: text,
    roles: { type: [String], required: true },
    keyHash: text,
    createdAt: time,
    lastUsedAt: timeOrNever,
    revokedAt: timeOrNever,
  },
  { ...options, collection: 'api_keys' },
);
apiKeySchema.index({ keyHash: 1 }, { unique: true });

export interface AccessModels {
  operators: Model<StoredOperator>;
  sessions: Model<StoredSession>;
  apiKeys: Model<StoredApiKey>;
}

export const accessModels = (connection: Connection): AccessModels => ({
  operators: connection.model<StoredOperator>('Operator', operatorSchema),
  sessions: connection.model<StoredSession>('Session', sessionSchema),
  apiKeys: connection.model<StoredApiKey>('ApiKey', apiKeySchema),
});

/** How an e-mail is stored and looked up: without regard to capital letters. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase();
