import { createHash } from 'node:crypto';
import { newId } from '@pih/schemas';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { inChunks } from './in-chunks.ts';
import type { FileModels, StoredHead } from './model.ts';
import { FileDamaged, FileNotFound } from './problems.ts';

/** A file that can be read. */
export interface StoredFile {
  id: string;
  /** As somebody who saves it would name it. */
  name: string;
  /** Media type. */
  type: string;
  /** In bytes. */
  size: number;
  /** Of the bytes, in hexadecimal. */
  sha256: string;
  createdAt: Date;
  expiresAt?: Date;
}

export interface Keeping {
  /** From then on there is no such file, and its bytes are swept away. Kept for good when absent. */
  expiresAt?: Date;
}

/** Nobody writes one file for a day: then its writer is taken for dead, and what it wrote is swept. */
const abandonedAfterMs = 24 * 3600_000;

/** How often one node sweeps. */
const sweepMs = 600_000;

/** As many files as one sweep takes away at most. */
const sweepSize = 500;

const chunkId = (file: string, place: number): string => `${file}/${place}`;

/**
 * Files in the database, so that each node of the hub can read what another has written. A file exists once its head
 * says that it is whole, which is written last and in one step; a writer that dies before leaves nothing that anybody
 * sees. Who may read a file is for the room to decide that has it stored.
 */
export class Files {
  readonly #models: FileModels;
  readonly #now: Clock;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;

  constructor(models: FileModels, now: Clock, log: Logger) {
    this.#models = models;
    this.#now = now;
    this.#log = log;
  }

  /**
   * Stores bytes as they come, one chunk at a time: what makes them is not faster than the database.
   * @param bytes when it fails, so does this, and nothing stays
   */
  async put(
    name: string,
    type: string,
    bytes: AsyncIterable<Uint8Array> | Uint8Array,
    { expiresAt }: Keeping = {},
  ): Promise<StoredFile> {
    const createdAt = this.#now();
    const removeAt = new Date(createdAt.getTime() + abandonedAfterMs);
    const begun = {
      _id: newId('file', createdAt),
      name,
      type,
      isWhole: false,
      size: 0,
      chunks: 0,
      createdAt,
      removeAt,
    };
    await this.#models.heads.create(begun);
    try {
      const whole = { isWhole: true, ...(await this.#write(begun._id, bytes)) };
      const { matchedCount } = await this.#models.heads.updateOne(
        { _id: begun._id, isWhole: false },
        {
          $set: { ...whole, ...(expiresAt && { removeAt: expiresAt }) },
          ...(!expiresAt && { $unset: { removeAt: 1 } }),
        },
      );
      if (matchedCount !== 1) throw new FileNotFound({ id: begun._id });
      return asFile({ ...begun, ...whole }, expiresAt);
    } catch (error) {
      await this.remove(begun._id).catch((err: unknown) =>
        this.#log.warn({ err, file: begun._id }, 'could not take away what was written of a file; it is swept later'),
      );
      throw error;
    }
  }

  /** @throws FileNotFound also when its time is over */
  async about(id: string): Promise<StoredFile> {
    const head = await this.#head(id);
    return asFile(head, head.removeAt);
  }

  /**
   * Its bytes, chunk by chunk.
   * @throws FileNotFound before the first byte, FileDamaged where bytes are missing or are not those that were stored
   */
  async *read(id: string): AsyncGenerator<Uint8Array> {
    const { chunks, sha256 } = await this.#head(id);
    const sum = createHash('sha256');
    for (let place = 0; place < chunks; place++) {
      const chunk = await this.#models.chunks.findById(chunkId(id, place)).lean();
      if (!chunk) throw new FileDamaged({ id });
      const bytes = bytesOf(chunk.bytes);
      sum.update(bytes);
      yield bytes;
    }
    if (sum.digest('hex') !== sha256) throw new FileDamaged({ id });
  }

  /** Takes a file away; one that is not there is no mistake. */
  async remove(id: string): Promise<void> {
    // The chunks go first: were the head gone, nobody would know of them.
    await this.#models.chunks.deleteMany({ _id: { $gte: `${id}/`, $lt: `${id}0` } });
    await this.#models.heads.deleteOne({ _id: id });
  }

  /** Takes away what nobody may see any more. Runs by itself once started. @returns how many files went */
  async sweep(): Promise<number> {
    const over = await this.#models.heads
      .find({ removeAt: { $lte: this.#now() } }, { _id: 1 })
      .sort({ removeAt: 1 })
      .limit(sweepSize)
      .lean();
    for (const { _id } of over) await this.remove(_id);
    return over.length;
  }

  async prepare(): Promise<void> {
    await Promise.all([this.#models.heads.createIndexes(), this.#models.chunks.createIndexes()]);
  }

  start(): void {
    const look = () =>
      void this.sweep().catch((error: unknown) => this.#log.warn({ err: error }, 'could not sweep files'));
    // Nodes that start together do not sweep together.
    this.#timer = setInterval(look, sweepMs * (0.75 + Math.random() / 2)).unref();
    look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #head(id: string): Promise<StoredHead & { sha256: string }> {
    const head = await this.#models.heads.findById(id).lean<StoredHead>();
    if (!head?.isWhole || head.sha256 === undefined || (head.removeAt && head.removeAt <= this.#now()))
      throw new FileNotFound({ id });
    return { ...head, sha256: head.sha256 };
  }

  async #write(id: string, bytes: AsyncIterable<Uint8Array> | Uint8Array) {
    const sum = createHash('sha256');
    let [size, chunks] = [0, 0];
    for await (const chunk of inChunks(bytes)) {
      sum.update(chunk);
      size += chunk.length;
      await this.#models.chunks.create({ _id: chunkId(id, chunks++), bytes: chunk });
    }
    return { size, chunks, sha256: sum.digest('hex') };
  }
}

/** The driver hands binary data over in a wrapper unless mongoose has unwrapped it. */
const bytesOf = (bytes: Buffer | { buffer: Uint8Array }): Uint8Array =>
  bytes instanceof Uint8Array ? bytes : bytes.buffer;

const asFile = (
  { _id, name, type, size, sha256, createdAt }: StoredHead & { sha256: string },
  expiresAt: Date | undefined,
): StoredFile => ({ id: _id, name, type, size, sha256, createdAt, ...(expiresAt && { expiresAt }) });
