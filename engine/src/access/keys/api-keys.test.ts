import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccess } from '../access.ts';
import { RoleUnknown } from '../problems.ts';
import { allow, aRole, minute, openTestStore, storedFacts, type TestStore } from '../test-hub.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

describe('an API key', () => {
  it('is shown once, when it is made', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const made = await hub.call('POST', '/v1/api-keys', { ...admin, body: { name: 'Web shop', roles: ['support'] } });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.body).toEqual({
      id: expect.stringMatching(/^key_/),
      name: 'Web shop',
      roles: ['support'],
      createdAt: '2100-01-01T00:00:00.000Z',
      createdBy: { type: 'operator', id: admin.id, name: 'Giulia Neri' },
      key: expect.stringMatching(/^pihk_[\w-]{43}$/),
    });
    const listed = await hub.call('GET', '/v1/api-keys', admin);
    const { key, ...rest } = made.body;
    expect(listed.body).toEqual({ data: [{ ...rest, lastUsedAt: null }] });
    expect(JSON.stringify(await hub.models.apiKeys.find().lean())).not.toContain(key);
  });

  it('may do what its roles allow, without a CSRF token', async () => {
    const hub = await store.hub();
    const { id, key } = await hub.hasKey('support');
    expect((await hub.call('GET', '/v1/payments', { key })).body).toEqual({
      caller: { type: 'api_key', id, name: 'Web shop', roles: ['support'] },
    });
    expect((await hub.call('POST', '/v1/refunds', { key })).status).toBe(200);
    expect((await hub.call('GET', '/v1/api-keys', { key })).status).toBe(403);
  });

  it('is no session', async () => {
    const hub = await store.hub();
    const { key } = await hub.hasKey('administrator');
    expect((await hub.call('GET', '/v1/session', { key })).status).toBe(401);
    expect((await hub.call('GET', '/v1/payments', { session: key })).status).toBe(401);
  });

  it.each(['', 'pihk_', 'pihk_wrong', 'wrong', 'null'])(
    'that is wrong ("%s") is nobody, even beside a session',
    async (key) => {
      const hub = await store.hub();
      await hub.has();
      const { session } = await hub.signIn();
      const answer = await hub.call('GET', '/v1/payments', { session, key });
      expect(answer.status).toBe(401);
      expect(answer.body['type']).toMatch(/\/not-signed-in$/);
    },
  );

  it('cannot be made from a stolen row of the store', async () => {
    const hub = await store.hub();
    await hub.hasKey('support');
    const [row] = await hub.models.apiKeys.find().lean();
    for (const stolen of Object.values(row ?? {}))
      for (const key of [String(stolen), `pihk_${String(stolen)}`])
        expect((await hub.call('GET', '/v1/payments', { key })).status).toBe(401);
  });

  it('is refused from the moment it is revoked', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const { id, key } = await hub.hasKey('support');
    expect((await hub.call('GET', '/v1/payments', { key })).status).toBe(200);
    expect((await hub.call('DELETE', `/v1/api-keys/${id}`, admin)).status).toBe(204);
    expect((await hub.call('GET', '/v1/payments', { key })).status).toBe(401);
    expect((await hub.call('GET', '/v1/api-keys', admin)).body).toEqual({ data: [] });
    const again = await hub.call('DELETE', `/v1/api-keys/${id}`, admin);
    expect(again.status).toBe(404);
    expect(again.body['type']).toMatch(/\/api-key-not-found$/);
  });

  describe('that another node revokes', () => {
    /** Another node on the same database, with a clock of its own. */
    async function twoNodes() {
      const hub = await store.hub();
      let time = Date.UTC(2100, 0, 1);
      const other = createAccess({
        connection: hub.models.apiKeys.db,
        roles: () => hub.roles,
        now: () => new Date(time),
        storedFacts,
        secureCookies: false,
        environment: 'sandbox',
        masterKey: Buffer.alloc(32, 7),
        publicUrl: 'https://hub.example',
      });
      const admin = await hub.asAdministrator();
      const { id, key } = await hub.hasKey('support');
      return {
        pass: (ms: number) => void (time += ms),
        revoke: () => hub.call('DELETE', `/v1/api-keys/${id}`, admin),
        works: async () => (await other.identifySocket({ authorization: `Bearer ${key}` })) !== undefined,
      };
    }

    it('is refused within a second, however often it is used', async () => {
      const { pass, revoke, works } = await twoNodes();
      expect(await works()).toBe(true);
      await revoke();
      for (const _tenth of Array(9).keys()) {
        pass(100);
        await works();
      }
      pass(100);
      expect(await works()).toBe(false);
      pass(-100);
      expect(await works()).toBe(false);
    });

    it('is refused at once by a node whose clock was set back', async () => {
      const { pass, revoke, works } = await twoNodes();
      expect(await works()).toBe(true);
      await revoke();
      pass(-minute);
      expect(await works()).toBe(false);
    });

    it('is refused at once by a node that has not seen it lately', async () => {
      const { pass, revoke, works } = await twoNodes();
      expect(await works()).toBe(true);
      pass(1_000);
      await revoke();
      expect(await works()).toBe(false);
    });
  });

  it('works at once although it was refused before it was made', async () => {
    const hub = await store.hub();
    const key = 'pihk_a-key-that-is-known-beforehand';
    expect((await hub.call('GET', '/v1/payments', { key })).status).toBe(401);
    await hub.access.createApiKey({ name: 'Demo', roles: ['support'] }, key);
    expect((await hub.call('GET', '/v1/payments', { key })).status).toBe(200);
  });

  it('is refused when it was being looked up while it was revoked', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const { id, key } = await hub.hasKey('support');
    const uses = Array.from({ length: 20 }, () => hub.call('GET', '/v1/payments', { key }));
    const revoked = hub.call('DELETE', `/v1/api-keys/${id}`, admin);
    const more = Array.from({ length: 20 }, () => hub.call('GET', '/v1/payments', { key }));
    expect((await revoked).status).toBe(204);
    await Promise.all([...uses, ...more]);
    expect((await hub.call('GET', '/v1/payments', { key })).status).toBe(401);
  });

  it('notes its last use at most once a minute', async () => {
    const hub = await store.hub();
    const { key } = await hub.hasKey('support');
    const lastUsedAt = async () => (await hub.models.apiKeys.findOne().lean())?.lastUsedAt?.toISOString();
    await hub.call('GET', '/v1/payments', { key });
    expect(await lastUsedAt()).toBe('2100-01-01T00:00:00.000Z');
    hub.pass(minute - 1);
    await hub.call('GET', '/v1/payments', { key });
    expect(await lastUsedAt()).toBe('2100-01-01T00:00:00.000Z');
    hub.pass(1);
    await hub.call('GET', '/v1/payments', { key });
    expect(await lastUsedAt()).toBe('2100-01-01T00:01:00.000Z');
  });

  it('needs roles that exist', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const answer = await hub.call('POST', '/v1/api-keys', { ...admin, body: { name: 'ERP', roles: ['boss'] } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ role: 'boss', detail: expect.stringContaining('"boss"') });
    await expect(hub.hasKey('boss')).rejects.toBeInstanceOf(RoleUnknown);
  });

  it('never may more than whoever makes it', async () => {
    const hub = await store.hub();
    hub.roles.push(aRole('key-maker', allow('keys.manage', 'payments.read')), aRole('reader', allow('payments.read')));
    await hub.has({ roles: ['key-maker'] });
    const maker = await hub.signIn();
    const make = (role: string) => hub.call('POST', '/v1/api-keys', { ...maker, body: { name: 'ERP', roles: [role] } });
    expect((await make('reader')).status).toBe(201);
    expect((await make('support')).body).toMatchObject({ status: 403, action: 'payments.refund' });
    expect((await make('administrator')).body).toMatchObject({ status: 403, action: '*' });
  });

  it('may be a fixed one, and stays the same when it is made again', async () => {
    const hub = await store.hub();
    const first = await hub.access.createApiKey({ name: 'Demo shop', roles: ['support'] }, 'pihk_demo');
    const again = await hub.access.createApiKey({ name: 'Demo shop', roles: ['support'] }, 'pihk_demo');
    expect(again).toEqual(first);
    expect((await hub.call('GET', '/v1/payments', { key: 'pihk_demo' })).status).toBe(200);
  });
});
