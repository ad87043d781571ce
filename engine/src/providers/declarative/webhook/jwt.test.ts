import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anEcKey, anRsaKey } from '../a-key.ts';
import { ForgedWebhook, ProviderNotReady } from '../../problems.ts';
import { aReader, raw } from './a-reader.ts';
import type { VerifyOf } from './genuine.ts';

const rsa = anRsaKey();
const ec = anEcKey();
const secret = 'a shared secret of at least 32 bytes!';
const now = new Date('2026-06-01T12:00:00Z');
const iat = now.getTime() / 1000;
const body = '{"payment":"p1"}';
const bodyHash = createHash('sha256').update(body).digest('hex');

/** Tokens by hand (RFC 7515), so that wrong ones can be made as well. */
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signers = {
  RS256: (text: string) => sign('sha256', Buffer.from(text), rsa.privateKey),
  ES256: (text: string) => sign('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
  HS256: (text: string, key: string = secret) => createHmac('sha256', key).update(text).digest(),
};
const tokenOf = (claims: object, sign: (text: string) => Buffer, header: object) => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign(text).toString('base64url')}`;
};
const keys = { RS256: rsa.publicKey, ES256: ec.publicKey, HS256: secret };

const verify = (algorithm: 'RS256' | 'ES256' | 'HS256'): VerifyOf<'jwt'> => ({
  type: 'jwt',
  algorithm,
  token: '{header.x-signature}',
  prefix: 'Bearer ',
  credential: 'hook',
  issuer: 'https://provider.example',
  audience: 'hub',
  bodyClaim: 'body_sha256',
});
const reader = (algorithm: 'RS256' | 'ES256' | 'HS256', key: string = keys[algorithm]) =>
  aReader(
    { verify: verify(algorithm), id: '= claims.jti', reference: '= body.payment' },
    { credentials: { hook: key }, now },
  );
const claims = { iss: 'https://provider.example', aud: 'hub', iat, jti: 'n1', body_sha256: bodyHash };
const news = (token: string, text = body) => raw(text, { 'x-signature': `Bearer ${token}` });
const forged = (given: Promise<unknown>) => expect(given).rejects.toBeInstanceOf(ForgedWebhook);

describe.each(['RS256', 'ES256', 'HS256'] as const)('a token of %s', (algorithm) => {
  const token = (more: object = {}) => tokenOf({ ...claims, ...more }, signers[algorithm], { alg: algorithm });
  const without = (name: string) =>
    tokenOf(Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name)), signers[algorithm], {
      alg: algorithm,
    });

  it('that names the body by its hash is genuine, and its claims can be read', async () => {
    expect(await reader(algorithm)(news(token()))).toEqual([{ id: 'n1', reference: 'p1' }]);
  });

  it('does not fit another body: it cannot be used again', () =>
    forged(reader(algorithm)(news(token(), '{"payment":"p2"}'))));
  it('is refused from another issuer', () => forged(reader(algorithm)(news(token({ iss: 'https://evil.example' })))));
  it('is refused when meant for another', () => forged(reader(algorithm)(news(token({ aud: 'other' })))));
  it('is refused when it is old', () => forged(reader(algorithm)(news(token({ iat: iat - 301 })))));
  it('is refused when it is from the future', () => forged(reader(algorithm)(news(token({ iat: iat + 301 })))));
  it('is refused when it has ended', () => forged(reader(algorithm)(news(token({ exp: iat - 1 })))));
  it('is refused without any time', () => forged(reader(algorithm)(news(without('iat')))));
  it('is refused without the hash of the body', () => forged(reader(algorithm)(news(without('body_sha256')))));
  it('is refused without its signature', () => forged(reader(algorithm)(news(token().replace(/[^.]+$/, '')))));
  it('is refused with half a signature', () => forged(reader(algorithm)(news(token().slice(0, -20)))));
  it('is refused with other claims', () => {
    const [head, , signature] = token().split('.');
    return forged(reader(algorithm)(news([head, part({ ...claims, jti: 'n2' }), signature].join('.'))));
  });
  it('is refused without its prefix, and where there is none', async () => {
    await forged(reader(algorithm)(raw(body, { 'x-signature': token() })));
    await forged(reader(algorithm)(raw(body)));
  });
});

describe('a token that chooses how it is verified', () => {
  const unsigned = `${part({ alg: 'none' })}.${part(claims)}.`;
  it.each(['RS256', 'ES256', 'HS256'] as const)('cannot choose nothing, where %s is expected', (algorithm) =>
    forged(reader(algorithm)(news(unsigned))),
  );

  it.each(['RS256', 'ES256'] as const)('cannot use the public key as a secret, where %s is expected', (algorithm) =>
    forged(reader(algorithm)(news(tokenOf(claims, (text) => signers.HS256(text, keys[algorithm]), { alg: 'HS256' })))),
  );

  it('cannot bring its own key', () => {
    const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const header = { alg: 'RS256', jwk: own.publicKey.export({ format: 'jwk' }), jku: 'https://evil.example/keys' };
    return forged(
      reader('RS256')(news(tokenOf(claims, (text) => sign('sha256', Buffer.from(text), own.privateKey), header))),
    );
  });

  it('cannot name extensions that nobody here knows', () =>
    forged(reader('RS256')(news(tokenOf(claims, signers.RS256, { alg: 'RS256', crit: ['b64'], b64: false })))));

  it('is not verified at all with a public key in the place of a secret', () =>
    expect(
      reader(
        'HS256',
        rsa.publicKey,
      )(news(tokenOf(claims, (text) => signers.HS256(text, rsa.publicKey), { alg: 'HS256' }))),
    ).rejects.toBeInstanceOf(ProviderNotReady));
});

it('can be the whole body', async () => {
  const { bodyClaim: _claim, prefix: _prefix, ...rest } = verify('ES256');
  const read = aReader(
    { verify: { ...rest, token: '{body}' }, reference: '= claims.payment' },
    { credentials: { hook: ec.publicKey }, now },
  );
  const token = tokenOf({ ...claims, payment: 'p9' }, signers.ES256, { alg: 'ES256' });
  expect(await read(raw(token))).toMatchObject([{ reference: 'p9' }]);
});
