// engine/src/store/embedded/start.ts
import path from "node:path";
import { Worker } from "node:worker_threads";

// engine/src/store/embedded/ownership/folder-in-use.ts
var FolderInUse = class extends Error {
  constructor(folder, ownerPid) {
    const owner = ownerPid === void 0 ? "another process" : ownerPid === process.pid ? "this process" : `process ${ownerPid}`;
    super(
      `The data folder ${folder} is in use by ${owner}. Stop that process, or choose another folder; to run several engines on the same data, set MONGODB_URI to use MongoDB.`
    );
    this.folder = folder;
    this.ownerPid = ownerPid;
    this.name = "FolderInUse";
  }
  folder;
  ownerPid;
};

// engine/src/store/embedded/start.ts
async function startEmbeddedStore({ folder, durable = true }) {
  const input = { folder: path.resolve(folder), durable };
  const worker = openWorker(input);
  const died = new Promise((resolve) => {
    worker.once("error", (error) => resolve(new Error("The embedded store failed", { cause: error })));
    worker.once("exit", (code) => resolve(new Error(`The embedded store ended unexpectedly (exit code ${code})`)));
  });
  const first = await Promise.race([nextReport(worker), died]);
  if (first instanceof Error) throw first;
  if (first.kind !== "ready") {
    await worker.terminate();
    throw first.kind === "in-use" ? new FolderInUse(input.folder, first.ownerPid) : new Error(`The embedded store did not start: ${JSON.stringify(first)}`);
  }
  let stopped;
  let asked = false;
  return {
    uri: first.uri,
    died: new Promise((resolve) => void died.then((error) => asked || resolve(error))),
    stop: () => {
      asked = true;
      return stopped ??= stop(worker, died);
    }
  };
}
var nextReport = (worker) => new Promise((resolve) => worker.once("message", (report) => resolve(report)));
async function stop(worker, died) {
  const report = nextReport(worker);
  worker.postMessage("stop");
  const last = await Promise.race([report, died]);
  await worker.terminate();
  if (!(last instanceof Error) && last.kind === "failed")
    throw new Error(`The embedded store did not stop cleanly: ${last.message}`);
}
function openWorker(workerData) {
  const file = import.meta.url.endsWith(".ts") ? "./worker-from-source.mjs" : "./embedded-store-worker.js";
  return new Worker(new URL(file, import.meta.url), { workerData, execArgv: [] });
}
export {
  FolderInUse,
  startEmbeddedStore
};
