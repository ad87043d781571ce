import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { openStore, type Store } from '../store/index.ts';
import { configModels, type ConfigModels } from './model.ts';
import { createSecrets, SecretUnreadable } from './secrets.ts';
import { secretsNamedIn } from './live.ts';

let hub: TestHub;
let store: Store;
let models: ConfigModels;
beforeAll(async () => {
  hub = await startTestHub({}, undefined, undefined, {
    SECRET_FROM_OUTSIDE: 'outside',
    MASTER_KEY: 'not for documents',
  });
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
  models = configModels(store.connection);
});
afterAll(async () => {
  await store.close();
  await hub.stop();
});

const value = 'sk_live_nobody_may_read_this';
const by = { type: 'system' } as const;
const now = () => new Date('2026-01-01T00:00:00Z');

async function write(name: string, body: unknown = { value }) {
  return hub.ask('PUT', `/v1/secrets/${encodeURIComponent(name)}`, { ...(await hub.signIn()), body });
}

describe('a secret', () => {
  it('is written, used, and never answered', async () => {
    expect(await write('SHOP_SECRET')).toMatchObject({ status: 204, body: '' });
    expect(await hub.app.secrets.read('SHOP_SECRET')).toBe(value);
    const listed = await hub.ask<{ data: unknown[] }>('GET', '/v1/secrets', await hub.signIn());
    expect(listed.body.data).toContainEqual({ name: 'SHOP_SECRET', source: 'store', updatedAt: expect.any(String) });
    expect(JSON.stringify(listed.body)).not.toContain(value);
  });

  it('lies encrypted in the store, differently each time', async () => {
    await write('AT_REST');
    const first = await models.secrets.findById('AT_REST').lean();
    await write('AT_REST');
    const second = await models.secrets.findById('AT_REST').lean();
    expect(first?.sealed).not.toBe(second?.sealed);
    for (const text of [value, Buffer.from(value).toString('base64'), Buffer.from(value).toString('hex')]) {
      expect(JSON.stringify(first)).not.toContain(text);
      expect(Buffer.from(first?.sealed ?? '', 'base64').toString('latin1')).not.toContain(text);
    }
  });

  it('does not open under another name, with another key, or after a change of one bit', async () => {
    const key = randomBytes(32);
    const secrets = createSecrets(models, key, {}, now);
    await secrets.write('ONE', value, by);
    const sealed = (await models.secrets.findById('ONE').lean())?.sealed ?? '';
    await models.secrets.create({ _id: 'TWO', sealed, at: now(), by });
    await expect(secrets.read('TWO')).rejects.toBeInstanceOf(SecretUnreadable);
    await expect(createSecrets(models, randomBytes(32), {}, now).read('ONE')).rejects.toThrow(/another master key/);
    const bent = Buffer.from(sealed, 'base64');
    bent.writeUInt8(bent.readUInt8(bent.length - 1) ^ 1, bent.length - 1);
    await models.secrets.updateOne({ _id: 'ONE' }, { $set: { sealed: bent.toString('base64') } });
    await expect(secrets.read('ONE')).rejects.toBeInstanceOf(SecretUnreadable);
    await models.secrets.deleteMany({ _id: { $in: ['ONE', 'TWO'] } });
  });

  it('of the environment wins, and is listed as such', async () => {
    const refused = await write('FROM_OUTSIDE');
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ name: 'FROM_OUTSIDE' })]);
    expect(await hub.app.secrets.read('FROM_OUTSIDE')).toBe('outside');
    expect(await hub.app.secrets.list([])).toContainEqual({ name: 'FROM_OUTSIDE', source: 'environment' });
  });

  it('cannot be the engine’s own: the master key answers to no document', async () => {
    expect(await hub.app.secrets.read('MASTER_KEY')).toBeUndefined();
  });

  it.each(['lower', '1ST', '', 'A-B', 'A'.repeat(81), '__proto__', '../A', 'A\0'])(
    'is not called "%s"',
    async (name) => {
      expect((await write(name)).status).toBeGreaterThanOrEqual(400);
      expect((await write(name)).status).toBeLessThan(500);
    },
  );

  it('has a value', async () => {
    for (const body of [{}, { value: '' }, { value: 7 }, { value, more: 1 }])
      expect((await write('EMPTY', body)).body).toMatchObject({ status: 400 });
    expect(await hub.app.secrets.read('EMPTY')).toBeUndefined();
  });

  it('that a document names and nobody wrote is listed as missing', async () => {
    const names = secretsNamedIn(hub.app.live.current);
    expect([...names].sort()).toEqual(expect.arrayContaining(['PAYPAL_CLIENT_ID', 'STRIPE_SECRET_KEY']));
    expect(await hub.app.secrets.list(['NOBODY_WROTE'])).toContainEqual({ name: 'NOBODY_WROTE', source: 'missing' });
  });
});
