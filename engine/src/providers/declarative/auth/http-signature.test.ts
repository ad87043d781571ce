import { createHash, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anEcKey, anRsaKey } from '../a-key.ts';
import { anAttempt } from '../../an-attempt.ts';
import { ProviderNotReady } from '../../problems.ts';
import type { Heard } from '../../loopback.ts';
import { called } from './a-caller.ts';
import { signingText, usualHeaders } from './http-signature.ts';

const shop = anRsaKey();
const auth = { type: 'http-signature', keyId: 'keyId', privateKey: 'key' } as const;
const credentials = { keyId: 'ldg9sbq283og7ua1', key: shop.privateKey };

/** What a provider does with such a call: it rebuilds the text from what arrived. */
function isGenuine(
  { method, path, headers, body }: Heard,
  { key = shop.publicKey, hash = 'sha256' }: { key?: string; hash?: string } = {},
): boolean {
  const given = Object.fromEntries(
    [...String(headers['authorization']).matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const values: Record<string, unknown> = { ...headers, '(request-target)': `${method.toLowerCase()} ${path}` };
  const text = String(given['headers'])
    .split(' ')
    .map((name) => `${name}: ${String(values[name])}`)
    .join('\n');
  const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
  return (
    headers['digest'] === digest &&
    verify(hash, Buffer.from(text), key, Buffer.from(String(given['signature']), 'base64'))
  );
}

const body = { flow: 'MATCH_CODE', amount_unit: 1590, currency: 'EUR' };
const creating = (more: object = {}) => ({
  credentials,
  operations: {
    create: {
      request: { method: 'POST', path: '/g_business/v1/payments', body: { ...body, ...more } },
      redirect: '= response.url',
      reference: '= response.id',
    },
  } as const,
});

describe('an HTTP signature', () => {
  it('covers the text that Satispay documents', () => {
    const draft = {
      method: 'POST',
      url: 'https://staging.authservices.satispay.com/g_business/v1/payments',
      headers: {},
    };
    const own = {
      date: 'Mon, 18 Mar 2019 15:10:24 +0000',
      digest: 'SHA-256=RLKqdn7o0Tt8jIJgqmyyoyH2Z9szChht3o4z7jPTObw=',
    };
    expect(signingText(usualHeaders, draft, own)).toBe(
      '(request-target): post /g_business/v1/payments\n' +
        'host: staging.authservices.satispay.com\n' +
        'date: Mon, 18 Mar 2019 15:10:24 +0000\n' +
        'digest: SHA-256=RLKqdn7o0Tt8jIJgqmyyoyH2Z9szChht3o4z7jPTObw=',
    );
  });

  it('has the digest of exactly the body that is sent, as in Satispay’s example', async () => {
    const { heard } = await called(auth, { ...creating(), now: new Date('2019-03-18T15:10:24Z') });
    expect(heard[0]?.body).toBe('{"flow":"MATCH_CODE","amount_unit":1590,"currency":"EUR"}');
    expect(heard[0]?.headers).toMatchObject({
      digest: 'SHA-256=RLKqdn7o0Tt8jIJgqmyyoyH2Z9szChht3o4z7jPTObw=',
      date: 'Mon, 18 Mar 2019 15:10:24 GMT',
      authorization: expect.stringMatching(
        /^Signature keyId="ldg9sbq283og7ua1", algorithm="rsa-sha256", headers="\(request-target\) host date digest", signature="[A-Za-z0-9+/=]+"$/,
      ),
    });
    expect(heard[0] && isGenuine(heard[0])).toBe(true);
  });

  it('fits the bytes of a body that is not ASCII', async () => {
    const { heard } = await called(auth, creating({ note: 'Caffè ☕ \ud800' }));
    expect(heard[0] && isGenuine(heard[0])).toBe(true);
  });

  it('covers the query, and the digest of nothing where there is no body', async () => {
    const { heard } = await called(auth, {
      credentials,
      operations: {
        lookUp: { request: { method: 'GET', path: '/payments/{reference}?limit=1' }, status: '= response.status' },
      },
      ask: (connector) => connector.lookUp(anAttempt({ attempt: { reference: 'p1' } })),
    });
    expect(heard[0]?.path).toBe('/payments/p1?limit=1');
    expect(heard[0]?.headers['digest']).toBe('SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
    expect(heard[0] && isGenuine(heard[0])).toBe(true);
  });

  it('can cover other headers, and use a longer hash', async () => {
    const headers = ['(request-target)', 'host', 'content-type', 'digest', 'date'];
    const { heard } = await called({ ...auth, headers, algorithm: 'rsa-sha512' }, creating());
    expect(heard[0]?.headers['authorization']).toContain('headers="(request-target) host content-type digest date"');
    expect(heard[0] && isGenuine(heard[0], { hash: 'sha512' })).toBe(true);
  });

  it('does not fit another body, another path or another key', async () => {
    const { heard } = await called(auth, creating());
    const [call] = heard;
    if (!call) throw new Error('no call came');
    const stranger = anRsaKey();
    expect(isGenuine({ ...call, body: call.body.replace('1590', '1') })).toBe(false);
    expect(isGenuine({ ...call, path: '/g_business/v1/refunds' })).toBe(false);
    expect(isGenuine(call, { key: stranger.publicKey })).toBe(false);
  });

  it('is not made over a header that is not sent', async () => {
    const { heard, outcome } = await called({ ...auth, headers: ['(request-target)', 'x-nowhere'] }, creating());
    expect(outcome).toMatchObject({ kind: 'refused', because: expect.stringContaining('x-nowhere') });
    expect(heard).toEqual([]);
  });

  it('takes a key whose line breaks an environment variable has flattened', async () => {
    const flat = { ...credentials, key: shop.privateKey.replaceAll('\n', '\\n') };
    const { heard } = await called(auth, { ...creating(), credentials: flat });
    expect(heard[0] && isGenuine(heard[0])).toBe(true);
  });

  it.each([
    ['no key at all', 'hush'],
    ['a public key', shop.publicKey],
    ['a key that is too short', anRsaKey(1024).privateKey],
    ['a key of another kind', anEcKey().privateKey],
  ])('is not made with %s, which is not told', async (_, key) => {
    const fault: unknown = await called(auth, { ...creating(), credentials: { ...credentials, key } }).catch(
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(ProviderNotReady);
    expect(String(fault)).not.toContain(key.slice(30, 60) || key);
  });
});
