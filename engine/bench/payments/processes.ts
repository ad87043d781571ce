import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const main = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'main.js');

export interface EngineProcess {
  url: string;
  /** Processor seconds used so far, of all its threads. */
  cpuSeconds(): number;
  /** Memory in use, in MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** Ticks of the clock that /proc counts in; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** User and system time of a process and all its threads: fields 14 and 15 of /proc/<pid>/stat, see proc(5). */
function cpuSecondsOf(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(afterName[11]) + Number(afterName[12])) / ticksPerSecond;
}

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

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
export async function startEngine(port: number, env: Record<string, string>): Promise<EngineProcess> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://localhost:${port}`;
  await ready(url, child);
  const { pid } = child;
  if (pid === undefined) throw new Error('The engine did not start.');
  return {
    url,
    cpuSeconds: () => cpuSecondsOf(pid),
    memory: () => memoryOf(pid),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
