import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, openTestStore, type SignedIn, type TestHub, type TestStore } from '../test-hub.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

const change = { current: 'correct horse', password: 'battery staple' };
const put = (hub: TestHub, sent: Partial<SignedIn>, body: object = change) =>
  hub.call('PUT', '/v1/session/password', { ...sent, body });

describe('an operator who changes the password', () => {
  it('signs in with the new one from then on, and no longer with the old one', async () => {
    const hub = await store.hub();
    const { email } = await hub.has();
    expect((await put(hub, await hub.signIn())).status).toBe(204);
    await expect(hub.signIn()).rejects.toThrow('401');
    expect(await hub.signIn({ email, password: change.password })).toMatchObject({ session: expect.any(String) });
  });

  it('stays signed in, here only', async () => {
    const hub = await store.hub();
    await hub.has();
    await hub.has({ email: 'paolo@demo.example' });
    const [here, elsewhere, paolo] = [
      await hub.signIn(),
      await hub.signIn(),
      await hub.signIn({ email: 'paolo@demo.example' }),
    ];
    const renewed = cookieOf(await put(hub, here));
    expect((await hub.call('GET', '/v1/session', { session: renewed })).status).toBe(200);
    expect((await hub.call('GET', '/v1/session', elsewhere)).status).toBe(401);
    expect((await hub.call('GET', '/v1/session', paolo)).status).toBe(200);
  });

  it('is given another session, so that one that somebody else holds or had planted is worth nothing', async () => {
    const hub = await store.hub();
    await hub.has();
    const before = await hub.signIn();
    const answer = await put(hub, before);
    const session = cookieOf(answer);
    expect(session).not.toBe(before.session);
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect((await hub.call('GET', '/v1/session', before)).status).toBe(401);
    const { body } = await hub.call('GET', '/v1/session', { session });
    // The proof that belonged to the old session opens nothing any more.
    expect(body['csrfToken']).not.toBe(before.csrf);
    expect((await hub.call('DELETE', '/v1/session', { session, csrf: before.csrf })).status).toBe(403);
    expect((await hub.call('DELETE', '/v1/session', { session, csrf: String(body['csrfToken']) })).status).toBe(204);
  });

  it('must know the current one, and may not guess it faster than at the sign-in', async () => {
    const hub = await store.hub({ signInLimit: { perPair: 3, windowSeconds: 600 } });
    await hub.has();
    const elsewhere = await hub.signIn();
    const here = await hub.signIn();
    for (let turn = 0; turn < 3; turn++)
      expect((await put(hub, here, { ...change, current: 'wrong horse' })).body).toMatchObject({
        status: 401,
        type: expect.stringMatching(/wrong-credentials$/),
      });
    expect((await put(hub, here)).body).toMatchObject({ status: 429 });
    await expect(hub.signIn()).rejects.toThrow('429');
    expect((await hub.call('GET', '/v1/session', elsewhere)).status).toBe(200);
  });

  it('is one of two who do so at the same moment with the same current one', async () => {
    const hub = await store.hub();
    await hub.has();
    const sessions = [await hub.signIn(), await hub.signIn()];
    const answers = await Promise.all(
      sessions.map((session, turn) => put(hub, session, { ...change, password: `battery staple ${turn}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
  });

  it.each([
    [{ ...change, password: 'short' }, '/password'],
    [{ password: change.password }, ''],
    [{ ...change, current: { $ne: null } }, '/current'],
  ])('is told what is wrong with %j, without it being repeated', async (body, path) => {
    const hub = await store.hub();
    await hub.has();
    const answer = await put(hub, await hub.signIn(), body);
    expect(answer.body).toMatchObject({ status: 400, errors: [{ path }] });
    expect(JSON.stringify(answer.body)).not.toMatch(/"short"|battery|horse|\$ne/);
  });

  it('comes by a session and proves it; a key has no password', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session, csrf } = await hub.signIn();
    const { key } = await hub.hasKey('administrator');
    for (const sent of [{ session }, { session, csrf: '' }, { session, csrf: 'x' }])
      expect((await put(hub, sent)).body).toMatchObject({ status: 403, type: expect.stringMatching(/csrf-token/) });
    for (const sent of [{}, { key }, { session, csrf, key }]) expect((await put(hub, sent)).status).toBe(401);
    expect((await put(hub, { session, csrf })).status).toBe(204);
  });
});
