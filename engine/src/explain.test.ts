import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment } from './environment.ts';
import { explain } from './explain.ts';
import { startTestHub } from './hub-for-tests.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-explain-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a start that fails says. */
async function complaint(env: Record<string, string>): Promise<string> {
  const environment = readEnvironment({ PORT: '0', ...env });
  return startTestHub(env, folder).then(
    async (hub) => {
      await hub.stop();
      return 'it started';
    },
    (error: unknown) => explain(error, environment),
  );
}

describe('an engine that cannot start', () => {
  it('says in a sentence that its folder is in use, and starts once it is free', async () => {
    const hub = await startTestHub({}, folder);
    const said = await complaint({});
    await hub.stop();
    expect(said).toContain(folder);
    expect(said).not.toMatch(/^\s+at /m);
    expect(await complaint({})).toBe('it started');
  });

  it.each(['PORT', 'SANDBOX_PORT'])(
    'says in a sentence that %s is taken, and lets go of everything',
    async (variable) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      expect(await complaint({ [variable]: String(port) })).toBe(
        `Port ${port} is taken. Set ${variable} to another one, for example: ${variable}=4000 npm start`,
      );
      other.close();
      expect(await complaint({})).toBe('it started');
    },
  );

  it('shows all there is to see when nobody foresaw it', () => {
    expect(explain(new TypeError('x is not a function'))).toMatch(/TypeError: x is not a function\n\s+at /);
  });
});
