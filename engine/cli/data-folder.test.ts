import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AuditList, OperatorList } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { openStore } from '../src/store/index.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-data-'));
  // What is in it was left by a hub that ran here before.
  await withHub(async (hub) => void (await hub.signIn()));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function withHub<Result>(work: (hub: TestHub) => Promise<Result>): Promise<Result> {
  const hub = await startTestHub({}, folder);
  try {
    return await work(hub);
  } finally {
    await hub.stop();
  }
}

/** A command as it is typed, in a process of its own. */
function run(file: string, args: string[], env: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise<{ code: number; said: string; complained: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'engine', 'cli', file), ...args],
      { cwd: root, env: { PATH, HOME, DATA_FOLDER: folder, PORT: '3210', ...env } },
      (error, said, complained) => resolve({ code: Number(error?.code ?? 0), said, complained }),
    );
  });
}

describe('npm run rescue', () => {
  const rescue = (...args: string[]) => run('rescue.ts', args);

  it('lets an administrator in again when nobody is left who could, and records it', async () => {
    const { email } = administrator;
    await withHub(async (hub) => {
      const { data } = (await hub.ask<OperatorList>('GET', '/v1/operators', await hub.signIn())).body;
      for (const { id, roles } of data) if (roles.includes('administrator')) await hub.app.access.disableOperator(id);
      await expect(hub.signIn()).rejects.toThrow('401');
    });

    const { code, said } = await rescue('--email', email.toUpperCase(), '--note', 'Lost phone and password');
    expect(code, said).toBe(0);
    const token = /http:\/\/localhost:3210\/console\/new-password#([\w-]+)/.exec(said)?.[1];

    await withHub(async (hub) => {
      const password = 'violet anchor biscuit';
      expect(
        (await hub.ask('POST', '/v1/password-resets/complete', { key: null, body: { token, password } })).status,
      ).toBe(204);
      const again = await hub.signIn({ email, password });
      const { data } = (await hub.ask<AuditList>('GET', '/v1/audit?action=operator.rescued', again)).body;
      expect(data).toMatchObject([
        {
          actor: { type: 'system', name: 'npm run rescue' },
          target: { kind: 'operator', label: 'Giulia Neri' },
          before: { roles: ['administrator'], disabledAt: expect.any(String) },
          after: { roles: ['administrator'] },
          reason: 'Lost phone and password',
        },
      ]);
    });
  }, 120_000);

  it('changes nothing for a role that nobody has published, nor where there are no data', async () => {
    const { email } = administrator;
    const [nowhere, nobody, king] = await Promise.all([
      run('rescue.ts', ['--email', email], { DATA_FOLDER: path.join(folder, 'elsewhere') }),
      rescue(),
      rescue('--email', email, '--role', 'king'),
    ]);
    expect([nowhere, nobody, king].map(({ code }) => code)).toEqual([1, 2, 1]);
    expect(nowhere.complained).toContain('There are no data in');
    expect(nobody.complained).toContain('--email');
    expect(king.complained).toContain('"king"');
  }, 120_000);
});

describe('npm run audit:verify', () => {
  it('finds the trail whole, then a row that somebody changed', async () => {
    const whole = await run('audit.ts', []);
    expect([whole.code, whole.said]).toEqual([0, expect.stringContaining('The audit trail is whole.')]);

    const store = await openStore({ folder: path.join(folder, 'store'), durable: true });
    await store.connection.collection('audit').updateOne({ sequence: 2 }, { $set: { action: 'note.added' } });
    await store.close();

    const changed = await run('audit.ts', []);
    expect([changed.code, changed.said]).toEqual([1, expect.stringMatching(/! Row 2 .*does not say what was written/)]);
  }, 120_000);
});
