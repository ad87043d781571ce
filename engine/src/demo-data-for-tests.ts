import { access, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

/** Where the test files of one run share the data; absent outside of a run, such as in a measurement. */
const sharedFolder = 'DEMO_DATA_OF_TESTS';

/**
 * Gives the test files of a run a place for the data of one first start, which they share. Not while files are watched,
 * where the data would grow old.
 * @returns what takes the data away
 */
export default async function demoData(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.config.watch) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'pih-demo-'));
  process.env[sharedFolder] = path.join(folder, 'data');
  return () => rm(folder, { recursive: true, force: true });
}

let made: Promise<string> | undefined;

/**
 * Fills a data folder as a first start leaves it: hundreds of documents, people and secrets are made once in a run and
 * copied from then on. Each copy is an installation of its own that changes nothing in the others.
 * @param firstStart fills an empty folder, and stops
 */
export async function fillWithDemo(folder: string, firstStart: (folder: string) => Promise<void>): Promise<void> {
  const shared = process.env[sharedFolder];
  if (!shared) return;
  made ??= makeOnce(shared, firstStart);
  await cp(await made, folder, { recursive: true });
}

/** Other processes may make it at the same time: whoever is first wins, and nobody sees half of it. */
async function makeOnce(shared: string, firstStart: (folder: string) => Promise<void>): Promise<string> {
  if (await isThere(shared)) return shared;
  const draft = await mkdtemp(`${shared}-`);
  await firstStart(draft);
  await rename(draft, shared).catch(async (error: unknown) => {
    if (!(await isThere(shared))) throw error;
    await rm(draft, { recursive: true, force: true });
  });
  return shared;
}

const isThere = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => true,
    () => false,
  );
