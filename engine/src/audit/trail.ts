import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { originNow } from '../request-scope.ts';
import { chained, isSealed, sealOf, start, type Head } from './chain.ts';
import type { AuditEntry, KeyedEntry, StoredRow } from './entry.ts';
import type { AuditModels } from './model.ts';

/** As many rows go into the database at a time. */
const batchSize = 200;
/** As many nodes as may append in the same moment without one of them giving up. */
const mostTries = 50;

const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === 11000;

/** What the seal of an anchor covers: an anchor is no row, and the seal of one is not that of the other. */
export const anchored = ({ sequence, hash }: Head): string => `anchor ${sequence} ${hash}`;

interface Waiting {
  entry: KeyedEntry;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * Appends to the trail: rows are only ever added, each with the hash of the one before. Within a node one after the other;
 * of several nodes the unique sequence lets one win, and the others go on behind it.
 */
export class Trail {
  readonly #models: AuditModels;
  readonly #key: Buffer;
  readonly #now: Clock;
  readonly #log: Logger;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #head: Head | undefined;

  /** @param key of the seals */
  constructor(models: AuditModels, key: Buffer, now: Clock, log: Logger) {
    this.#models = models;
    this.#key = key;
    this.#now = now;
    this.#log = log;
  }

  /** Makes the indexes, and the anchor of a trail that begins. An anchor that is gone is not made again: that is found. */
  async prepare(): Promise<void> {
    await Promise.all([this.#models.rows.createIndexes(), this.#models.anchor.createIndexes()]);
    if (await this.#models.rows.findOne({}, { _id: 1 }).lean()) return;
    const first = { ...start, at: this.#now(), seal: sealOf(this.#key, anchored(start)) };
    await this.#models.anchor.updateOne({ _id: 'head' }, { $setOnInsert: first }, { upsert: true });
  }

  /**
   * Writes down what was done, exactly once for each key. Resolves when the row is stored.
   * @throws what the database throws; the same key again is safe then
   */
  record(key: string, entry: AuditEntry): Promise<void> {
    const origin = entry.origin ?? originNow();
    const keyed: KeyedEntry = { ...entry, key, ...(origin && { origin }) };
    return new Promise((done, failed) => {
      this.#waiting.push({ entry: keyed, done, failed });
      this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
    });
  }

  /** Resolves when nothing waits to be written. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize);
      try {
        await this.#append(distinct(batch.map(({ entry }) => entry)));
        for (const { done } of batch) done();
      } catch (error) {
        this.#head = undefined;
        for (const { failed } of batch) failed(error);
      }
    }
  }

  async #append(entries: readonly KeyedEntry[]): Promise<void> {
    let left = entries;
    for (let tries = 0; left.length > 0; tries += 1) {
      const rows = chained(left, (this.#head ??= await this.#readHead()), this.#key, this.#now());
      try {
        await this.#collection.insertMany(rows, { ordered: true });
        this.#head = rows.at(-1);
        left = [];
      } catch (error) {
        this.#head = undefined;
        if (!isDuplicate(error) || tries >= mostTries) throw error;
        // Another node was faster, or some of it was written down before: what is not there yet goes behind the new head.
        left = await this.#missing(left);
      }
    }
    await this.#moveAnchor();
  }

  async #missing(entries: readonly KeyedEntry[]): Promise<KeyedEntry[]> {
    const keys = entries.map(({ key }) => key);
    const found = await this.#models.rows.find({ key: { $in: keys } }, { key: 1 }).lean();
    const known = new Set(found.map(({ key }) => key));
    return entries.filter(({ key }) => !known.has(key));
  }

  /** The last row, or the anchor when rows behind it are gone: what was cut off leaves a gap for ever. */
  async #readHead(): Promise<Head> {
    const last = await this.#models.rows.findOne({}, { sequence: 1, hash: 1 }).sort({ sequence: -1 }).lean();
    const anchor = await this.#models.anchor.findById('head').lean();
    const isOurs = anchor && isSealed(this.#key, anchored(anchor), anchor.seal);
    const head = isOurs && anchor.sequence > (last?.sequence ?? 0) ? anchor : (last ?? start);
    if (head === anchor && anchor.sequence > 0)
      this.#log.error(
        { anchored: anchor.sequence, rows: last?.sequence ?? 0 },
        'the end of the audit trail is missing',
      );
    return { sequence: head.sequence, hash: head.hash };
  }

  async #moveAnchor(): Promise<void> {
    if (!this.#head) return;
    const { sequence, hash } = this.#head;
    const next = { sequence, hash, at: this.#now(), seal: sealOf(this.#key, anchored(this.#head)) };
    await this.#models.anchor.updateOne({ _id: 'head', sequence: { $lt: sequence } }, { $set: next });
  }

  /** Without mongoose's casting: rows have our own types, and their hash is over exactly what is stored. */
  get #collection() {
    const { db, collection } = this.#models.rows;
    return db.collection<StoredRow>(collection.collectionName);
  }
}

/** Once each, the first of them. */
function distinct(entries: readonly KeyedEntry[]): KeyedEntry[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.key, entry])).values()].toReversed();
}
