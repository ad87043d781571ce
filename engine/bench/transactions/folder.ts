import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** Fills a folder as `npm run seed:traffic` does; one that is filled already stays as it is. */
export async function filled(folder: string, payments: number, days: number): Promise<void> {
  if (existsSync(path.join(folder, 'store'))) return;
  const args = ['--import', 'tsx', path.join(root, 'engine', 'cli', 'traffic.ts')];
  const child = spawn(process.execPath, [...args, '--payments', String(payments), '--days', String(days)], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', DATA_FOLDER: folder },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The folder could not be filled; the generator ended with ${code}.`);
}
