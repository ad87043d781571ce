import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../test-hub.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

describe('a change under a session', () => {
  it('must carry the CSRF token of that session', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session, csrf } = await hub.signIn();
    const other = await hub.signIn();
    expect((await hub.call('POST', '/v1/refunds', { session, csrf })).status).toBe(200);
    for (const wrong of [undefined, '', 'wrong', `${csrf}x`, session, other.csrf]) {
      const answer = await hub.call('POST', '/v1/refunds', { session, ...(wrong !== undefined && { csrf: wrong }) });
      expect(answer.status).toBe(403);
      expect(answer.body['type']).toMatch(/\/csrf-token-missing$/);
    }
  });

  it('is not needed for reading', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session } = await hub.signIn();
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(200);
  });
});

describe('nobody', () => {
  it.each([{}, { session: '' }, { session: 'forged' }, { session: 'a=b' }])('is behind %j', async (sent) => {
    const hub = await store.hub();
    const answer = await hub.call('GET', '/v1/payments', sent);
    expect(answer.status).toBe(401);
    expect(answer.body['type']).toMatch(/\/not-signed-in$/);
  });
});

describe('a socket', () => {
  it('is opened by the cookie of a session', async () => {
    const hub = await store.hub();
    const { id } = await hub.has();
    const { session } = await hub.signIn();
    const identified = await hub.access.identifySocket({ cookie: `pih_session=${session}` });
    expect(identified?.caller).toEqual({ type: 'operator', id, name: 'Giulia Neri', roles: ['support'] });
    expect(await identified?.can('payments.read')).toBe(true);
    expect(await identified?.can('config.publish')).toBe(false);
  });

  it('is opened by an API key', async () => {
    const hub = await store.hub();
    const { key } = await hub.hasKey('support');
    const identified = await hub.access.identifySocket({ authorization: `bearer ${key}` });
    expect(identified?.caller).toMatchObject({ type: 'api_key' });
  });

  it('is opened by nobody else', async () => {
    const hub = await store.hub();
    expect(await hub.access.identifySocket({})).toBeUndefined();
    expect(await hub.access.identifySocket({ cookie: 'pih_session=forged' })).toBeUndefined();
    expect(await hub.access.identifySocket({ authorization: 'Bearer pihk_forged' })).toBeUndefined();
  });

  it('may no longer do what its roles no longer allow', async () => {
    const hub = await store.hub();
    const { key } = await hub.hasKey('support');
    const identified = await hub.access.identifySocket({ authorization: `Bearer ${key}` });
    hub.roles.length = 0;
    hub.access.rolesChanged();
    expect(await identified?.can('payments.read')).toBe(false);
  });
});
