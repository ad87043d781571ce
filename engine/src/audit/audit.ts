import type { Connection, Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { TellHistory } from '../config/index.ts';
import type { HubRouter } from '../http/index.ts';
import type { Effect, PaymentDependencies } from '../payments/index.ts';
import { sealKey, start, type Head } from './chain.ts';
import type { AuditEntry, KeyedEntry, StoredRow } from './entry.ts';
import { auditModels, type AuditModels } from './model.ts';
import { documentsInto, type Versions } from './of-documents.ts';
import { paymentsInto } from './of-payments.ts';
import { Outbox, type Untold } from './outbox.ts';
import { auditRoutes } from './routes.ts';
import { Trail } from './trail.ts';
import { verify, type Verification } from './verify.ts';

export interface AuditDependencies {
  connection: Connection;
  masterKey: Buffer;
  now: Clock;
  log: Logger;
}

/** What is to be verified: everything unless said otherwise. */
export interface Extent {
  /** Only so many rows at the end. */
  last?: number | undefined;
  /** A place in the trail that somebody wrote down outside of the hub. */
  seen?: Head | undefined;
}

/** So many rows are in memory at a time while the trail is verified; a database would fill 16 MB with them. */
const verifiedAtOnce = 200;

/** The audit trail: the door of this room. */
export class Audit {
  readonly #models: AuditModels;
  readonly #trail: Trail;
  readonly #outbox: Outbox;
  readonly #key: Buffer;
  readonly #now: Clock;
  #verifying: Promise<Verification> | undefined;

  constructor({ connection, masterKey, now, log }: AuditDependencies) {
    this.#models = auditModels(connection);
    this.#key = sealKey(masterKey);
    this.#now = now;
    this.#trail = new Trail(this.#models, this.#key, now, log);
    this.#outbox = new Outbox(this.#trail, now, log);
  }

  prepare(): Promise<void> {
    return this.#trail.prepare();
  }

  /** Looks after what crashes left. */
  start(): void {
    this.#outbox.start();
  }

  async stop(): Promise<void> {
    this.#outbox.stop();
    await this.#trail.idle();
  }

  /** As `record` of trail.ts. */
  record(key: string, entry: AuditEntry): Promise<void> {
    return this.#trail.record(key, entry);
  }

  /** As `note` of outbox.ts. */
  note(entry: AuditEntry): KeyedEntry {
    return this.#outbox.note(entry);
  }

  /** As `tell` of outbox.ts. */
  tell<Stored extends Untold>(model: Model<Stored>, id: string): Promise<void> {
    return this.#outbox.tell(model, id);
  }

  /** As `follow` of outbox.ts. */
  follow<Stored extends Untold>(model: Model<Stored>): void {
    this.#outbox.follow(model);
  }

  /** Tells what crashes left, now. */
  sweep(): Promise<void> {
    return this.#outbox.sweep();
  }

  /** What operators and keys do with payments. */
  ofPayments(): Effect {
    return paymentsInto(this.#trail);
  }

  /** What happens to documents. */
  ofDocuments(versionsOf: Versions): TellHistory {
    return documentsInto(this.#trail, versionsOf);
  }

  routes(payments: Pick<PaymentDependencies, 'payments'>): HubRouter {
    return auditRoutes({
      models: this.#models,
      trail: this.#trail,
      payments,
      verify: (extent) => this.verify(extent),
      now: this.#now,
    });
  }

  /** Goes through the trail. Of those who ask for all of it at the same time, everybody gets the same answer. */
  async verify({ last, seen }: Extent = {}): Promise<Verification> {
    if (last !== undefined || seen) return this.#verify(await this.#behind(last), seen);
    this.#verifying ??= this.#verify(start).finally(() => (this.#verifying = undefined));
    return this.#verifying;
  }

  async #verify(behind: Head, seen?: Head): Promise<Verification> {
    const { rows, anchor } = this.#models;
    const collection = rows.db.collection<StoredRow>(rows.collection.collectionName);
    // The anchor first: rows that come meanwhile are more than it promises, never less.
    const known = (await anchor.findById('head').lean()) ?? undefined;
    const found = collection
      .find({ sequence: { $gt: behind.sequence } }, { batchSize: verifiedAtOnce })
      .sort({ sequence: 1 });
    return verify(found, { key: this.#key, anchor: known, behind, seen });
  }

  /** The row before the last so many. */
  async #behind(last: number | undefined): Promise<Head> {
    if (last === undefined) return start;
    const { rows } = this.#models;
    const [end] = await rows.find({}, { sequence: 1 }).sort({ sequence: -1 }).limit(1).lean();
    const before = (end?.sequence ?? 0) - last;
    const row = before > 0 ? await rows.findOne({ sequence: before }, { sequence: 1, hash: 1 }).lean() : undefined;
    return row ? { sequence: row.sequence, hash: row.hash } : start;
  }
}
