import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { satispayKeys } from '../test-sandbox.ts';
import { digestOf, signedText } from './signature.ts';
import { aPayment, aSatispayShop, type SatispayShop, type SignOptions } from './test-shop.ts';

const payments = '/g_business/v1/payments';

describe('the text that is signed', () => {
  const body = '{"flow":"MATCH_CODE","amount_unit":1590,"currency":"EUR"}';

  it('has the digest that the documentation of Satispay leads to', () => {
    expect(digestOf(body)).toBe('SHA-256=RLKqdn7o0Tt8jIJgqmyyoyH2Z9szChht3o4z7jPTObw=');
    expect(digestOf('')).toBe('SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  });

  it('has one line a header, in the order given, and none at the end', () => {
    const request = {
      method: 'POST',
      target: '/g_business/v1/payments',
      headers: {
        host: 'staging.authservices.satispay.com',
        date: 'Mon, 18 Mar 2019 15:10:24 +0000',
        digest: digestOf(body),
      },
      body: Buffer.from(body),
    };
    expect(signedText(['(request-target)', 'host', 'date', 'digest'], request)).toBe(
      '(request-target): post /g_business/v1/payments\n' +
        'host: staging.authservices.satispay.com\n' +
        'date: Mon, 18 Mar 2019 15:10:24 +0000\n' +
        'digest: SHA-256=RLKqdn7o0Tt8jIJgqmyyoyH2Z9szChht3o4z7jPTObw=',
    );
    expect(signedText(['(request-target)', 'x-missing'], request)).toBeUndefined();
  });
});

describe('the simulator of Satispay', () => {
  let shop: SatispayShop;
  beforeAll(async () => {
    shop = await aSatispayShop();
  });
  afterAll(() => shop.stop());

  const refused = async (more: SignOptions, body: object | string = aPayment(1590)) => {
    const answer = await shop.call('POST', payments, body, more);
    expect(answer).toMatchObject({ status: 401, body: { code: 34, wlt: expect.any(String) } });
  };
  const stranger = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

  it('takes what is signed with the key of the shop, a query included', async () => {
    expect(await shop.call('POST', payments, aPayment(1590))).toMatchObject({ status: 200 });
    expect(await shop.call('GET', `${payments}?limit=1&status=PENDING`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['another body', { swapBody: '{"flow":"MATCH_CODE","amount_unit":1,"currency":"EUR"}' }],
    ['a body that only was written anew', { swapBody: JSON.stringify(aPayment(1590), null, 1) }],
    ['another digest', { tamper: (headers) => ({ ...headers, digest: digestOf('{}') }) }],
    ['another date', { tamper: (headers) => ({ ...headers, date: 'Sat, 31 Jan 2026 12:00:01 GMT' }) }],
    ['a date of long ago', { date: new Date('2026-01-31T11:54:00Z') }],
    ['a date to come', { date: new Date('2026-01-31T12:06:00Z') }],
    ['no date', { tamper: ({ date: _date, ...headers }) => headers }],
    ['no signature', { tamper: ({ authorization: _none, ...headers }) => headers }],
    ['a signature without the digest', { tamper: (headers) => without(headers, ' digest') }],
    ['another algorithm', { tamper: (headers) => without(headers, 'rsa-sha256') }],
    ['a key nobody knows', { keyId: 'nobody' }],
    ['a key of somebody else', { privateKey: stranger.privateKey }],
  ] satisfies [string, SignOptions][])('refuses %s', (_what, more) => refused(more));

  it('refuses a signature made for another path', async () => {
    const answer = await shop.call('GET', `${payments}/one`, '', {
      tamper: (headers) => ({
        ...headers,
        authorization: headers['authorization']?.replace('Signature ', 'Digest ') ?? '',
      }),
    });
    expect(answer.status).toBe(401);
  });

  it('says what it understood of a signature', async () => {
    const path = '/wally-services/protocol/tests/signature';
    expect(await shop.call('POST', path, '{}')).toMatchObject({ body: { signature: { valid: true } } });
    const wrong = await shop.call('POST', path, '{}', { keyId: 'nobody' });
    expect(wrong).toMatchObject({
      status: 200,
      body: { signature: { valid: false }, signed_string: expect.stringContaining(`post /satispay${path}\nhost: `) },
    });
  });

  describe('activating a key', () => {
    const activate = (publicKey: string, token: string) =>
      shop.call(
        'POST',
        '/g_business/v1/authentication_keys',
        { public_key: publicKey, token },
        {
          tamper: ({ authorization: _none, ...headers }) => headers,
        },
      );

    it('refuses an unknown code and a key that is none', async () => {
      expect(await activate(stranger.publicKey, 'XXXXXX')).toMatchObject({ status: 404, body: { code: 41 } });
      expect(await activate('no key', satispayKeys.activationCode)).toMatchObject({ status: 400, body: { code: 34 } });
    });

    it('works once per code, and the key can sign from then on', async () => {
      const { status, body } = await activate(stranger.publicKey, satispayKeys.activationCode);
      expect(status).toBe(200);
      const signed = await shop.call('POST', payments, aPayment(1590), {
        keyId: body.key_id ?? '',
        privateKey: stranger.privateKey,
      });
      expect(signed.status).toBe(200);
      const again = await activate(stranger.publicKey, satispayKeys.activationCode);
      expect(again).toMatchObject({ status: 403, body: { code: 45 } });
    });
  });
});

const without = (headers: Record<string, string>, what: string): Record<string, string> => ({
  ...headers,
  authorization: headers['authorization']?.replace(what, '') ?? '',
});
