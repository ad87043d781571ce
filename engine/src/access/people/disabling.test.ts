import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, aRole, openTestStore, type Answer, type SignedIn, type TestHub, type TestStore } from '../test-hub.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

const credentials = { email: 'giulia@demo.example', password: 'correct horse' };
const paolo = { name: 'Paolo Riva', email: 'paolo@demo.example', password: 'battery staple', roles: ['support'] };

const disable = (hub: TestHub, id: string, sent: Partial<SignedIn> & { key?: string }): Promise<Answer> =>
  hub.call('POST', `/v1/operators/${id}/disable`, sent);
const enable = (hub: TestHub, id: string, sent: Partial<SignedIn> & { key?: string }): Promise<Answer> =>
  hub.call('POST', `/v1/operators/${id}/enable`, sent);

describe('somebody who manages operators and may do less than another', () => {
  it('cannot shut them out, sign them out or take away the lock that protects them', async () => {
    const hub = await store.hub();
    hub.roles.push(aRole('head', allow('operators.manage', 'payments.read')), aRole('reader', allow('payments.read')));
    await hub.has({ roles: ['head'] });
    const { id: above } = await hub.asAdministrator();
    const { id: below } = await hub.has({ ...paolo, roles: ['reader'] });
    const head = await hub.signIn();
    const all = (id: string) =>
      Promise.all([
        disable(hub, id, head),
        hub.call('POST', `/v1/operators/${id}/unlock`, head),
        hub.call('DELETE', `/v1/operators/${id}/sessions`, head),
      ]);
    expect((await all(above)).map(({ status, body }) => [status, body['action']])).toEqual(Array(3).fill([403, '*']));
    expect((await all(below)).map(({ status }) => status)).toEqual([204, 204, 204]);
  });
});

describe('making an operator', () => {
  it('lets somebody in, and shows no password', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const made = await hub.call('POST', '/v1/operators', { ...admin, body: { ...paolo, email: 'Paolo@demo.example' } });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.body).toEqual({
      id: expect.stringMatching(/^opr_/),
      name: 'Paolo Riva',
      email: 'paolo@demo.example',
      roles: ['support'],
      createdAt: '2100-01-01T00:00:00.000Z',
      createdBy: { type: 'operator', id: admin.id, name: 'Giulia Neri' },
      disabledAt: null,
      lastSignInAt: null,
      lockedUntil: null,
      secondFactor: { isOn: false, isRequired: false, recoveryCodesLeft: 0, since: null },
    });
    const { session } = await hub.signIn(paolo);
    expect((await hub.call('GET', '/v1/payments', { session })).body).toMatchObject({ caller: { name: 'Paolo Riva' } });
  });

  it('gives nobody a role that allows more than the maker may', async () => {
    const hub = await store.hub();
    hub.roles.push(aRole('head', allow('operators.manage', 'payments.read')), aRole('reader', allow('payments.read')));
    await hub.has({ roles: ['head'] });
    const head = await hub.signIn();
    const make = (role: string) => hub.call('POST', '/v1/operators', { ...head, body: { ...paolo, roles: [role] } });
    expect((await make('support')).body).toMatchObject({ status: 403, action: 'payments.refund' });
    expect((await make('administrator')).body).toMatchObject({ status: 403, action: '*' });
    expect((await make('reader')).status).toBe(201);
  });

  it('needs the permission, a role that exists and an e-mail that nobody has', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const make = (about: object, as = admin as SignedIn) =>
      hub.call('POST', '/v1/operators', { ...as, body: { ...paolo, ...about } });
    expect((await make({ roles: ['boss'] })).body).toMatchObject({ status: 400, role: 'boss' });
    expect((await make({ email: 'ADMIN@demo.example' })).body).toMatchObject({ status: 409 });
    await make({});
    expect((await make({}, await hub.signIn(paolo))).body).toMatchObject({ status: 403, action: 'operators.manage' });
  });

  it.each([{ password: 'short' }, { email: 'paolo' }, { roles: [] }, { name: '' }])(
    'is refused with %j, and no password is repeated',
    async (wrong) => {
      const hub = await store.hub();
      const admin = await hub.asAdministrator();
      const { body } = await hub.call('POST', '/v1/operators', { ...admin, body: { ...paolo, ...wrong } });
      expect(body).toMatchObject({ status: 400, type: expect.stringMatching(/invalid-input$/) });
      expect(JSON.stringify(body)).not.toMatch(/"short"|battery staple/);
    },
  );
});

describe('an operator who is disabled', () => {
  it('loses every session and the right to sign in', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    const sessions = [await hub.signIn(), await hub.signIn()];
    expect((await disable(hub, id, admin)).status).toBe(204);
    for (const { session } of sessions) expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(401);
    const answer = await hub.call('POST', '/v1/session', { body: credentials });
    expect(answer.body).toMatchObject({ status: 401, type: expect.stringMatching(/wrong-credentials$/) });
    expect(await hub.models.sessions.countDocuments({ operatorId: id })).toBe(0);
  });

  it('is shut out even where a session was left behind, also after being let in again', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    const { session } = await hub.signIn();
    await hub.models.operators.updateOne({ _id: id }, { $set: { disabledAt: new Date() } });
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(401);
    expect((await enable(hub, id, admin)).status).toBe(204);
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(401);
  });

  it('may sign in again once enabled, with the same password', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    await disable(hub, id, admin);
    expect((await enable(hub, id, admin)).status).toBe(204);
    const { session } = await hub.signIn();
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(200);
    expect((await enable(hub, id, admin)).status).toBe(204);
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(200);
  });

  it('stays disabled since the first time', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    await disable(hub, id, admin);
    hub.pass(1000);
    expect((await disable(hub, id, admin)).status).toBe(204);
    const { body } = await hub.call('GET', '/v1/operators', admin);
    expect(body['data']).toContainEqual(expect.objectContaining({ id, disabledAt: '2100-01-01T00:00:00.000Z' }));
  });

  it('is let in again only by who may do as much', async () => {
    const hub = await store.hub();
    hub.roles.push(aRole('head', allow('operators.manage')));
    const { key } = await hub.hasKey('head');
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    expect((await disable(hub, id, admin)).status).toBe(204);
    expect((await enable(hub, id, { key })).body).toMatchObject({ status: 403, action: 'payments.read' });
  });

  it('must be somebody', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    for (const change of [disable, enable])
      expect((await change(hub, 'opr_nobody', admin)).body).toMatchObject({
        status: 404,
        id: 'opr_nobody',
        type: expect.stringMatching(/operator-not-found$/),
      });
  });
});

describe('somebody is always left who manages operators', () => {
  const refusal = (because: string) => ({
    status: 409,
    because,
    type: expect.stringMatching(/last-administrator$/),
    detail: expect.stringMatching(/create/i),
  });

  it('because nobody disables themselves', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    await hub.has({ roles: ['administrator'] });
    expect((await disable(hub, admin.id, admin)).body).toMatchObject(refusal('self'));
    expect((await hub.call('GET', '/v1/session', admin)).status).toBe(200);
  });

  it('because a system cannot disable the last one either', async () => {
    const hub = await store.hub();
    const { key } = await hub.hasKey('administrator');
    const admin = await hub.asAdministrator();
    const other = await hub.has({ roles: ['administrator'] });
    await hub.has({ email: paolo.email });
    expect((await disable(hub, other.id, { key })).status).toBe(204);
    expect((await disable(hub, admin.id, { key })).body).toMatchObject(refusal('last'));
    expect((await hub.call('GET', '/v1/session', admin)).status).toBe(200);
  });

  it('even when two disable each other at the same moment', async () => {
    const hub = await store.hub();
    const admin = await hub.asAdministrator();
    const other = { ...(await hub.has({ roles: ['administrator'] })), ...(await hub.signIn()) };
    await Promise.all([disable(hub, other.id, admin), disable(hub, admin.id, other)]);
    expect(await hub.models.operators.countDocuments({ disabledAt: null })).toBeGreaterThan(0);
  });
});
