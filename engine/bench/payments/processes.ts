import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

export interface EngineProcess {
  /** Processor seconds used so far by all its threads, the embedded store's among them. */
  cpuSeconds(): number;
  /** Processor seconds by thread, the busiest first. */
  cpuByThread(): number[];
  /** Memory of its own in use, in MB: without the pages of the store's file that the system keeps at hand. */
  memory(): number;
  stop(): Promise<void>;
}

/** Less work than this in a second is no work, in seconds. */
const idle = 0.05;

/**
 * Waits until an engine that was just started has caught up with what happened while it was off, a minute at most.
 * @returns after how many seconds
 */
export async function caughtUp(engine: EngineProcess): Promise<number> {
  for (let seconds = 1, quiet = 0, used = engine.cpuSeconds(); ; seconds++) {
    await new Promise((done) => setTimeout(done, 1_000));
    const now = engine.cpuSeconds();
    quiet = now - used < idle ? quiet + 1 : 0;
    used = now;
    if (quiet === 2 || seconds === 60) return seconds;
  }
}

export interface EngineOptions {
  /** The folder that the engine was built into. */
  built: string;
  port: number;
  env: Record<string, string>;
  /** Where to leave a profile of its main thread when it ends. */
  profile?: string;
}

/** Ticks of the clock that /proc counts in; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** User and system time: fields 14 and 15 of a `stat` file of /proc, see proc(5). Finished threads count in that of the process. */
function cpuSecondsIn(file: string): number {
  const afterName = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(afterName[11]) + Number(afterName[12])) / ticksPerSecond;
}

const memoryOf = (pid: number): number =>
  Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('The engine ended before it was ready.');
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('The engine did not become ready within 30 seconds.');
}

/** Starts the built engine on a port of this machine, as `npm start` does. */
export async function startEngine({ built, port, env, profile }: EngineOptions): Promise<EngineProcess> {
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const child = spawn(process.execPath, [...profiling, path.join(built, 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', PORT: String(port), DEMO_PAYMENTS: '0', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await ready(`http://localhost:${port}`, child);
  const { pid } = child;
  if (pid === undefined) throw new Error('The engine did not start.');
  return {
    cpuSeconds: () => cpuSecondsIn(`/proc/${pid}/stat`),
    cpuByThread: () =>
      readdirSync(`/proc/${pid}/task`)
        .map((thread) => cpuSecondsIn(`/proc/${pid}/task/${thread}/stat`))
        .sort((a, b) => b - a),
    memory: () => memoryOf(pid),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
