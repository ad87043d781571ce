import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WrongEnvironment } from './environment.ts';
import { keptMasterKey } from './master-key.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the kept master key', () => {
  it('is made once, in a folder that need not exist', async () => {
    const data = path.join(folder, 'new', 'data');
    const key = await keptMasterKey(data);
    expect(key).toHaveLength(32);
    expect(await keptMasterKey(data)).toEqual(key);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    await keptMasterKey(folder);
    expect((await stat(path.join(folder, 'master.key'))).mode & 0o777).toBe(0o600);
  });

  it('is the same one for ten starts at once, and leaves nothing else behind', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => keptMasterKey(folder)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  it('that is damaged is not replaced: what it encrypted would be lost', async () => {
    await writeFile(path.join(folder, 'master.key'), 'half a k');
    await expect(keptMasterKey(folder)).rejects.toBeInstanceOf(WrongEnvironment);
    await expect(keptMasterKey(folder)).rejects.toThrow(/master\.key is damaged/);
  });
});
