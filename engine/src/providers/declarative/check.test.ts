import { documentErrors, type Provider } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { aCertificate } from './a-certificate.ts';
import { aDocument } from './a-document.ts';
import { anEcKey, anRsaKey } from './a-key.ts';
import { mappingErrors } from './check.ts';

type Given = NonNullable<Parameters<typeof aDocument>[1]>;
type Webhook = NonNullable<NonNullable<Provider['declarative']>['webhook']>;
const rsa = anRsaKey();
const ec = anEcKey();

/** A document that the schema lets pass, and what is wrong with it all the same: where, and by which rule. */
async function wrong(given: Given, secrets: Record<string, string> = {}): Promise<string[]> {
  const document = aDocument('https://api.provider.example', given);
  expect(documentErrors('provider', document)).toEqual([]);
  const errors = await mappingErrors(document, (name) => secrets[name]);
  for (const { value, message } of errors)
    for (const secret of Object.values(secrets)) expect(`${String(value)} ${message}`).not.toContain(secret);
  return errors.map(({ path, rule }) => `${path.replace('/declarative/', '')} ${rule}`);
}
const withStatus = (status: string): Given => ({
  operations: { lookUp: { request: { method: 'GET', path: '/p/{reference}' }, status } },
});
const webhookOf = (verify: Webhook['verify'], more: Partial<Webhook> = {}): Given => ({
  webhook: { verify, reference: '= body.id', ...more },
  credentials: { key: 'k', hook: { $secret: 'HOOK' } },
});

it('lets an ordinary document pass', async () => expect(await wrong({})).toEqual([]));

describe('a mapping', () => {
  it.each([
    ['is no JSONata', '= response.(', 'jsonata'],
    ['can run away', '= $match(response.status, /(a+)+$/)', 'jsonata-regex'],
    ['runs any text', '= $eval(response.status)', 'jsonata-function'],
    ['says something else each time', '= $string($random())', 'jsonata-function'],
    ['looks at another clock', '= response.at & $now()', 'jsonata-function'],
    ['never ends', '= ($f := function($n) { $f($n + 1) }; $f(0))', 'bounded'],
    ['goes too deep', '= ($f := function($n) { 1 + $f($n + 1) }; $f(0))', 'bounded'],
    [
      'doubles a text',
      "= ($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('xxxxxxxx', 40))",
      'bounded',
    ],
    [
      'doubles a list',
      '= ($f := function($s, $n) { $n = 0 ? $s : $f([[$s], [$s]], $n - 1) }; $string($f([1], 40)))',
      'bounded',
    ],
    ['is as wide as can be', "= $pad('x', 400000000)", 'bounded'],
    ['counts to a million', '= $sum([1..1000000])', 'bounded'],
    ['multiplies', '= $count([1..9000].[1..9000])', 'bounded'],
  ])('that %s is found before it is live', async (_, status, rule) => {
    expect(await wrong(withStatus(status))).toEqual([`operations/lookUp/status ${rule}`]);
  });

  it('may need what only a real answer has', async () => {
    expect(
      await wrong(withStatus('= $uppercase(response.state) & $number(response.code) & $parseJson(response.x)')),
    ).toEqual([]);
  });
});

describe('a name that leads nowhere', () => {
  it.each<[string, Given, string]>([
    [
      'a host of a request',
      { operations: { lookUp: { request: { method: 'GET', path: '/p', host: 'nowhere' } } } },
      'operations/lookUp/request/host host',
    ],
    [
      'a host of tokens',
      {
        auth: {
          type: 'oauth2-client-credentials',
          tokenPath: '/t',
          host: 'nowhere',
          clientId: 'key',
          clientSecret: 'key',
        },
      },
      'auth/host host',
    ],
    [
      'a credential',
      { auth: { type: 'http-signature', keyId: 'key', privateKey: 'nowhere' } },
      'auth/privateKey credential',
    ],
    [
      'a place in a path',
      { operations: { lookUp: { request: { method: 'GET', path: '/p/{refrence}' } } } },
      'operations/lookUp/request/path template',
    ],
    [
      'a credential in a path',
      { operations: { lookUp: { request: { method: 'GET', path: '/p/{credentials.shop}' } } } },
      'operations/lookUp/request/path template',
    ],
    [
      'a place in a redirect',
      { operations: { create: { request: { method: 'POST', path: '/p' }, redirect: '{hosts.page}/{response.id}' } } },
      'operations/create/redirect template',
    ],
    [
      'a credential in a redirect: what reads answers sees none',
      {
        operations: {
          create: { request: { method: 'POST', path: '/p' }, redirect: 'https://x.example/{credentials.key}' },
        },
      },
      'operations/create/redirect template',
    ],
  ])('is found: %s', async (_, given, expected) => expect(await wrong(given)).toEqual([expected]));

  it.each([
    ['{raw}', 'webhook/verify/signed template'],
    ['{header}', 'webhook/verify/signed template'],
    ['{credentials.nowhere}{body}', 'webhook/verify/signed template'],
    ['{response.id}', 'webhook/verify/signed template'],
  ])('is found in what a signature covers: %s', async (signed, expected) => {
    const verify = {
      type: 'hmac',
      algorithm: 'sha256',
      encoding: 'hex',
      signature: '{header.x}',
      signed,
      credential: 'hook',
    } as const;
    expect(await wrong(webhookOf(verify))).toEqual([expected]);
  });

  it('is found in what a call signs', async () => {
    const auth = {
      type: 'hmac',
      credential: 'key',
      algorithm: 'sha256',
      encoding: 'hex',
      signed: '{path}{signature}',
      headers: { X: '{signature}{nonce}' },
    } as const;
    expect(await wrong({ auth })).toEqual(['auth/signed template', 'auth/headers/X template']);
  });
});

describe('a scheme that would prove nothing', () => {
  const hmac = {
    type: 'hmac',
    algorithm: 'sha256',
    encoding: 'hex',
    signature: '{header.x}',
    signed: '{body}',
    credential: 'hook',
  } as const;
  const jwt = { type: 'jwt', algorithm: 'HS256', token: '{header.x}', credential: 'hook' } as const;

  it.each<[string, Given, string]>([
    [
      'a time that is not signed',
      webhookOf({ ...hmac, timestamp: { from: '{header.t}', unit: 's' } }),
      'webhook/verify/signed time-unsigned',
    ],
    [
      'a hash without a secret',
      webhookOf({ type: 'hash', algorithm: 'sha256', encoding: 'hex', signature: '{header.x}', signed: '{body}' }),
      'webhook/verify/signed hash-unkeyed',
    ],
    [
      'RSA without any key',
      webhookOf({ type: 'rsa', algorithm: 'sha256', encoding: 'hex', signature: '{header.x}', signed: '{body}' }),
      'webhook/verify key-or-certificate',
    ],
    [
      'a token compared with nothing',
      webhookOf({ type: 'shared-token', token: '{body.token}' }),
      'webhook/verify nothing-to-compare',
    ],
    ['a JWT that belongs to no body', webhookOf(jwt), 'webhook/verify body-unsigned'],
    [
      'a checksum without a secret',
      { auth: { type: 'hash', algorithm: 'sha256', encoding: 'hex', signed: '{body.amount}', field: 'sum' } },
      'auth/signed hash-unkeyed',
    ],
    [
      'a signature that goes nowhere',
      { auth: { type: 'hmac', credential: 'key', algorithm: 'sha256', encoding: 'hex', signed: '{path}' } },
      'auth signature-nowhere',
    ],
    [
      'a signature over a body that it is put into',
      {
        auth: { type: 'hmac', credential: 'key', algorithm: 'sha256', encoding: 'hex', signed: '{body}', field: 'sum' },
      },
      'auth/signed signature-in-itself',
    ],
  ])('is not published: %s', async (_, given, expected) => expect(await wrong(given)).toEqual([expected]));

  it('is none when the time is signed, or the JWT is read by its claims only', async () => {
    const timestamp = { from: '{header.t}', unit: 's' } as const;
    expect(await wrong(webhookOf({ ...hmac, signed: '{header.t}.{body}', timestamp }))).toEqual([]);
    expect(await wrong(webhookOf({ ...hmac, signed: '{timestamp}.{body}', timestamp }))).toEqual([]);
    expect(await wrong(webhookOf(jwt, { reference: '= claims.sub' }))).toEqual([]);
    expect(await wrong(webhookOf({ ...jwt, bodyClaim: 'hash' }))).toEqual([]);
  });
});

describe('a key of the wrong form', () => {
  const signing: Given = { auth: { type: 'http-signature', keyId: 'key', privateKey: 'rsaKey' } };
  it.each<[string, Given, string, string[]]>([
    ['text', signing, 'hush', ['/credentials/rsaKey private-key-unreadable']],
    ['public', signing, rsa.publicKey, ['/credentials/rsaKey private-key-unreadable']],
    ['of another kind', signing, ec.privateKey, ['/credentials/rsaKey key-not-rsa']],
    ['right', signing, rsa.privateKey, []],
  ])('is found as soon as its secret has a value: %s', async (_, given, value, expected) => {
    const document = { ...given, credentials: { key: 'k', rsaKey: { $secret: 'RSA' } } };
    expect(await wrong(document, { RSA: value })).toEqual(expected);
    expect(await wrong(document)).toEqual([]);
  });

  it.each<[string, Webhook['verify'], string, string?]>([
    [
      'ECDSA with RSA',
      {
        type: 'ecdsa',
        algorithm: 'sha256',
        encoding: 'hex',
        form: 'raw',
        signature: '{header.x}',
        signed: '{body}',
        publicKey: 'hook',
      },
      rsa.publicKey,
      'key-not-p256',
    ],
    [
      'ECDSA',
      {
        type: 'ecdsa',
        algorithm: 'sha256',
        encoding: 'hex',
        form: 'raw',
        signature: '{header.x}',
        signed: '{body}',
        publicKey: 'hook',
      },
      ec.publicKey,
    ],
    [
      'RSA with a private key',
      {
        type: 'rsa',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{header.x}',
        signed: '{body}',
        publicKey: 'hook',
      },
      rsa.privateKey,
      'key-private',
    ],
    [
      'a hexadecimal key that is none',
      {
        type: 'hmac',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{header.x}',
        signed: '{body}',
        credential: 'hook',
        keyEncoding: 'hex',
      },
      'xyz',
      'key-encoding',
    ],
    [
      'HS256 with a public key',
      { type: 'jwt', algorithm: 'HS256', token: '{body}', credential: 'hook' },
      rsa.publicKey,
      'key-in-pem',
    ],
    [
      'a root that is no certificate',
      {
        type: 'rsa',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{header.x}',
        signed: '{body}',
        certificate: { url: '{header.c}', hosts: ['.x.example'], root: 'hook' },
      },
      rsa.publicKey,
      'certificate-unreadable',
    ],
    [
      'a root',
      {
        type: 'rsa',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{header.x}',
        signed: '{body}',
        certificate: { url: '{header.c}', hosts: ['.x.example'], root: 'hook' },
      },
      aCertificate({ subject: 'root.example', isAuthority: true }).pem,
    ],
  ])('is found for what verifies: %s', async (_, verify, value, rule) => {
    expect(await wrong(webhookOf(verify), { HOOK: value })).toEqual(rule ? [`/credentials/hook ${rule}`] : []);
  });
});

describe('calls that move money', () => {
  const refund = { request: { method: 'POST', path: '/refunds' } } as const;
  it('need a key, or the word of the document that a repeat does no harm', async () => {
    expect(await wrong({ operations: { refund } })).toEqual(['idempotencyHeader idempotency-needed']);
    expect(await wrong({ operations: { refund: { ...refund, repeatable: true } } })).toEqual([]);
    expect(await wrong({ operations: { refund }, idempotencyHeader: 'Idempotency-Key' })).toEqual([]);
  });
});

describe('operations that lead nowhere', () => {
  const step = { id: 'a', request: { method: 'POST', path: '/p' } } as const;
  const refund = { request: { method: 'POST', path: '/r' }, status: '= response.status', repeatable: true } as const;
  const statuses = { agreed: 'approved' } as const;

  it.each<[string, Given, string]>([
    [
      'two steps of one name, which would have one key',
      { operations: { create: { steps: [step, step], redirect: '= response.url' } } },
      'operations/create/steps/1/id step-twice',
    ],
    ['consent after which nobody takes the money', { statuses }, 'operations/settle settle-needed'],
    [
      'a mistake that means consent',
      { errors: { code: '= response.code', statuses: { LATE: 'approved' } } },
      'operations/settle settle-needed',
    ],
  ])('are not published: %s', async (_, given, expected) => expect(await wrong(given)).toEqual([expected]));

  it('are those of a refund whose states mean nothing', async () => {
    const document = aDocument('https://api.provider.example', { operations: { refund } });
    delete document.declarative?.refundStatuses;
    expect((await mappingErrors(document)).map(({ path }) => path)).toEqual(['/declarative/refundStatuses']);
  });
});

it('takes no empty text for a credential: anybody can sign with it', () => {
  const document = aDocument('https://api.provider.example', { credentials: { key: '' } });
  expect(documentErrors('provider', document)).not.toEqual([]);
});

it.each([
  ['nothing to call', {}],
  [
    'both one call and several',
    { request: { method: 'GET', path: '/p' }, steps: [{ id: 'a', request: { method: 'GET', path: '/p' } }] },
  ],
])('an operation with %s is refused by the schema', (_, lookUp) => {
  const document = aDocument('https://api.provider.example', {
    operations: { lookUp } as NonNullable<Given['operations']>,
  });
  expect(documentErrors('provider', document)).not.toEqual([]);
});
