import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Variable } from './environment.ts';
import { administrator, startTestHub, type TestHub } from './hub-for-tests.ts';
import { openStore } from './store/index.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
const hubs: TestHub[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-first-'));
});
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

const admin = { email: 'ada@merchant.example', password: 'a long enough password' };
const production: Partial<Record<Variable, string>> = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PUBLIC_URL: 'https://pay.example',
  MASTER_KEY: randomBytes(32).toString('base64'),
  ADMIN_EMAIL: admin.email,
  ADMIN_PASSWORD: admin.password,
};

async function start(env: Partial<Record<Variable, string>> = {}): Promise<TestHub> {
  const hub = await startTestHub(env, folder);
  hubs.push(hub);
  return hub;
}
async function stop(): Promise<void> {
  await hubs.pop()?.stop();
}
const operators = async (hub: TestHub, credentials = administrator) =>
  (await hub.ask<{ data: { email: string }[] }>('GET', '/v1/operators', await hub.signIn(credentials))).body.data.map(
    ({ email }) => email,
  );

describe('a first start', () => {
  it('outside production brings the demo organisation, once', async () => {
    const first = await start();
    const before = { operators: await operators(first), documents: first.app.live.current.all('checkout').length };
    expect(before.operators).toContain(administrator.email);
    await first.app.documents.saveDraft('checkout', 'rosmarino', { kind: 'checkout', id: 'rosmarino' }, 0, {
      type: 'system',
    });
    await stop();
    const second = await start();
    expect({ operators: await operators(second), documents: second.app.live.current.all('checkout').length }).toEqual(
      before,
    );
    expect(await second.app.documents.read('checkout', 'rosmarino')).toMatchObject({
      published: { revision: 1 },
      draft: { document: { id: 'rosmarino' } },
    });
  });

  it('that broke off is taken up again', async () => {
    const first = await start();
    const everybody = await operators(first);
    const node = await openStore({ folder: '', mongodbUri: first.storeUri });
    // As if the power had gone after some documents, an operator and before the mark that all is done.
    for (const [collection, filter] of [
      ['installation', {}],
      ['documents', { kind: { $in: ['flow', 'checkout'] } }],
      ['revisions', { kind: 'role' }],
      ['operators', { email: { $ne: administrator.email } }],
    ] as const)
      await node.connection.collection(collection).deleteMany(filter);
    await node.close();
    await stop();
    const second = await start();
    expect(await operators(second)).toEqual(everybody);
    expect((await second.paid('card')).state).toBe('paid');
    const keys = await second.ask<{ data: unknown[] }>('GET', '/v1/api-keys', await second.signIn());
    expect(keys.body.data).toHaveLength(1);
  });
});

describe('in production', () => {
  it('there is one operator, no demo organisation and no simulator', async () => {
    const hub = await start(production);
    expect(hub.sandbox).toBeUndefined();
    expect(await operators(hub, admin)).toEqual([admin.email]);
    const { live } = hub.app;
    expect(live.current.all('provider')).toEqual([]);
    expect(live.current.all('checkout')).toEqual([]);
    expect(live.current.all('role').length).toBeGreaterThan(0);
    for (const gone of ['/demo', '/demo/options']) expect((await hub.ask('GET', gone, { key: null })).status).toBe(404);
    expect((await hub.ask('POST', '/demo/orders', { key: null, body: {} })).status).toBe(404);
    expect((await hub.ask('GET', '/v1/payments')).status).toBe(401);
    // Some e-mails that nobody has are asked for a code as well, so that asking tells nothing; none is let in.
    const asDemo = await hub.ask('POST', '/v1/session', { key: null, body: administrator });
    expect([401, 202]).toContain(asDemo.status);
    expect(asDemo.headers.get('set-cookie')).toBeNull();
  });

  it.each<[string, Partial<Record<Variable, string>>, RegExp]>([
    ['without a first operator', { ADMIN_EMAIL: '' }, /ADMIN_EMAIL and ADMIN_PASSWORD are missing/],
    ['with a short password', { ADMIN_PASSWORD: 'short' }, /12 characters/],
  ])('it does not start %s, and starts once that is mended', async (_how, wrong, message) => {
    await expect(start({ ...production, ...wrong })).rejects.toThrow(message);
    const hub = await start(production);
    expect(await operators(hub, admin)).toEqual([admin.email]);
  });

  it('it refuses a database whose logins everybody knows', async () => {
    await start();
    await stop();
    await expect(start(production)).rejects.toThrow(/demo organisation, whose logins are public/);
  });
});

it('another master key is told apart from a broken store', async () => {
  await start();
  await stop();
  await expect(start({ MASTER_KEY: randomBytes(32).toString('base64') })).rejects.toThrow(/another master key/);
});
