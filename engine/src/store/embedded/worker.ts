import { parentPort, workerData } from 'node:worker_threads';
import { FolderInUse } from './ownership/folder-in-use.ts';
import { serve } from './server.ts';

/** What the starting thread hands over. */
export interface WorkerInput {
  folder: string;
  durable: boolean;
}

/** What the worker reports back. */
export type WorkerReport =
  | { kind: 'ready'; uri: string }
  | { kind: 'in-use'; ownerPid: number | undefined }
  | { kind: 'failed'; message: string }
  | { kind: 'stopped' };

const report = (message: WorkerReport): void => parentPort?.postMessage(message);

/** Runs the store in this worker until it is told to stop. */
async function run({ folder, durable }: WorkerInput): Promise<void> {
  try {
    const server = await serve({ folder, durable });
    parentPort?.once('message', () => {
      void server.stop().then(
        () => report({ kind: 'stopped' }),
        (error: unknown) => report({ kind: 'failed', message: String(error) }),
      );
    });
    report({ kind: 'ready', uri: server.uri });
  } catch (error) {
    report(
      error instanceof FolderInUse
        ? { kind: 'in-use', ownerPid: error.ownerPid }
        : { kind: 'failed', message: String(error) },
    );
  }
}

await run(workerData as WorkerInput);
