import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmailTaken, PasswordTooShort, RoleUnknown } from '../problems.ts';
import { allow, aRole, openTestStore, type TestStore } from '../test-hub.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

const body = { email: 'giulia@demo.example', password: 'correct horse' };

describe('an operator', () => {
  it('signs in however the e-mail is capitalised', async () => {
    const hub = await store.hub();
    await hub.has({ email: 'Giulia@Demo.Example' });
    const answer = await hub.call('POST', '/v1/session', { body: { ...body, email: 'giulia@demo.EXAMPLE' } });
    expect(answer.status).toBe(200);
  });

  it('is told nothing that gives away which e-mails exist', async () => {
    const hub = await store.hub();
    await hub.has();
    const wrong = await hub.call('POST', '/v1/session', { body: { ...body, password: 'wrong horse' } });
    const unknown = await hub.call('POST', '/v1/session', { body: { ...body, email: 'nobody@demo.example' } });
    expect(wrong.status).toBe(401);
    expect(wrong.body['type']).toMatch(/\/wrong-credentials$/);
    expect(unknown.status).toBe(wrong.status);
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers.get('set-cookie')).toBeNull();
    expect(unknown.headers.get('set-cookie')).toBeNull();
  });

  it('has to wait after too many wrong passwords, even with the right one', async () => {
    const hub = await store.hub({ signInLimit: { perPair: 2, windowSeconds: 600 } });
    await hub.has();
    for (let turn = 0; turn < 2; turn++)
      await hub.call('POST', '/v1/session', { body: { ...body, password: 'wrong horse' } });
    const answer = await hub.call('POST', '/v1/session', { body });
    expect(answer.status).toBe(429);
    expect(answer.body['type']).toMatch(/\/too-many-requests$/);
    expect(answer.headers.get('retry-after')).toBe(String(answer.body['retryAfterSeconds']));
    expect(answer.body['retryAfterSeconds']).toBeGreaterThan(590);
  });

  it('is one per e-mail, even when two are made at once in different capitals', async () => {
    const hub = await store.hub();
    const made = await Promise.allSettled(
      ['giulia@demo.example', 'GIULIA@demo.example', 'Giulia@Demo.Example'].map((email) => hub.has({ email })),
    );
    const refusals = made.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(EmailTaken);
    expect(String(refusals[0])).not.toContain('giulia');
    expect(await hub.access.operatorCount()).toBe(1);
  });

  it('needs roles that exist and a password worth the name', async () => {
    const hub = await store.hub();
    await expect(hub.has({ roles: ['support', 'boss'] })).rejects.toMatchObject({ facts: { role: 'boss' } });
    await expect(hub.has({ roles: ['boss'] })).rejects.toBeInstanceOf(RoleUnknown);
    await expect(hub.has({ password: 'short' })).rejects.toBeInstanceOf(PasswordTooShort);
    expect(await hub.access.operatorCount()).toBe(0);
  });

  it('may do at once what a changed role document says', async () => {
    const hub = await store.hub();
    await hub.has();
    const { session, csrf } = await hub.signIn();
    expect((await hub.call('POST', '/v1/refunds', { session, csrf })).status).toBe(200);
    hub.roles.splice(0, hub.roles.length, aRole('support', allow('payments.read')));
    hub.access.rolesChanged();
    const refused = await hub.call('POST', '/v1/refunds', { session, csrf });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ action: 'payments.refund' });
    expect((await hub.call('GET', '/v1/session', { session })).body['actions']).toEqual(['payments.read']);
  });

  it('is listed without the password hash, for those who may read operators', async () => {
    const hub = await store.hub();
    await hub.has({ roles: ['administrator'] });
    const { session } = await hub.signIn();
    const { body: list } = await hub.call('GET', '/v1/operators', { session });
    expect(list).toEqual({
      data: [
        {
          id: expect.stringMatching(/^opr_/),
          name: 'Giulia Neri',
          email: 'giulia@demo.example',
          roles: ['administrator'],
          createdAt: '2100-01-01T00:00:00.000Z',
          createdBy: null,
          disabledAt: null,
          lastSignInAt: '2100-01-01T00:00:00.000Z',
          lockedUntil: null,
          secondFactor: { isOn: false, isRequired: false, recoveryCodesLeft: 0, since: null },
        },
      ],
    });
    await hub.has({ email: 'paolo@demo.example' });
    const support = await hub.signIn({ email: 'paolo@demo.example' });
    expect((await hub.call('GET', '/v1/operators', support)).status).toBe(403);
  });
});
