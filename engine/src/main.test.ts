import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-main-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the engine as a person does, until it ends or has greeted; then it is asked to stop. */
async function run(env: Record<string, string>): Promise<{ code: number | null; said: string; complained: string }> {
  const main = path.join(import.meta.dirname, 'main.ts');
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { PATH, HOME, PORT: '0', DATA_FOLDER: folder, DEMO_PAYMENTS: '0', ...env },
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
    if (said.includes('Stop with Ctrl+C')) child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk) => (complained += String(chunk)));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said, complained };
}

// Both start a process each, which takes its time on a busy machine.
it('greets with where everything is and stops cleanly when asked to, or says why not and ends', async () => {
  const [running, refused] = await Promise.all([run({}), run({ NODE_ENV: 'production' })]);
  expect(running.complained).toBe('');
  expect(running.said).toMatch(/Console {5}http:\/\/localhost:\d+\/console\//);
  expect(running.said).toMatch(/giulia@demo\.example/);
  expect(running.code).toBe(0);
  expect(refused.complained.trim()).toMatch(/^MASTER_KEY is missing\. .*openssl/);
  expect([refused.code, refused.said]).toEqual([1, '']);
}, 60_000);
