import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionOf } from '../http/index.ts';
import { openTestStore, type TestStore } from './test-hub.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

describe('every route of access', () => {
  it('decides who may use it before anything else', async () => {
    const { access } = await store.hub();
    const routes = access.routes.stack.filter(({ methods }) => methods.length > 0);
    expect(routes).toHaveLength(42);
    for (const { stack } of routes) expect(stack[0] && decisionOf(stack[0])).toBeDefined();
  });

  it.each([
    ['GET', '/v1/api-keys'],
    ['POST', '/v1/api-keys'],
    ['DELETE', '/v1/api-keys/key_1'],
    ['GET', '/v1/operators'],
    ['POST', '/v1/operators'],
    ['POST', '/v1/operators/opr_1/disable'],
    ['POST', '/v1/operators/opr_1/enable'],
    ['PUT', '/v1/session/password'],
    ['GET', '/v1/session'],
  ])('%s %s is closed to strangers', async (method, path) => {
    const hub = await store.hub();
    expect((await hub.call(method, path)).status).toBe(401);
  });

  it('signs nobody out who did not ask for it: another site cannot know the token of the session', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session, csrf } = await hub.signIn();
    for (const wrong of [{}, { csrf: '' }, { csrf: 'x' }]) {
      const answer = await hub.call('DELETE', '/v1/session', { session, ...wrong });
      expect(answer.body).toMatchObject({ status: 403, type: expect.stringMatching(/csrf-token-missing$/) });
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    expect((await hub.call('GET', '/v1/session', { session })).status).toBe(200);
    expect((await hub.call('DELETE', '/v1/session', { session, csrf })).status).toBe(204);
    expect((await hub.call('GET', '/v1/session', { session })).status).toBe(401);
  });

  it('refuses a body that is no sign-in before looking anybody up', async () => {
    const hub = await store.hub();
    for (const body of [{}, { email: 'giulia@demo.example' }, { email: { $ne: null }, password: { $ne: null } }])
      expect((await hub.call('POST', '/v1/session', { body })).body).toMatchObject({ status: 400 });
  });
});
