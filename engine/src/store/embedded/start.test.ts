import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FolderInUse, startEmbeddedStore } from './index.ts';
import { MongoClient, temporaryFolder, type Thing } from './store-for-tests.ts';

// Each test starts processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const engine = path.resolve(import.meta.dirname, '../../..');
let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = temporaryFolder();
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program in another process and gives the first line that it prints. */
async function firstLineOf(...args: string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, args, { cwd: engine, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, line };
  return { child, line: '' };
}

/** A program that owns the folder until it is killed, or says why it cannot. */
const ownerProgram = (entry: string): string =>
  `import { startEmbeddedStore } from ${JSON.stringify(entry)};
   try { await startEmbeddedStore({ folder: ${JSON.stringify(folder)} }); console.log('owns'); }
   catch (error) { console.log(error.name + ': ' + error.message); process.exit(1); }`;

async function insertAndFind(uri: string): Promise<unknown> {
  const client = await new MongoClient(uri).connect();
  try {
    const things = client.db('test').collection<Thing>('things');
    await things.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { upsert: true });
    return await things.findOne();
  } finally {
    await client.close();
  }
}

/** Puts a worker that says it is ready, and breaks when it is told to, in the place of the real one. */
async function tellsOfDeath(dist: string): Promise<void> {
  writeFileSync(
    path.join(dist, 'embedded-store-worker.js'),
    `import { parentPort } from 'node:worker_threads';
     new BroadcastChannel('test').onmessage = () => { throw new Error('disk is gone'); };
     parentPort.postMessage({ kind: 'ready', uri: 'mongodb://gone' });`,
  );
  const program = path.join(dist, 'death.mjs');
  writeFileSync(
    program,
    `import { startEmbeddedStore } from './main.js';
     const store = await startEmbeddedStore({ folder: ${JSON.stringify(folder)} });
     new BroadcastChannel('test').postMessage('break');
     const error = await store.died;
     console.log(error.message + ': ' + error.cause.message);
     process.exit();`,
  );
  expect((await firstLineOf(program)).line).toBe('The embedded store failed: disk is gone');
}

it('serves a folder from a worker, keeps it between runs, and has one owner at a time', async () => {
  const first = await startEmbeddedStore({ folder });
  expect(await insertAndFind(first.uri)).toEqual({ _id: 'a', n: 1 });
  await expect(startEmbeddedStore({ folder })).rejects.toBeInstanceOf(FolderInUse);
  await first.stop();
  const second = await startEmbeddedStore({ folder, durable: false });
  expect(await insertAndFind(second.uri)).toEqual({ _id: 'a', n: 2 });
  await second.stop();
  await second.stop();
  expect(readdirSync(folder).filter((name) => name.endsWith('.sock'))).toEqual([]);
});

it.skipIf(process.platform === 'win32')('is open to its own user only', async () => {
  const store = await startEmbeddedStore({ folder: path.join(folder, 'data') });
  const socket = decodeURIComponent(/\/\/([^/]+)/.exec(store.uri)?.[1] ?? '');
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  expect(statSync(path.join(folder, 'data')).mode & 0o777).toBe(0o700);
  await store.stop();
});

it('refuses the folder of another process, and takes it over when that process was killed', async () => {
  const program = path.join(folder, 'owner.mts');
  writeFileSync(program, ownerProgram(path.join(import.meta.dirname, 'index.ts')));
  const { child, line } = await firstLineOf('--import', 'tsx', program);
  expect(line).toBe('owns');
  await expect(startEmbeddedStore({ folder })).rejects.toThrow(
    `The data folder ${folder} is in use by process ${child.pid}. Stop that process, or choose another folder`,
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  const store = await startEmbeddedStore({ folder });
  await store.stop();
});

it('tells when it cannot start', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await expect(startEmbeddedStore({ folder: path.join(file, 'below') })).rejects.toThrow('did not start');
});

it('runs from the bundle that the engine is built into, and tells when the worker dies', async () => {
  const dist = mkdtempSync(path.join(engine, 'dist-of-a-test-'));
  try {
    const common = { bundle: true, platform: 'node', format: 'esm', packages: 'external', target: 'node20' } as const;
    await build({
      ...common,
      entryPoints: [path.join(import.meta.dirname, 'index.ts')],
      outfile: path.join(dist, 'main.js'),
    });
    await build({
      ...common,
      entryPoints: [path.join(import.meta.dirname, 'worker.ts')],
      outfile: path.join(dist, 'embedded-store-worker.js'),
    });
    const program = path.join(dist, 'program.mjs');
    writeFileSync(program, ownerProgram('./main.js'));
    expect((await firstLineOf(program)).line).toBe('owns');
    expect((await firstLineOf(program)).line).toContain('FolderInUse: The data folder');
    await tellsOfDeath(dist);
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
});
