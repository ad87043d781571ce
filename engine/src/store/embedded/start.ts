import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { FolderInUse } from './ownership/folder-in-use.ts';
import type { WorkerInput, WorkerReport } from './worker.ts';

export interface EmbeddedStoreOptions {
  /** Where the data lives; made when missing. One process at a time may own it. */
  folder: string;
  /** true, the default: a write is on disk before it is acknowledged. false is for tests only. */
  durable?: boolean;
}

export interface EmbeddedStore {
  /** Connection string for mongoose, the MongoDB driver and agenda; name the database with their `dbName` or in its path. */
  uri: string;
  /** Resolves, with the reason, when the store ends without having been asked to: nothing can be read or written any more. */
  died: Promise<Error>;
  /** Finishes accepted writes, closes the data and gives the folder free. */
  stop: () => Promise<void>;
}

/**
 * Starts the default database in a worker thread, so that a long scan does not hold up requests.
 * @throws FolderInUse when this or another process already owns the folder
 */
export async function startEmbeddedStore({ folder, durable = true }: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const input: WorkerInput = { folder: path.resolve(folder), durable };
  const worker = openWorker(input);
  const died = new Promise<Error>((resolve) => {
    worker.once('error', (error) => resolve(new Error('The embedded store failed', { cause: error })));
    worker.once('exit', (code) => resolve(new Error(`The embedded store ended unexpectedly (exit code ${code})`)));
  });
  const first = await Promise.race([nextReport(worker), died]);
  if (first instanceof Error) throw first;
  if (first.kind !== 'ready') {
    await worker.terminate();
    throw first.kind === 'in-use'
      ? new FolderInUse(input.folder, first.ownerPid)
      : new Error(`The embedded store did not start: ${JSON.stringify(first)}`);
  }
  let stopped: Promise<void> | undefined;
  let asked = false;
  return {
    uri: first.uri,
    died: new Promise((resolve) => void died.then((error) => asked || resolve(error))),
    stop: () => {
      asked = true;
      return (stopped ??= stop(worker, died));
    },
  };
}

const nextReport = (worker: Worker): Promise<WorkerReport> =>
  new Promise((resolve) => worker.once('message', (report: WorkerReport) => resolve(report)));

async function stop(worker: Worker, died: Promise<Error>): Promise<void> {
  const report = nextReport(worker);
  worker.postMessage('stop');
  const last = await Promise.race([report, died]);
  await worker.terminate();
  if (!(last instanceof Error) && last.kind === 'failed')
    throw new Error(`The embedded store did not stop cleanly: ${last.message}`);
}

/** The built engine has the worker beside it as one file; from source, another file first teaches Node to read TypeScript. */
function openWorker(workerData: WorkerInput): Worker {
  const file = import.meta.url.endsWith('.ts') ? './worker-from-source.mjs' : './embedded-store-worker.js';
  return new Worker(new URL(file, import.meta.url), { workerData, execArgv: [] });
}
