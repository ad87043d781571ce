import type { Provider } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { anAttempt } from '../../an-attempt.ts';
import { loopback, type Heard } from '../../loopback.ts';
import { createDeclarativeConnector } from '../connector.ts';
import { aDocument } from '../a-document.ts';

type AuthDocument = NonNullable<Provider['declarative']>['auth'];
const oauth: AuthDocument = {
  type: 'oauth2-client-credentials',
  tokenPath: '/token',
  clientId: 'id',
  clientSecret: 'key',
  scope: 'payments',
};

/** A provider that gives out the tokens t1, t2… for `lifetime` seconds and accepts those that are not withdrawn. */
async function tokenProvider({ lifetime = 3600 }: { lifetime?: number } = {}) {
  const withdrawn = new Set<string>();
  let issued = 0;
  const provider = await loopback(({ path, headers }: Heard) => {
    if (path === '/token') return { body: { access_token: `t${(issued += 1)}`, expires_in: lifetime } };
    const token = String(headers['authorization']).replace('Bearer ', '');
    return withdrawn.has(token) ? { status: 401 } : { body: { id: 'p1', url: 'https://pay.example/p1' } };
  });
  const asked = () => provider.heard.filter(({ path }) => path === '/token').length;
  return { ...provider, withdrawn, asked, [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose]() };
}

function connectorOf(url: string, auth: AuthDocument, clock = { now: new Date() }) {
  const document = aDocument(url, { auth, credentials: { id: 'me', key: { $secret: 'KEY' } } });
  return createDeclarativeConnector(document, { secret: () => 'hush', now: () => clock.now });
}

describe('OAuth2 client credentials', () => {
  it('asks for a token as RFC 6749 says, and sends it', async () => {
    await using provider = await tokenProvider();
    await connectorOf(provider.url, oauth).create(anAttempt(), 'k');
    const [token, call] = provider.heard;
    expect(token).toMatchObject({ method: 'POST', body: 'grant_type=client_credentials&scope=payments' });
    expect(token?.headers['authorization']).toBe(`Basic ${Buffer.from('me:hush').toString('base64')}`);
    expect(call?.headers['authorization']).toBe('Bearer t1');
  });

  it('shares one token among calls, also among those made at the same time', async () => {
    await using provider = await tokenProvider();
    const connector = connectorOf(provider.url, oauth);
    await Promise.all([1, 2, 3, 4].map((n) => connector.create(anAttempt(), `k${n}`)));
    await connector.create(anAttempt(), 'k5');
    expect(provider.asked()).toBe(1);
  });

  it('takes a new token a minute before the old one ends', async () => {
    await using provider = await tokenProvider({ lifetime: 600 });
    const clock = { now: new Date('2026-01-01T12:00:00Z') };
    const connector = connectorOf(provider.url, oauth, clock);
    await connector.create(anAttempt(), 'k1');
    clock.now = new Date('2026-01-01T12:08:59Z');
    await connector.create(anAttempt(), 'k2');
    expect(provider.asked()).toBe(1);
    clock.now = new Date('2026-01-01T12:09:00Z');
    await connector.create(anAttempt(), 'k3');
    expect(provider.asked()).toBe(2);
  });

  it('asks once more when a token was withdrawn, and once for all calls that were refused', async () => {
    await using provider = await tokenProvider();
    const connector = connectorOf(provider.url, oauth);
    await connector.create(anAttempt(), 'k1');
    provider.withdrawn.add('t1');
    const outcomes = await Promise.all([2, 3].map((n) => connector.create(anAttempt(), `k${n}`)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['redirect', 'redirect']);
    expect(provider.asked()).toBe(2);
  });

  it('gives up when a fresh token is refused as well', async () => {
    await using provider = await tokenProvider();
    for (const token of ['t1', 't2', 't3']) provider.withdrawn.add(token);
    expect(await connectorOf(provider.url, oauth).create(anAttempt(), 'k')).toMatchObject({ kind: 'refused' });
    expect(provider.asked()).toBe(2);
  });

  it('takes a failure to get a token for "nothing happened", and asks anew next time', async () => {
    let isDown = true;
    await using provider = await loopback(({ path }) => {
      if (path === '/token') return isDown ? { status: 503 } : { body: { access_token: 't', expires_in: 60 } };
      return { body: { id: 'p1', url: 'https://pay.example/p1' } };
    });
    const connector = connectorOf(provider.url, oauth);
    expect(await connector.create(anAttempt(), 'k')).toEqual({ kind: 'unknown', because: 'unreachable' });
    isDown = false;
    expect(await connector.create(anAttempt(), 'k')).toMatchObject({ kind: 'redirect' });
  });
});

it('can send id and secret in the form, and the document’s headers with it, as FlowPay and others want it', async () => {
  await using provider = await tokenProvider();
  const document = aDocument(provider.url, {
    auth: { ...oauth, credentialsIn: 'body' },
    credentials: { id: 'me', key: 'hush' },
    headers: { 'api-version': '1.2', 'Correlation-Id': '= requestId' },
  });
  await createDeclarativeConnector(document, { secret: () => undefined, now: () => new Date() }).create(
    anAttempt(),
    'k',
  );
  const [token, call] = provider.heard;
  expect(token?.body).toBe('grant_type=client_credentials&client_id=me&client_secret=hush&scope=payments');
  expect(token?.headers['authorization']).toBeUndefined();
  for (const heard of [token, call])
    expect(heard?.headers).toMatchObject({
      'api-version': '1.2',
      'correlation-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
});

describe('a key in a header', () => {
  it.each([
    [{ type: 'header', header: 'X-Api-Key', credential: 'key' }, 'x-api-key', 'hush'],
    [{ type: 'header', prefix: 'Bearer ', credential: 'key' }, 'authorization', 'Bearer hush'],
    [
      { type: 'basic', user: 'id', password: 'key' },
      'authorization',
      `Basic ${Buffer.from('me:hush').toString('base64')}`,
    ],
  ] as const)('of %j is sent with each call', async (auth, header, value) => {
    await using provider = await loopback(() => ({ body: {} }));
    await connectorOf(provider.url, auth).create(anAttempt(), 'k');
    expect(provider.heard[0]?.headers[header]).toBe(value);
  });
});
