import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '@pih/schemas';
import {
  allow,
  aRole,
  cookieOf,
  deny,
  hour,
  minute,
  openTestStore,
  type Answer,
  type SignedIn,
  type TestHub,
  type TestStore,
} from '../test-hub.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

const giulia = { email: 'giulia@demo.example', password: 'correct horse' };
const chiara = { email: 'chiara@demo.example', roles: ['support'] };
const strong = 'violet anchor biscuit';
const start = Date.UTC(2100, 0, 1);
const typeOf = ({ body }: Answer): string => String(body['type']).split('/').at(-1) ?? '';
const tokenIn = (link: unknown): string => String(link).split('#')[1] ?? '';

/** A hub whose settings and clock a test can see. */
async function hubWith(security: NonNullable<Settings['security']> = {}, linksAreMailed = false) {
  const settings = { security };
  const signInLimit = { perPair: 1_000, perAddress: 1_000 };
  const hub = await store.hub({ settings: () => settings, signInLimit, linksAreMailed });
  let at = start;
  const pass = (ms: number): void => {
    at += ms;
    hub.pass(ms);
  };
  const codeOf = (secret: string): string => generateSync({ secret, epoch: Math.floor(at / 1000) });
  /** Sets a second factor up, as the console does. */
  async function setUp(session: SignedIn, password = giulia.password) {
    const offer = await hub.call('POST', '/v1/account/second-factor', { ...session, body: { password } });
    const secret = String(offer.body['secret']);
    const answer = await hub.call('POST', '/v1/account/second-factor/confirm', {
      ...session,
      body: { code: codeOf(secret) },
    });
    expect(answer.status).toBe(200);
    return { secret, codes: answer.body['codes'] as string[] };
  }
  const begin = async (credentials = giulia) => hub.call('POST', '/v1/session', { body: credentials });
  const prove = async (first: Answer, code: string) =>
    hub.call('POST', '/v1/session/second-factor', { body: { challenge: first.body['challenge'], code } });
  return { ...hub, settings, pass, codeOf, setUp, begin, prove };
}

async function invited(hub: TestHub, admin: SignedIn, about: object = {}) {
  const answer = await hub.call('POST', '/v1/invitations', { ...admin, body: { ...chiara, ...about } });
  expect(answer.status).toBe(201);
  const { id } = answer.body['invitation'] as { id: string };
  return { id, token: tokenIn(answer.body['link']) };
}
const accept = (hub: TestHub, token: string, password = strong): Promise<Answer> =>
  hub.call('POST', '/v1/invitations/accept', { body: { token, name: 'Chiara Moro', password } });

describe('an invitation', () => {
  it('is mailed, names the inviter, and lets in with a password of one’s own', async () => {
    const hub = await hubWith();
    const admin = await hub.asAdministrator();
    const { token } = await invited(hub, admin, { language: 'it' });
    await hub.access.settled();
    expect(hub.mails).toMatchObject([{ to: chiara.email, template: 'invitation', language: 'it' }]);
    expect(tokenIn(hub.mails[0]?.link)).toBe(token);
    const look = await hub.call('POST', '/v1/invitations/look-up', { body: { token } });
    expect(look.body).toMatchObject({ email: chiara.email, invitedBy: 'Giulia Neri' });
    const entered = await accept(hub, token);
    expect(entered.status).toBe(201);
    const { body } = await hub.call('GET', '/v1/operators', admin);
    expect(body['data']).toContainEqual(
      expect.objectContaining({
        name: 'Chiara Moro',
        createdBy: { type: 'operator', id: admin.id, name: 'Giulia Neri' },
      }),
    );
    expect((await hub.call('GET', '/v1/payments', { session: cookieOf(entered) })).status).toBe(200);
  });

  it('works once, also for two at the same moment', async () => {
    const hub = await hubWith();
    const { token } = await invited(hub, await hub.asAdministrator());
    const both = await Promise.all([accept(hub, token), accept(hub, token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
    expect(typeOf(await accept(hub, token))).toBe('link-expired');
  });

  it('is not used up by a password that is refused', async () => {
    const hub = await hubWith();
    const { token } = await invited(hub, await hub.asAdministrator());
    expect(typeOf(await accept(hub, token, 'Password2026!'))).toBe('password-too-common');
    expect((await accept(hub, token)).status).toBe(201);
  });

  it('ends after three days, when it is taken back, and when a new link is made', async () => {
    const hub = await hubWith();
    const admin = await hub.asAdministrator();
    const old = await invited(hub, admin);
    const fresh = await hub.call('POST', `/v1/invitations/${old.id}/renew`, admin);
    expect(typeOf(await accept(hub, old.token))).toBe('link-expired');
    hub.pass(3 * 24 * hour);
    expect(typeOf(await accept(hub, tokenIn(fresh.body['link'])))).toBe('link-expired');
    const again = await invited(hub, await hub.signIn({ email: 'admin@demo.example' }));
    const session = await hub.signIn({ email: 'admin@demo.example' });
    expect((await hub.call('DELETE', `/v1/invitations/${again.id}`, session)).status).toBe(204);
    expect(typeOf(await accept(hub, again.token))).toBe('link-expired');
  });

  it('makes somebody of their own only where nobody but the reader of the mail had the link', async () => {
    for (const linksAreMailed of [true, false]) {
      const hub = await hubWith({}, linksAreMailed);
      const admin = await hub.asAdministrator();
      const answer = await hub.call('POST', '/v1/invitations', { ...admin, body: chiara });
      expect('link' in answer.body).toBe(!linksAreMailed);
      await hub.access.settled();
      const entered = await accept(hub, tokenIn(hub.mails[0]?.link));
      expect(entered.status).toBe(201);
      const { _id: id } = (await hub.models.operators.findOne({ email: chiara.email }).lean()) ?? {};
      const [inviter] = await hub.access.whoMay(['operators.manage']);
      expect(await hub.access.makersOf({ type: 'operator', id: String(id) })).toEqual(
        linksAreMailed ? [] : [inviter?.id],
      );
    }
  });

  it('hands out nothing that the inviter may not, or may no longer', async () => {
    const hub = await hubWith();
    hub.roles.push(aRole('head', allow('operators.*', 'payments.read', 'payments.refund')));
    const admin = await hub.asAdministrator();
    const head = await hub.has({ email: 'head@demo.example', roles: ['head'] });
    const session = await hub.signIn({ email: 'head@demo.example' });
    const refused = await hub.call('POST', '/v1/invitations', {
      ...session,
      body: { ...chiara, roles: ['administrator'] },
    });
    expect(refused.status).toBe(403);
    const { token } = await invited(hub, session);
    await hub.call('POST', `/v1/operators/${head.id}/disable`, admin);
    expect(typeOf(await accept(hub, token))).toBe('link-expired');
  });
});

describe('a forgotten password', () => {
  const ask = (hub: TestHub, email: string) => hub.call('POST', '/v1/password-resets', { body: { email } });

  it('is answered alike whether anybody has the e-mail or not', async () => {
    const hub = await hubWith();
    await hub.has();
    const [known, unknown] = [await ask(hub, giulia.email), await ask(hub, 'nobody@demo.example')];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    await hub.access.settled();
    expect(hub.mails.map(({ to }) => to)).toEqual([giulia.email]);
  });

  it('is replaced once, for an hour; every session ends', async () => {
    const hub = await hubWith();
    await hub.has();
    const { session } = await hub.signIn();
    await ask(hub, giulia.email);
    await hub.access.settled();
    const token = tokenIn(hub.mails[0]?.link);
    const complete = (password = strong) =>
      hub.call('POST', '/v1/password-resets/complete', { body: { token, password } });
    expect(typeOf(await complete('giulianeri2026!'))).toBe('password-too-common');
    expect((await complete()).status).toBe(204);
    expect(typeOf(await complete())).toBe('link-expired');
    expect((await hub.call('GET', '/v1/payments', { session })).status).toBe(401);
    await hub.signIn({ password: strong });
    hub.pass(2 * minute);
    await ask(hub, giulia.email);
    await hub.access.settled();
    hub.pass(hour);
    const late = tokenIn(hub.mails.at(-1)?.link);
    expect(typeOf(await hub.call('POST', '/v1/password-resets/look-up', { body: { token: late } }))).toBe(
      'link-expired',
    );
  });
});

describe('a second factor', () => {
  it('asks for a code, and takes each code once', async () => {
    const hub = await hubWith();
    await hub.has();
    const { secret } = await hub.setUp(await hub.signIn());
    hub.pass(minute);
    const code = hub.codeOf(secret);
    const first = await hub.begin();
    expect(first.status).toBe(202);
    expect((await hub.prove(first, code)).status).toBe(200);
    expect(typeOf(await hub.prove(await hub.begin(), code))).toBe('wrong-code');
    const racing = hub.codeOf(secret);
    hub.pass(minute);
    const next = hub.codeOf(secret);
    const [one, other] = [await hub.begin(), await hub.begin()];
    const both = await Promise.all([hub.prove(one, next), hub.prove(other, next)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(next).not.toBe(racing);
  });

  it('does not tell whether the password was right', async () => {
    const hub = await hubWith();
    await hub.has();
    const { secret } = await hub.setUp(await hub.signIn());
    hub.pass(minute);
    const wrong = await hub.begin({ ...giulia, password: 'another horse' });
    const right = await hub.begin();
    expect([wrong.status, Object.keys(wrong.body)]).toEqual([right.status, Object.keys(right.body)]);
    const answers = [await hub.prove(wrong, hub.codeOf(secret)), await hub.prove(right, '000000')];
    expect(answers[0]?.body).toEqual({ ...answers[1]?.body, requestId: answers[0]?.body['requestId'] });
    expect((await hub.prove(right, hub.codeOf(secret))).status).toBe(200);
  });

  it('is replaced by each recovery code once, however it is typed', async () => {
    const hub = await hubWith();
    await hub.has();
    const { codes } = await hub.setUp(await hub.signIn());
    expect(new Set(codes).size).toBe(10);
    const typed = codes[0]?.toLowerCase().replaceAll('-', ' ') ?? '';
    expect((await hub.prove(await hub.begin(), typed)).status).toBe(200);
    expect(typeOf(await hub.prove(await hub.begin(), typed))).toBe('wrong-code');
    const stored = await hub.models.operators.findOne().lean();
    expect(JSON.stringify(stored)).not.toContain(codes[1]?.replaceAll('-', ''));
  });

  it('that the settings require leaves nothing to do but to set it up', async () => {
    const hub = await hubWith({ secondFactor: 'required', requiredFor: ['support'] });
    await hub.has();
    const session = await hub.signIn();
    expect((await hub.call('GET', '/v1/session', session)).body).toMatchObject({ mustSetUpSecondFactor: true });
    expect(typeOf(await hub.call('GET', '/v1/payments', session))).toBe('second-factor-needed');
    await hub.setUp(session);
    expect((await hub.call('GET', '/v1/payments', session)).status).toBe(200);
    const remove = { ...session, body: { password: giulia.password } };
    expect(typeOf(await hub.call('POST', '/v1/account/second-factor/remove', remove))).toBe('second-factor-required');
  });

  it('is not taken away by its owner but with the password, whatever they may do with the access of others', async () => {
    const hub = await hubWith();
    hub.roles.push(aRole('head', allow('operators.*', 'keys.manage')));
    const { id } = await hub.has({ roles: ['head'] });
    const session = await hub.signIn();
    await hub.setUp(session);
    const removed = await hub.call('POST', `/v1/operators/${id}/remove-second-factor`, session);
    expect(typeOf(removed)).toBe('own-second-factor');
    expect((await hub.begin()).status).toBe(202);
  });

  it('does not finish a sign-in that began with a password which is another by now', async () => {
    const hub = await hubWith();
    await hub.has();
    const session = await hub.signIn();
    const { secret } = await hub.setUp(session);
    const begun = await hub.begin();
    hub.pass(minute);
    const changed = { current: giulia.password, password: strong };
    expect((await hub.call('PUT', '/v1/session/password', { ...session, body: changed })).status).toBe(204);
    expect(typeOf(await hub.prove(begun, hub.codeOf(secret)))).toBe('wrong-code');
    hub.pass(minute);
    const anew = await hub.begin({ ...giulia, password: strong });
    expect((await hub.prove(anew, hub.codeOf(secret))).status).toBe(200);
  });

  it('is not set up by whoever has only got hold of a session', async () => {
    const hub = await hubWith();
    await hub.has();
    const session = await hub.signIn();
    const answer = await hub.call('POST', '/v1/account/second-factor', {
      ...session,
      body: { password: 'another horse' },
    });
    expect(typeOf(answer)).toBe('wrong-credentials');
  });
});

describe('a lock', () => {
  it('stops guessing from everywhere, is answered like a wrong password, and is told to its owner', async () => {
    const hub = await hubWith({ lockAfterFailures: 3, lockMinutes: 15 });
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    const wrong = { ...giulia, password: 'another horse' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => hub.begin(wrong)));
    expect(new Set(answers.map(typeOf))).toEqual(new Set(['wrong-credentials']));
    expect(typeOf(await hub.begin())).toBe('wrong-credentials');
    await hub.access.settled();
    expect(hub.mails).toContainEqual(expect.objectContaining({ to: giulia.email, template: 'locked-out' }));
    const { body } = await hub.call('GET', `/v1/operators/${id}`, admin);
    expect(body['lockedUntil']).toEqual(expect.any(String));
    hub.pass(15 * minute);
    expect((await hub.begin()).status).toBe(200);
  });

  it('is lifted by an administrator', async () => {
    const hub = await hubWith({ lockAfterFailures: 3 });
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    for (let tries = 0; tries < 3; tries += 1) await hub.begin({ ...giulia, password: 'another horse' });
    expect(typeOf(await hub.begin())).toBe('wrong-credentials');
    expect((await hub.call('POST', `/v1/operators/${id}/unlock`, admin)).status).toBe(204);
    expect((await hub.begin()).status).toBe(200);
  });
});

describe('changing what somebody may do', () => {
  const patch = (hub: TestHub, id: string, roles: string[], as: SignedIn) =>
    hub.call('PATCH', `/v1/operators/${id}`, { ...as, body: { roles } });

  it('counts at once in sessions that last', async () => {
    const hub = await hubWith();
    hub.roles.push(aRole('reader', allow('payments.read')));
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    const session = await hub.signIn();
    expect((await hub.call('POST', '/v1/refunds', session)).status).toBe(200);
    expect((await patch(hub, id, ['reader'], admin)).status).toBe(200);
    expect((await hub.call('POST', '/v1/refunds', session)).status).toBe(403);
  });

  it('takes the last administrator from nobody, not even by two at the same moment', async () => {
    const hub = await store.hub();
    const people = await Promise.all(
      ['ada', 'eva'].map(async (name) => {
        const email = `${name}@demo.example`;
        const { id } = await hub.has({ email, roles: ['administrator'] });
        return { id, ...(await hub.signIn({ email })) };
      }),
    );
    const [ada, eva] = people;
    if (!ada || !eva) throw new Error('Two are needed');
    const answers = await Promise.all([
      patch(hub, eva.id, ['support'], ada),
      hub.call('POST', `/v1/operators/${ada.id}/disable`, eva),
    ]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(await hub.access.whoMay(['operators.manage'])).toHaveLength(1);
  });

  it('is for others only, and never hands out more than one has', async () => {
    const hub = await hubWith();
    hub.roles.push(aRole('head', allow('operators.*', 'payments.read')));
    const admin = await hub.asAdministrator();
    const { id } = await hub.has({ email: 'head@demo.example', roles: ['head'] });
    const head = await hub.signIn({ email: 'head@demo.example' });
    expect(typeOf(await patch(hub, id, ['administrator'], head))).toBe('own-roles');
    expect((await patch(hub, admin.id, ['head'], head)).status).toBe(403);
    for (const verb of ['password-reset', 'remove-second-factor'])
      expect((await hub.call('POST', `/v1/operators/${admin.id}/${verb}`, head)).status).toBe(403);
  });
});

describe('sessions', () => {
  it('are listed with their browser, and end one by one', async () => {
    const hub = await hubWith();
    const admin = await hub.asAdministrator();
    const { id } = await hub.has();
    const [here, there] = [await hub.signIn(), await hub.signIn()];
    const { body } = await hub.call('GET', '/v1/account/sessions', here);
    const sessions = body['data'] as { id: string; isCurrent: boolean }[];
    expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    const other = sessions.find(({ isCurrent }) => !isCurrent)?.id ?? '';
    // Those of others are not there for whoever has only their id.
    expect((await hub.call('DELETE', `/v1/account/sessions/${other}`, admin)).status).toBe(404);
    expect((await hub.call('DELETE', `/v1/account/sessions/${other}`, here)).status).toBe(204);
    expect((await hub.call('GET', '/v1/payments', there)).status).toBe(401);
    expect((await hub.call('DELETE', `/v1/operators/${id}/sessions`, admin)).status).toBe(204);
    expect((await hub.call('GET', '/v1/payments', here)).status).toBe(401);
  });
});

describe('the permission matrix', () => {
  it('says who may do what, which role and condition it comes from, and which prohibition won', async () => {
    const hub = await store.hub({ actions: () => ['payments.read', 'payments.refund', 'payments.cancel'] });
    const when = { fact: 'method', operator: 'in', value: ['paypal'] } as const;
    hub.roles.push(
      aRole('agent', { actions: ['payments.read', 'payments.refund'], when: { ...when, value: ['paypal'] } }),
      aRole('calm', deny('payments.refund')),
    );
    const admin = await hub.asAdministrator();
    const { id } = await hub.has({ roles: ['agent', 'calm'] });
    const { body } = await hub.call('GET', `/v1/operators/${id}/permissions`, admin);
    const of = (action: string) =>
      (body['permissions'] as { action: string }[]).find((permission) => permission.action === action);
    expect(of('payments.read')).toMatchObject({
      verdict: 'limited',
      because: [{ role: 'agent', grant: 0, when, isDecisive: true }],
    });
    expect(of('payments.refund')).toMatchObject({
      verdict: 'denied',
      because: [
        { role: 'agent', isDecisive: false },
        { role: 'calm', effect: 'deny', isDecisive: true },
      ],
    });
    expect(of('payments.cancel')).toMatchObject({ verdict: 'denied', because: [] });
    const matrix = await hub.call('GET', '/v1/permissions', admin);
    expect(matrix.body['roles']).toContainEqual(
      expect.objectContaining({ id: 'agent', allowed: [], limited: ['payments.read', 'payments.refund'] }),
    );
  });
});
