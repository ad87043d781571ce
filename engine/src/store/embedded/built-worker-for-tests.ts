import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

const engineFolder = path.resolve(import.meta.dirname, '..', '..', '..');

/**
 * Builds the store's worker into one file before the tests, which open a hundred stores: reading TypeScript anew in each of
 * their threads takes four times as long as starting the store. Not while files are watched, where the build would grow old.
 * @returns what takes the build away
 */
export default async function builtWorker(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.config.watch) return undefined;
  const folder = await mkdtemp(path.join(engineFolder, 'dist-of-a-test-'));
  const outfile = path.join(folder, 'embedded-store-worker.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'inline',
    external: ['lmdb'],
    // Some packages are CommonJS inside, and ask for Node's own modules as such.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  process.env['BUILT_STORE_WORKER'] = outfile;
  return () => rm(folder, { recursive: true, force: true });
}
