import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Variable } from '../environment.ts';

const engineFolder = path.resolve(import.meta.dirname, '..', '..');

/** The engine as it runs in production, built from the sources as they are now. */
export interface EngineProgram {
  /** Starts it as a process of its own and waits until it is ready. @throws when it ends before */
  start(env: EngineEnvironment): Promise<EngineProcess>;
  /** Starts it and kills it after so many milliseconds, ready or not. */
  startAndKill(env: EngineEnvironment, afterMs: number): Promise<void>;
  /** Takes the build away. */
  remove(): Promise<void>;
}

export type EngineEnvironment = Partial<Record<Variable | `SECRET_${string}`, string>>;

export interface EngineProcess {
  url: string;
  /** From the start of the process to its greeting. */
  readyAfterMs: number;
  /** What it wrote to its log so far. */
  log(): string;
  /** `kill -9`: it gets no chance to finish anything. */
  kill(): Promise<void>;
  /** Asks it to stop. @returns its exit code */
  stop(): Promise<number | null>;
}

/** Builds the engine into a folder of its own, so that edits and other builds do not disturb it. */
export async function buildEngine(): Promise<EngineProgram> {
  const folder = await mkdtemp(path.join(engineFolder, 'dist-of-a-test-'));
  await promisify(execFile)(process.execPath, [path.join(engineFolder, 'bin', 'bundle.mjs'), folder]);
  const main = path.join(folder, 'main.js');
  return {
    start: (env) => greeted(launch(main, env)),
    async startAndKill(env, afterMs) {
      const launched = launch(main, env);
      setTimeout(() => launched.child.kill('SIGKILL'), afterMs);
      await launched.ended;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Engines that run now: none may outlive who started it. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

function launch(main: string, env: EngineEnvironment) {
  const { PATH = '', HOME = '' } = process.env;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main], {
    cwd: path.resolve(engineFolder, '..'),
    env: { PATH, HOME, DEMO_PAYMENTS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let [said, log] = ['', ''];
  child.stderr.on('data', (chunk) => (log += String(chunk)));
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  return { child, ended, startedAt, said: () => said, log: () => said + log };
}

async function greeted({ child, ended, startedAt, said, log }: ReturnType<typeof launch>): Promise<EngineProcess> {
  const ready = new Promise<void>((resolve) =>
    child.stdout.on('data', () => said().includes('Stop with Ctrl+C') && resolve()),
  );
  const isReady = await Promise.race([ready.then(() => true), ended.then(() => false)]);
  if (!isReady) throw new Error(`The engine ended before it was ready:\n${log()}`);
  const readyAfterMs = performance.now() - startedAt;
  const url = /Console\s+(\S+)\/console\//.exec(said())?.[1];
  if (!url) throw new Error(`The engine does not say where it is:\n${said()}`);
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    const [code] = await ended;
    return code;
  };
  return {
    url,
    readyAfterMs,
    log,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** A port that nobody listens on: an engine that is to come back at the same address needs one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
