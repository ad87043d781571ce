import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepFromLog } from './known-secrets.ts';
import { redacted, redactText } from './redact.ts';

const token = 'mX4-u0vS1yqW_9aTBnKd7eRz3fGhLpQcYtUiOoJ2sEw';

describe('a text for the log', () => {
  it.each([
    ['a card', 'Paid with 4111 1111 1111 1111 today', 'Paid with [card number] today'],
    [
      'a card in an address',
      '/v1/payments?search=4111%201111%201111%201111&x=1',
      '/v1/payments?search=[card number]&x=1',
    ],
    ['two cards', '5555555555554444, 378282246310005', '[card number], [card number]'],
    ['an account', 'to IT60X0542811101000000123456.', 'to [account number].'],
    ['an e-mail', 'sent to carla.rossi+shop@mail.shopper.example!', 'sent to [e-mail]!'],
    ['an e-mail in an address', '?search=carla.rossi%2Bshop%40shopper.example&a', '?search=[e-mail]&a'],
    ['an e-mail of another script', 'от: пётр@пример.рф', 'от: [e-mail]'],
    ['a telephone', 'call +39 333 123 4567 or 0039-333-1234567', 'call [telephone] or [telephone]'],
    ['a telephone in an address', '?phone=%2B393331234567', '?phone=[telephone]'],
    ['an API key', 'key pihk_demo_shop_of_the-sandbox is wrong', 'key [key] is wrong'],
    ['a bearer', 'Authorization: Bearer abc.DEF-1234', 'Authorization: Bearer [credentials]'],
    ['a basic login', 'authorization: Basic dXNlcjpwYXNz', 'authorization: Basic [credentials]'],
    ['a checkout', `GET /v1/checkout/${token}/events`, 'GET /v1/checkout/[token]/events'],
    [
      'a session',
      `Cookie: theme=dark; __Host-pih_session=${token}; a=b`,
      'Cookie: theme=dark; __Host-pih_session=[token]; a=b',
    ],
    ['a token alone', `csrf ${token}`, 'csrf [token]'],
    ['a JWT', 'id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl', 'id [token]'],
    ['a provider key', 'Invalid API Key provided: sk_test_abc123', 'Invalid API Key provided: [key]'],
    ['a database', 'mongodb://hub:pass-word@mongo:27017/hub', 'mongodb://[credentials]@mongo:27017/hub'],
    ['a secret in a form', 'a=1&client_secret=s3cr%26t&b=2', 'a=1&client_secret=[kept]&b=2'],
    ['a password in JSON that was cut off', 'at {"a":"b","password":"it is, w', 'at {"a":"b","password":"[kept]'],
    [
      'a token in JSON in a text',
      'said {\\"access_token\\":\\"abc\\",\\"a\\":1}',
      'said {\\"access_token\\":\\"[kept]\\",\\"a\\":1}',
    ],
    [
      'a password in JSON in an address',
      '?q=%22password%22%3A%22hunter22%22%7D',
      '?q=%22password%22%3A%22[kept]%22%7D',
    ],
    ['a password as inspectors print it', "{ password: 'hunter 22', a: 1 }", "{ password: '[kept]', a: 1 }"],
    ['a key in a header', 'x-api-key: abc123, and', 'x-api-key: [kept], and'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nx', '[key]\nx'],
  ])('loses %s and keeps the rest', (_what, text, left) => {
    expect(redactText(text)).toBe(left);
  });

  it.each([
    'pay_01M83H7CK7QG55MHNETNH1Y5WK is paid at 2026-11-23T08:20:24.123Z',
    '    at run (/srv/hub/node_modules/@koa/router/dist/router.js:53:12)',
    'Basic authentication failed for the bearer of the key',
    'stripe create took 120.53 ms, 1795414798000',
    'Unexpected token: expected a comma; the signature: it does not fit',
    'GET /v1/secrets/STRIPE_SECRET_KEY',
    'GET /v1/checkout/:token/return/:attempt /checkout/assets/index-Bx1.js',
    '4f1c2e3d-4111-4111-8111-411111111111',
    '12.345678901234567',
  ])('keeps "%s"', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('loses secrets that are known, whatever they look like, in addresses and in Basic too', () => {
    const secret = `with odd: signs/&+ ${Math.random()}`;
    keepFromLog(secret);
    const bytes = Buffer.from(secret);
    for (const form of [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')])
      expect(redactText(`it was ${form}, sent`)).toBe('it was [secret], sent');
    const later = `found harmless before ${Math.random()}`;
    expect(redactText(later)).toBe(later);
    keepFromLog(later);
    expect(redactText(later)).toBe('[secret]');
    keepFromLog('short');
    expect(redactText('a short one')).toBe('a short one');
  });

  it('loses a secret that becomes known after the same text was harmless', () => {
    const text = `said tulip-${Math.random()}`;
    expect([redactText(text), redactText(text)]).toEqual([text, text]);
    keepFromLog(text.slice(5));
    expect(redactText(text)).toBe('said [secret]');
  });
});

describe('a value for the log', () => {
  const hidden = fc.constantFrom(
    'password',
    'X-API-Key',
    'client_secret',
    'Set-Cookie',
    'authorization',
    'shopper',
    'Email',
    'accessToken',
  );

  it('loses what stands under the name of a secret or a person, at any depth, and texts that give themselves away', () => {
    const deep = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constant('hunter22 carla@shopper.example'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(deep, hidden, (value, name) => {
        expect(JSON.stringify(redacted({ [name]: value }))).not.toContain('hunter22');
        expect(JSON.stringify(redacted({ list: [{ more: value, [name]: value }] }))).not.toContain('carla');
      }),
      { seed: 20260101 },
    );
  });

  it('loses them in a text that is JSON, and in JSON in that, too', () => {
    const inner = JSON.stringify({ shopper: { name: 'Carla Rossi' }, ok: 1 });
    expect(redacted({ body: JSON.stringify([{ password: 'hunter22', inner }]) })).toEqual({
      body: JSON.stringify([{ password: '[kept]', inner: '{"shopper":"[kept]","ok":1}' }]),
    });
    expect(redacted({ body: '['.repeat(200_000), other: '{ neither nor' })).toEqual({
      body: '['.repeat(200_000),
      other: '{ neither nor',
    });
  });

  it('loses names that are secret themselves, and numbers of cards', () => {
    expect(redacted({ 'carla@shopper.example': 1, note: 4111111111111111 })).toEqual({
      '[e-mail]': 1,
      note: '[card number]',
    });
  });

  it('is another one: what was logged is still in use', () => {
    const value = { shopper: { email: 'carla@shopper.example' }, list: ['a@b.example'] };
    redacted(value);
    expect(value).toEqual({ shopper: { email: 'carla@shopper.example' }, list: ['a@b.example'] });
  });

  it('keeps identifiers, times and sums', () => {
    const value = {
      payment: 'pay_01M83H7CK7QG55MHNETNH1Y5WK',
      ms: 12.345678901234567,
      time: 1795414798000,
      ok: true,
      none: null,
    };
    expect(redacted(value)).toEqual(value);
  });
});

it('is quick about texts that are made to hold it up', () => {
  // Each is worst for one of the forms; what grows with the square of the length would take minutes.
  for (const text of [
    'a'.repeat(300_000),
    '4 '.repeat(150_000),
    '+1'.repeat(150_000),
    'a.'.repeat(150_000),
    'AB12'.repeat(75_000),
    '%20'.repeat(100_000),
    'Bearer '.repeat(40_000),
    '\u200b'.repeat(300_000),
    '://a:'.repeat(60_000),
    '-----BEGIN A-----'.repeat(20_000),
    'eyJaaaa.'.repeat(40_000),
    '%2B'.repeat(100_000),
    'token:'.repeat(50_000),
    'token="'.repeat(40_000),
    `token${'\\'.repeat(300_000)}`,
    'token="\\'.repeat(30_000),
    '[['.repeat(150_000),
  ]) {
    redactText(text);
  }
}, 20_000);
