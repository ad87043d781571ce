import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, hour, minute, openTestStore, type TestStore } from '../test-hub.ts';
import { hashOf } from './tokens.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

const credentials = { email: 'giulia@demo.example', password: 'correct horse' };

describe('a session', () => {
  it('says who is signed in and what they may do', async () => {
    const hub = await store.hub();
    const { id } = await hub.has();
    const { session, csrf } = await hub.signIn();
    expect((await hub.call('GET', '/v1/session', { session })).body).toEqual({
      operator: { id, name: 'Giulia Neri', email: 'giulia@demo.example', roles: ['support'] },
      mustSetUpSecondFactor: false,
      actions: ['payments.read', 'payments.refund'],
      csrfToken: csrf,
      environment: 'sandbox',
    });
  });

  it('lists what a pattern stands for, without what is denied', async () => {
    const hub = await store.hub({ actions: () => ['payments.read', 'payments.refund', 'keys.manage'] });
    hub.roles.push({
      kind: 'role',
      id: 'no-refunds',
      title: 'No',
      grants: [{ actions: ['payments.refund'], effect: 'deny' }],
    });
    await hub.has({ roles: ['administrator'] });
    await hub.has({ roles: ['administrator', 'no-refunds'], email: 'paolo@demo.example' });
    const actions = async (email: string) =>
      (await hub.call('GET', '/v1/session', await hub.signIn({ email }))).body['actions'];
    expect(await actions('giulia@demo.example')).toEqual(['*', 'keys.manage', 'payments.read', 'payments.refund']);
    expect(await actions('paolo@demo.example')).toEqual(['keys.manage', 'payments.read']);
  });

  it('lives in a cookie that scripts and other sites cannot use', async () => {
    const hub = await store.hub();
    await hub.has();
    const answer = await hub.call('POST', '/v1/session', { body: credentials });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^pih_session=[\w-]{43}; Path=\/v1; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(answer.body)).not.toContain(cookieOf(answer));
  });

  it('insists on https where the hub is reached by https, even when a proxy unpacked it', async () => {
    const hub = await store.hub({ secureCookies: true });
    await hub.has();
    const answer = await hub.call('POST', '/v1/session', { body: credentials });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-pih_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  it('cannot be planted from a neighbouring name where the hub is reached by https', async () => {
    const hub = await store.hub({ secureCookies: true });
    await hub.has();
    // A page at evil.example.com may set cookies for all of example.com, but none with the prefix __Host-.
    const session = cookieOf(await hub.call('POST', '/v1/session', { body: credentials }));
    expect((await hub.call('GET', '/v1/session', { cookie: `pih_session=${session}` })).status).toBe(401);
    expect((await hub.call('GET', '/v1/session', { cookie: `__Host-pih_session=${session}` })).status).toBe(200);
    const both = `pih_session=${session}; __Host-pih_session=${'x'.repeat(43)}`;
    expect((await hub.call('GET', '/v1/session', { cookie: both })).status).toBe(401);
  });

  it('of somebody who only visits is never taken up: the token is new at each sign-in', async () => {
    const hub = await store.hub();
    await hub.has();
    const tokens = new Set<string>();
    for (let time = 0; time < 5; time += 1) tokens.add((await hub.signIn()).session);
    expect(tokens.size).toBe(5);
  });

  it('cannot be made from a stolen row of the store', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session } = await hub.signIn();
    const [row] = await hub.models.sessions.find().lean();
    expect(row).toMatchObject({ tokenHash: hashOf(session) });
    expect(JSON.stringify(row)).not.toContain(session);
    for (const stolen of Object.values(row ?? {}))
      expect((await hub.call('GET', '/v1/session', { session: String(stolen) })).status).toBe(401);
  });

  it('is never the one that somebody else prepared', async () => {
    const hub = await store.hub();
    await hub.has();
    const prepared = 'A'.repeat(43);
    const { session } = await hub.signIn({ session: prepared });
    expect(session).not.toBe(prepared);
    expect((await hub.call('GET', '/v1/session', { session: prepared })).status).toBe(401);
  });

  it('gives way to the next one of the same browser', async () => {
    const hub = await store.hub();
    await hub.has();
    const first = await hub.signIn();
    const second = await hub.signIn({ session: first.session });
    expect((await hub.call('GET', '/v1/session', first)).status).toBe(401);
    expect((await hub.call('GET', '/v1/session', second)).status).toBe(200);
  });

  it('ends after an hour without use', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session } = await hub.signIn();
    hub.pass(hour - 1);
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(200);
    hub.pass(hour);
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(401);
  });

  it('ends after twelve hours, however busy', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session } = await hub.signIn();
    for (let used = 0; used < 23; used++) {
      hub.pass(30 * minute);
      expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(200);
    }
    hub.pass(30 * minute);
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(401);
  });

  it('is written at most once a minute', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session } = await hub.signIn();
    const seenAt = async () => (await hub.models.sessions.findOne().lean())?.seenAt.getTime() ?? 0;
    const begun = await seenAt();
    hub.pass(minute - 1);
    await hub.call('GET', '/v1/payments', { session });
    expect(await seenAt()).toBe(begun);
    hub.pass(1);
    await hub.call('GET', '/v1/payments', { session });
    expect(await seenAt()).toBe(begun + minute);
  });

  it('is swept away by the store once it is over', async () => {
    const hub = await store.hub();
    const indexes = await hub.models.sessions.collection.indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
  });

  it('ends when the operator signs out, and signing out again does no harm', async () => {
    const hub = await store.hub();
    await hub.has();
    const signedIn = await hub.signIn();
    const answer = await hub.call('DELETE', '/v1/session', signedIn);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^pih_session=; Path=\/v1; Max-Age=0;/);
    expect((await hub.call('GET', '/v1/session', signedIn)).status).toBe(401);
    expect((await hub.call('DELETE', '/v1/session', signedIn)).status).toBe(204);
  });
});
