import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WrongEnvironment } from './environment.ts';

/**
 * The key that secrets are encrypted with, when the environment gives none: made once and kept beside the embedded store,
 * readable by its owner only. Outside production only; there the environment must give it.
 * @throws WrongEnvironment when the kept key is damaged
 */
export async function keptMasterKey(folder: string): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'master.key');
  // Written whole under another name first: whoever finds the key, even after a crash or beside another start, finds all
  // of it. A link is refused where a key exists already, so whoever comes second reads the first one's.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600, flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64');
  if (key.length !== 32)
    throw new WrongEnvironment(`${file} is damaged. Put the key back from a backup, or set MASTER_KEY to it.`);
  return key;
}
