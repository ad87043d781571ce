import { existsSync } from 'node:fs';
import path from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { CommandError } from '../errors.ts';

/** One stored pair; both buffers are the caller's own. */
export interface Entry {
  key: Buffer;
  value: Buffer;
}

/** A stretch of keys, `start` included and `end` not. */
export interface KeyRange {
  start: Buffer;
  end: Buffer;
}

/** Work in the queue: `attempt` runs it and returns how to answer once the transaction is on disk. */
interface Waiting {
  attempt: () => () => void;
  fail: (error: unknown) => void;
}

/**
 * The key-value file underneath: one LMDB environment with one ordered table. Reads are synchronous; writes wait in a
 * queue that is drained into one transaction, so that many callers share one fsync.
 */
export class Pages {
  readonly #db: RootDatabase<Buffer, Buffer>;
  readonly #onAbort: () => void;
  #queue: Waiting[] = [];
  #drained = Promise.resolve();
  #commits = 0;

  /**
   * @param durable false leaves flushing to the operating system: for tests only
   * @param onAbort is called when a transaction was given up, so that what memory holds can be read again
   */
  constructor(folder: string, durable: boolean, onAbort: () => void) {
    // A file that was begun before values were compressed goes on as it is: its values could be taken for compressed ones.
    const uncompressed = path.join(folder, 'store.mdb');
    const compression = !existsSync(uncompressed);
    // With overlappingSync a write would be acknowledged before it is on disk.
    this.#db = open<Buffer, Buffer>(compression ? path.join(folder, 'documents.mdb') : uncompressed, {
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      overlappingSync: false,
      noSync: !durable,
      // Documents repeat the names of their fields; packed, most take half a page instead of two.
      compression,
    });
    this.#onAbort = onAbort;
  }

  get(key: Buffer): Buffer | undefined {
    return this.#db.getBinary(key);
  }

  /** Only inside `write`. */
  put(key: Buffer, value: Buffer): void {
    this.#db.putSync(key, value);
  }

  /** Only inside `write`. */
  remove(key: Buffer): void {
    this.#db.removeSync(key);
  }

  /** @param most where counting may stop */
  count({ start, end }: KeyRange, most = Infinity): number {
    if (Buffer.compare(start, end) >= 0 || most <= 0) return 0;
    // lmdb's own counting knows no limit, and goes through all there is.
    const isMore = Number.isFinite(most) && this.#hasNth({ start, end }, most);
    return isMore ? most : this.#db.getKeysCount({ start, end });
  }

  #hasNth({ start, end }: KeyRange, n: number): boolean {
    const nth = this.#db.getKeys({ start, end, offset: n - 1, limit: 1 });
    for (const _key of nth) return true;
    return false;
  }

  /**
   * Walks a range in growing chunks, each read completely before the first of it is handed out. Nothing of LMDB stays
   * open between chunks: an abandoned walk holds no snapshot, so it cannot make the file grow, and a walk that is
   * continued later sees what has been written meanwhile.
   * @param skip how many entries to pass over first, without reading them
   */
  *walk(range: KeyRange, reverse = false, skip = 0): Generator<Entry> {
    let { start, end } = range;
    let offset = skip;
    for (let size = 8; ; size = Math.min(size * 4, 256)) {
      const readAt = this.#commits;
      const chunk = this.#chunk(start, end, reverse, size, offset);
      offset = 0;
      let last: Buffer | undefined;
      for (const { key, value } of chunk) {
        yield { key, value };
        last = key;
        if (this.#commits !== readAt) break; // the rest of the chunk may be out of date by now
      }
      if (!last || (chunk.length < size && this.#commits === readAt)) return;
      if (reverse) end = last;
      else start = Buffer.concat([last, Buffer.from([0])]);
    }
  }

  #chunk(start: Buffer, end: Buffer, reverse: boolean, limit: number, offset: number): Entry[] {
    if (Buffer.compare(start, end) >= 0) return [];
    // lmdb names the bounds of a reversed range in walking order.
    const bounds = reverse
      ? { start: end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse }
      : { start, end };
    const chunk: Entry[] = [];
    for (const { key, value } of this.#db.getRange({ ...bounds, limit, offset }))
      chunk.push({ key: Buffer.from(key), value });
    return chunk;
  }

  /**
   * Runs synchronous work in a transaction and resolves with its result once that is on disk. The work may refuse with
   * a CommandError as long as what it has put until then may stay; after any other error nothing of it stays.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const attempt = (): (() => void) => {
        try {
          const result = work();
          return () => resolve(result);
        } catch (error) {
          if (error instanceof CommandError) return () => reject(error);
          throw error;
        }
      };
      this.#queue.push({ attempt, fail: reject });
      if (this.#queue.length === 1) this.#drained = new Promise((done) => setImmediate(() => done(this.#drain())));
    });
  }

  /** Waits for queued writes, then closes the file. */
  async close(): Promise<void> {
    await this.#drained;
    await this.#db.close();
  }

  #drain(): void {
    const batch = this.#queue;
    this.#queue = [];
    if (this.#commit(batch)) return;
    // One piece of work spoiled the transaction: alone, each succeeds or fails on its own account.
    for (const work of batch) this.#commit([work], work.fail);
  }

  #commit(batch: Waiting[], onFailure?: (error: unknown) => void): boolean {
    try {
      const answers = this.#db.transactionSync(() => batch.map((work) => work.attempt()));
      this.#db.resetReadTxn();
      this.#commits++;
      for (const answer of answers) answer();
      return true;
    } catch (error) {
      this.#db.resetReadTxn();
      this.#onAbort();
      onFailure?.(error);
      return false;
    }
  }
}
