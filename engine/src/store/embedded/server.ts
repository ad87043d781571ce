import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { answer } from './commands/answer.ts';
import type { Store } from './commands/command.ts';
import { Cursors } from './commands/cursors.ts';
import { Retries } from './commands/retries.ts';
import { deleteExpired } from './expiry.ts';
import { addressIn, listen, uriOf, type Address } from './ownership/address.ts';
import { claim } from './ownership/claim.ts';
import { Catalogue } from './storage/catalogue.ts';
import { serveConnection } from './wire/connection.ts';

/** How often expired documents, idle cursors and old sessions are looked for; MongoDB's own pace. */
const sweepEveryMs = 60_000;

export interface ServerOptions {
  folder: string;
  /** false leaves flushing to the operating system: for tests only. */
  durable: boolean;
  now?: () => Date;
}

export interface RunningServer {
  uri: string;
  store: Store;
  /** Deletes what has expired and forgets what is idle. Runs by itself every minute. @returns documents deleted */
  sweep: () => Promise<number>;
  /** Finishes accepted writes, then closes everything. */
  stop: () => Promise<void>;
}

/**
 * Opens a folder and serves it. The listener comes before the data: it is what proves to other starters that this owner lives.
 * @throws FolderInUse when somebody else serves the folder
 */
export async function serve({ folder, durable, now = () => new Date() }: ServerOptions): Promise<RunningServer> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const early: Socket[] = [];
  let welcome = (socket: Socket): void => void early.push(socket);
  const server = createServer((socket) => welcome(socket));
  const address = await listen(server, addressIn(folder, randomBytes(4).toString('hex')));
  try {
    await claim(folder, address);
    const catalogue = new Catalogue(folder, durable);
    const store: Store = { catalogue, cursors: new Cursors(now), retries: new Retries(now), now };
    const sockets = new Set<Socket>();
    welcome = (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      serveConnection(socket, (body) => answer(body, store));
    };
    early.forEach(welcome);
    return running(server, address, store, sockets);
  } catch (error) {
    for (const socket of early) socket.destroy();
    await close(server, address);
    throw error;
  }
}

function running(server: Server, address: Address, store: Store, sockets: Set<Socket>): RunningServer {
  const sweep = (): Promise<number> => {
    store.cursors.forgetIdle();
    store.retries.forgetIdle();
    return deleteExpired(store);
  };
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // A failed sweep fails again or not a minute later; the writes that clients wait for report their own errors.
    sweeping = sweep().catch(() => undefined);
  }, sweepEveryMs).unref();
  return {
    uri: uriOf(address),
    store,
    sweep,
    stop: async () => {
      clearInterval(timer);
      await sweeping;
      const closed = close(server, address);
      for (const socket of sockets) socket.destroy();
      await store.catalogue.pages.close();
      await closed;
    },
  };
}

async function close(server: Server, address: Address): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if ('path' in address) rmSync(address.path, { force: true });
}
