import type { AuditAction, PaymentEvent } from '@pih/schemas';
import type { Origin } from '../request-scope.ts';

/** Who did something. */
export interface AuditActor {
  readonly type: 'operator' | 'api_key' | 'system';
  readonly id?: string;
  readonly name?: string;
}

/** What it was done to. */
export interface AuditTarget {
  /** "payment", "operator", "api_key", "secret", "flow" and the other kinds of documents, "export", "audit". */
  readonly kind: string;
  readonly id: string;
  /** What people call it. Never anything of a shopper. */
  readonly label?: string;
}

/** Named values; only those that changed. */
export type Values = Readonly<Record<string, unknown>>;

/** One thing that was done, as the trail keeps it. */
export interface AuditEntry {
  readonly at: Date;
  readonly actor: AuditActor;
  readonly action: AuditAction | PaymentEvent['type'];
  readonly target: AuditTarget;
  /** The payment that it is about: who may not see it does not see the row. */
  readonly payment?: string;
  readonly before?: Values;
  readonly after?: Values;
  /** Why, in the words of whoever did it. */
  readonly reason?: string;
  /** Where it was asked from; what is going on at the moment when absent. */
  readonly origin?: Origin;
}

/** An entry under the name that makes it unique. */
export interface KeyedEntry extends AuditEntry {
  readonly key: string;
}

/** A row of the trail. Everything but the hash and the seal goes into the hash. */
export interface StoredRow {
  _id: string;
  /** Unique: the same thing is never written down twice. */
  key: string;
  /** From 1 without gaps. */
  sequence: number;
  at: Date;
  actor: AuditActor;
  action: string;
  target: AuditTarget;
  payment?: string;
  /** JSON with sorted keys: as text it comes back from any database as it went in. */
  before?: string;
  after?: string;
  reason?: string;
  origin?: Origin;
  /** The hash of the row before, 64 zeros for the first one. */
  previous: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  /** HMAC-SHA-256 of the hash with a key of the installation: who can only write to the database cannot make one. */
  seal: string;
}
