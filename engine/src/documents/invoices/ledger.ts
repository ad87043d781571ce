import { newId, type PaymentActor } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Clock } from '../../clock.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Snapshot, StoredInvoice } from './model.ts';
import { dayIn, yearOf } from './numbering.ts';
import { InvoiceNotFound } from './problems.ts';
import { placed, type Draft } from './snapshot.ts';

/** What is to be entered. */
export interface Entry {
  /** A payment for its invoice, a refund for its credit note, its return for a debit note: each gets one row, however often. */
  subject: string;
  series: string;
  /** The merchant's, by which days and years begin. */
  timeZone: string;
  draft: Draft;
  by: PaymentActor;
}

const isTaken = (error: unknown): boolean => (error as { code?: unknown }).code === 11000;

/**
 * The books: the only writer of invoices. A number is given out by storing the row that has it, under a unique index, so
 * there is no moment at which a number is taken and nothing stands there: a process that dies has either written the row or
 * not. Rows are never taken away, and what they say is never changed.
 */
export class Ledger {
  readonly #model: Model<StoredInvoice>;
  readonly #now: Clock;
  /** In this engine one enters a series after the other; other engines may be faster, which the index notices. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(model: Model<StoredInvoice>, now: Clock) {
    this.#model = model;
    this.#now = now;
  }

  /** Enters a document under the next number; what its subject has got already is handed back instead. */
  enter(entry: Entry): Promise<StoredInvoice> {
    const before = this.#turns.get(entry.series) ?? Promise.resolve();
    const mine = before.then(() => this.#enter(entry));
    const over = mine.catch(() => undefined);
    this.#turns.set(entry.series, over);
    void over.then(() => this.#turns.get(entry.series) === over && this.#turns.delete(entry.series));
    return mine;
  }

  async #enter(entry: Entry): Promise<StoredInvoice> {
    // Whoever is refused was refused because another row got in: this ends once everybody else has theirs.
    for (;;) {
      const known = await this.about(entry.subject);
      if (known) return known;
      const row = await this.#nextRow(entry);
      try {
        await this.#model.create(row);
        return row;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
  }

  async #nextRow({ subject, series, timeZone, draft, by }: Entry): Promise<StoredInvoice> {
    const now = this.#now();
    const year = yearOf(dayIn(timeZone, now));
    const last = await this.#model
      .findOne({ series, year }, { sequence: 1, issuedAt: 1 })
      .sort({ sequence: -1 })
      .lean<Pick<StoredInvoice, 'sequence' | 'issuedAt'>>();
    // Clocks of two engines may differ a little; in the books a later number never has an earlier time.
    const issuedAt = last && last.issuedAt > now ? last.issuedAt : now;
    const snapshot = placed(draft, { series, sequence: (last?.sequence ?? 0) + 1 }, issuedAt, timeZone);
    return rowOf(newId('invoice', issuedAt), subject, snapshot, by);
  }

  /** What stands in the books about a payment's money, or about a refund. */
  async about(subject: string): Promise<StoredInvoice | undefined> {
    return (await this.#model.findOne({ subject }).lean<StoredInvoice>()) ?? undefined;
  }

  /** @throws InvoiceNotFound */
  async get(id: string): Promise<StoredInvoice> {
    const found = await this.#model.findById(id).lean<StoredInvoice>();
    if (!found) throw new InvoiceNotFound({ id });
    return found;
  }

  /** In the order of their birth, or against it. */
  async find(filter: Record<string, unknown>, order: 1 | -1, limit: number): Promise<StoredInvoice[]> {
    return this.#model.find(filter).sort({ _id: order }).limit(limit).lean<StoredInvoice[]>();
  }

  /** Notes the file of a language. @returns the one that was noted first, which others may have seen */
  async noteFile(id: string, language: Snapshot['language'], file: string): Promise<string> {
    const field = `files.${language}`;
    await this.#model.updateOne({ _id: id, [field]: { $exists: false } }, { $set: { [field]: file } });
    return (await this.get(id)).files?.[language] ?? file;
  }

  /** Everything that follows from it is done. */
  async close(id: string): Promise<void> {
    await this.#model.updateOne({ _id: id }, { $unset: { openSince: 1 } });
  }

  /** What was entered before a moment and still waits for something that follows from it. */
  async open(before: Date, limit: number): Promise<StoredInvoice[]> {
    return this.#model
      .find({ openSince: { $lt: before } })
      .sort({ openSince: 1 })
      .limit(limit)
      .lean<StoredInvoice[]>();
  }

  async prepare(): Promise<void> {
    await this.#model.createIndexes();
  }
}

function rowOf(_id: string, subject: string, snapshot: Snapshot, issuedBy: PaymentActor): StoredInvoice {
  const { series, year, sequence, number, kind, issuedOn, buyer, payment } = snapshot;
  const issuedAt = new Date(snapshot.issuedAt);
  return {
    ...{ _id, series, year, sequence, number, kind, payment: payment.id, subject, issuedAt, issuedOn, issuedBy },
    snapshot,
    sha256: fingerprintOf(snapshot),
    searched: {
      number: number.toLowerCase(),
      reference: payment.reference.toLowerCase(),
      ...(buyer.email && { email: buyer.email.toLowerCase() }),
      ...(buyer.taxId && { taxId: buyer.taxId.toLowerCase() }),
    },
    openSince: issuedAt,
  };
}
