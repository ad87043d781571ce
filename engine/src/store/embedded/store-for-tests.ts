import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import { serve, type RunningServer } from './server.ts';

/** The driver that mongoose brings; the tests speak to the store through it as the engine does. */
export const { MongoClient } = mongoose.mongo;
export type Database = ReturnType<InstanceType<typeof MongoClient>['db']>;

/** Documents with readable ids, as the engine stores them. */
export interface Thing extends mongoose.mongo.Document {
  _id: string;
}

export interface TestStore {
  server: RunningServer;
  db: Database;
  folder: string;
  /** Moves the clock that TTL indexes, cursors and sessions live by. */
  advance: (ms: number) => void;
  close: () => Promise<void>;
}

export const temporaryFolder = (): string => mkdtempSync(path.join(tmpdir(), 'embedded-'));

/** A store in this thread with a driver connected to it, in a folder of its own. */
export async function openTestStore(folder = temporaryFolder()): Promise<TestStore> {
  let now = new Date('2030-01-01T12:00:00Z').getTime();
  const server = await serve({ folder, durable: false, now: () => new Date(now) });
  const client = await new MongoClient(server.uri, { serverSelectionTimeoutMS: 2000 }).connect();
  return {
    server,
    db: client.db('test'),
    folder,
    advance: (ms) => void (now += ms),
    close: async () => {
      await client.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The code of the error that a command is refused with; undefined when it is not refused. */
export async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}
