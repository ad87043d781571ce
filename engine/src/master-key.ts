import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The key that secrets are encrypted with, when the environment gives none: made once and kept beside the embedded store,
 * readable by its owner only. Outside production only; there the environment must give it.
 */
export async function keptMasterKey(folder: string): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'master.key');
  // 'wx' refuses to write over a key that another start has just made: whoever comes second reads it.
  await writeFile(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 }).catch(
    (error: { code?: string }) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return Buffer.from(await readFile(file, 'utf8'), 'base64');
}
