import os from 'node:os';

/** What the figures were measured on, in a line. */
export function machine(now: Date): string {
  const cpus = os.cpus();
  const [load = 0] = os.loadavg();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    `${cpus[0]?.model.trim() ?? 'unknown processor'}, ${cpus.length} cores, ${memory} GB`,
    `Node ${process.version}, ${os.type()} ${os.release()}`,
    `${now.toISOString().slice(0, 16)}Z, load before the run ${load.toFixed(1)}`,
  ].join('; ');
}
