import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { anAttempt } from '../../an-attempt.ts';
import { loopback, type Heard, type Said } from '../../loopback.ts';
import { anEcKey, anRsaKey } from '../a-key.ts';
import { aDocument } from '../a-document.ts';
import { createDeclarativeConnector } from '../connector.ts';
import { called } from './a-caller.ts';
import type { AuthOf } from './schemes.ts';

/** HeyLight’s. */
const heylight: AuthOf<'login'> = {
  type: 'login',
  request: { method: 'POST', path: '/auth/v1/generate/', body: { merchant_key: '= credentials.merchantKey' } },
  success: "= response.status = 'success'",
  token: '= response.data.token',
  lifetimeSeconds: 82_800,
};
const credentials = { merchantKey: 'mk-1' };
const created: Said = { body: { id: 'p1', url: 'https://pay.example/p1' } };

/** A provider that gives out t1, t2… and accepts those that are not withdrawn. */
function issuing(answer: (token: string) => Said, tokenPath = '/auth/v1/generate/') {
  const withdrawn = new Set<string>();
  let issued = 0;
  const say = ({ path, headers }: Heard): Said => {
    if (path === tokenPath) return answer(`t${(issued += 1)}`);
    return withdrawn.has(String(headers['authorization'])) ? { status: 401 } : created;
  };
  return { say, withdrawn, issued: () => issued };
}
const connectorAt = (url: string, auth: AuthOf<'login'>, clock = { now: new Date() }) =>
  createDeclarativeConnector(aDocument(url, { auth, credentials }), { secret: () => undefined, now: () => clock.now });

describe('a login call', () => {
  const token = (value: string): Said => ({ body: { status: 'success', data: { token: value } } });

  it('answers a token, which is sent with the calls', async () => {
    const { heard, outcome } = await called(heylight, { credentials, say: issuing(token).say });
    expect(heard.map(({ path, headers }) => [path, headers['authorization']])).toEqual([
      ['/auth/v1/generate/', undefined],
      ['/payments', 'Bearer t1'],
    ]);
    expect(heard[0]?.body).toBe('{"merchant_key":"mk-1"}');
    expect(outcome).toMatchObject({ kind: 'redirect' });
  });

  it('can be a form, and its token can go into another header', async () => {
    const auth: AuthOf<'login'> = {
      ...heylight,
      request: { ...heylight.request, format: 'form' },
      header: 'X-Auth-Token',
      prefix: 'Token ',
    };
    const { heard } = await called(auth, { credentials, say: issuing(token).say });
    expect(heard[0]?.body).toBe('merchant_key=mk-1');
    expect(heard[1]?.headers['x-auth-token']).toBe('Token t1');
  });

  it('is shared, replaced before the token ends, and made once more when the token was withdrawn', async () => {
    const issuer = issuing(token);
    await using provider = await loopback(issuer.say);
    const clock = { now: new Date('2026-01-01T00:00:00Z') };
    const connector = connectorAt(provider.url, heylight, clock);
    await Promise.all([1, 2, 3].map((n) => connector.create(anAttempt(), `k${n}`)));
    expect(issuer.issued()).toBe(1);
    clock.now = new Date('2026-01-01T22:58:59Z');
    await connector.create(anAttempt(), 'k4');
    expect(issuer.issued()).toBe(1);
    clock.now = new Date('2026-01-01T22:59:01Z');
    await connector.create(anAttempt(), 'k5');
    expect(issuer.issued()).toBe(2);
    issuer.withdrawn.add('Bearer t2');
    expect(await connector.create(anAttempt(), 'k6')).toMatchObject({ kind: 'redirect' });
    expect(issuer.issued()).toBe(3);
  });

  it.each(['= response.seconds', '= ($toMillis(response.until) - $toMillis(now)) / 1000'])(
    'can say for how long the token is good, or until when: %s',
    async (expiresIn) => {
      const issuer = issuing((value) => ({
        body: { status: 'success', data: { token: value }, seconds: 600, until: '2026-01-01T00:10:00Z' },
      }));
      await using provider = await loopback(issuer.say);
      const clock = { now: new Date('2026-01-01T00:00:00Z') };
      const connector = connectorAt(provider.url, { ...heylight, expiresIn }, clock);
      await connector.create(anAttempt(), 'k1');
      clock.now = new Date('2026-01-01T00:09:01Z');
      await connector.create(anAttempt(), 'k2');
      expect(issuer.issued()).toBe(2);
    },
  );

  it.each([
    [{ body: { status: 'failure' } }, 'refused'],
    [{ status: 403, body: {} }, 'refused'],
    [{ body: { status: 'success', data: {} } }, 'unknown'],
    [{ body: 'no JSON' }, 'unknown'],
    [{ status: 503 }, 'unknown'],
    [{ status: 302, headers: { location: 'https://elsewhere.example' } }, 'unknown'],
  ] satisfies [Said, string][])('answered with %j makes no further call: %s', async (say, kind) => {
    const { heard, outcome } = await called(heylight, { credentials, say: () => say });
    expect(outcome).toMatchObject(kind === 'unknown' ? { kind, because: 'unreachable' } : { kind });
    expect(heard).toHaveLength(1);
  });
});

describe('a grant for an assertion', () => {
  const rsa = anRsaKey();
  const ec = anEcKey();
  /** Poynt’s, which Nexi SmartPOS uses. */
  const poynt: AuthOf<'jwt-assertion'> = {
    type: 'jwt-assertion',
    algorithm: 'RS256',
    privateKey: 'key',
    claims: { iss: '= credentials.appId', sub: '= credentials.appId', aud: 'https://services.poynt.net' },
    request: {
      method: 'POST',
      path: '/token',
      format: 'form',
      headers: { 'api-version': '1.2' },
      body: { grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: '= assertion' },
    },
    token: '= response.accessToken',
    expiresIn: '= response.expiresIn',
  };
  const now = new Date('2026-01-01T12:00:00Z');
  const say = ({ path }: Heard): Said =>
    path === '/token' ? { body: { accessToken: 'a1', expiresIn: 3600 } } : created;

  it.each([
    ['RS256', rsa.privateKey, createPublicKey(rsa.publicKey)],
    ['ES256', ec.privateKey, createPublicKey(ec.publicKey)],
    ['HS256', 'a shared secret of some length, 32 bytes', Buffer.from('a shared secret of some length, 32 bytes')],
  ] as const)('is signed with %s and says who calls, for whom, and for how long', async (algorithm, key, verifier) => {
    const auth = { ...poynt, algorithm, keyId: 'kid' } as const;
    const { heard } = await called(auth, { credentials: { appId: 'urn:aid:1', key, kid: 'k-7' }, now, say });
    const form = new URLSearchParams(heard[0]?.body);
    expect(form.get('grantType')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    expect(heard[0]?.headers['api-version']).toBe('1.2');
    const { payload, protectedHeader } = await jwtVerify(form.get('assertion') ?? '', verifier, {
      algorithms: [algorithm],
      audience: 'https://services.poynt.net',
      currentDate: now,
    });
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k-7' });
    const iat = now.getTime() / 1000;
    expect(payload).toMatchObject({ iss: 'urn:aid:1', sub: 'urn:aid:1', iat, exp: iat + 300, jti: expect.any(String) });
    expect(heard[1]?.headers['authorization']).toBe('Bearer a1');
  });

  it('can be one that the merchant was given, as at Zettle: then it is a login call', async () => {
    const zettle: AuthOf<'login'> = {
      type: 'login',
      request: {
        host: 'oauth',
        method: 'POST',
        path: '/token',
        format: 'form',
        body: {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          client_id: '= credentials.clientId',
          assertion: '= credentials.apiKey',
        },
      },
      token: '= response.access_token',
      expiresIn: '= response.expires_in',
    };
    await using oauth = await loopback(() => ({ body: { access_token: 'z1', expires_in: 7200 } }));
    const { heard } = await called(zettle, {
      credentials: { clientId: 'c1', apiKey: 'e30.e30.sig' },
      hosts: { oauth: { live: oauth.url } },
    });
    expect(oauth.heard[0]?.body).toBe(
      'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&client_id=c1&assertion=e30.e30.sig',
    );
    expect(heard.map(({ headers }) => headers['authorization'])).toEqual(['Bearer z1']);
  });

  it('is not made with a key of another kind', async () => {
    const wrong = called(poynt, { credentials: { appId: 'a', key: ec.privateKey }, now, say });
    await expect(wrong).rejects.toThrow(/"key" is not an RSA key/);
  });
});
