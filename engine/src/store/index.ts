import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { startEmbeddedStore } from './embedded/index.ts';

export { FolderInUse, startEmbeddedStore, type EmbeddedStore } from './embedded/index.ts';
export { walked, type Filter, type Lane, type Page, type Place, type Question, type Sight } from './walk/index.ts';

export interface Store {
  connection: Connection;
  /** Which database is in use, for the log and the start page; without credentials. */
  description: string;
  /** What else may connect to it, such as the scheduler. */
  uri: string;
  /** Nobody but this process can have it open: whatever was under way before it was opened, nobody does any more. */
  isExclusive: boolean;
  /** Resolves when the embedded store ends without being asked to; nothing can be stored from then on. */
  died?: Promise<Error>;
  /** How much the database takes on disk, in bytes. */
  size(): Promise<number>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** MongoDB; the embedded store is used when absent. */
  mongodbUri?: string;
  /** Where the embedded store keeps its files. */
  folder: string;
  /** False only in tests: acknowledges before the disk does. */
  durable?: boolean;
}

// Indexes and collections are made once at start, by the rooms that need them.
const connectOptions = { autoIndex: false, autoCreate: false, serverSelectionTimeoutMS: 10_000 };

/** The hosts of a MongoDB URI, without credentials; it may name several, so it is not one that URL can read. */
const hostsOf = (uri: string): string => /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]*)/.exec(uri)?.[1] ?? 'unknown';

async function sizeOfDatabase({ db }: Connection): Promise<number> {
  const { storageSize = 0, indexSize = 0 } = (await db?.stats()) ?? {};
  return Number(storageSize) + Number(indexSize);
}

/** A file may go while they are looked at; then it takes nothing. */
async function sizeOfFiles(folder: string): Promise<number> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Opens the database that every room shares: MongoDB when a URI is given, otherwise the embedded store.
 * @throws FolderInUse when another process has the embedded store open
 */
export async function openStore({ mongodbUri, folder, durable = true }: StoreOptions): Promise<Store> {
  const embedded = mongodbUri ? undefined : await startEmbeddedStore({ folder, durable });
  const uri = mongodbUri ?? embedded?.uri.replace('/?', '/hub?') ?? '';
  // Money may have been acknowledged to somebody: a write counts once a majority has it in its journal.
  const writeConcern = mongodbUri ? { writeConcern: { w: 'majority' as const, j: true } } : {};
  try {
    const connection = await mongoose.createConnection(uri, { ...connectOptions, ...writeConcern }).asPromise();
    return {
      connection,
      uri,
      description: mongodbUri ? `MongoDB (${hostsOf(mongodbUri)})` : `embedded store in ${folder}`,
      isExclusive: embedded !== undefined,
      ...(embedded && { died: embedded.died }),
      size: () => (mongodbUri ? sizeOfDatabase(connection) : sizeOfFiles(folder)),
      async close() {
        await connection.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
