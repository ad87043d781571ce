import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, shopKey, startTestHub, tokenOf, type Ask, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

interface Sent {
  body: string | Buffer;
  headers?: Record<string, string | number>;
}

/** Sends bytes as they are, where fetch would tidy them up. */
function post(path: string, { body, headers = {} }: Sent): Promise<{ status: number; type: string; detail: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(hub.url + path, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${shopKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': 'border',
        ...headers,
      },
    });
    sending.on('error', reject);
    sending.on('response', (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => {
        const { type = '', detail = '' } = JSON.parse(text) as { type?: string; detail?: string };
        resolve({ status: answer.statusCode ?? 0, type: type.split('/').at(-1) ?? '', detail });
      });
    });
    sending.end(body);
  });
}

const order = JSON.stringify(anOrder());
const orderWith = (field: string, json: string): string => `${order.slice(0, -1)},"${field}":${json}}`;
const orderOf = (total: string): string => `{"reference":"O-1","brand":"rosmarino","total":${total}}`;
const large = 'x'.repeat(300_000);
const deep = 100_000;
const unknown = (count: number): string => Array.from({ length: count }, (_, index) => `"k${index}":1`).join();

const bad: [name: string, status: number, type: string, sent: Sent][] = [
  ['a body cut short', 400, 'broken-json', { body: order.slice(0, -5) }],
  ['a number instead of an object', 400, 'invalid-input', { body: '7' }],
  ['nothing at all', 400, 'invalid-input', { body: '' }],
  ['a form', 415, 'not-json', { body: 'a=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
  ['a compressed body', 415, 'encoding-unknown', { body: gzipSync(order), headers: { 'Content-Encoding': 'gzip' } }],
  [
    'UTF-16',
    415,
    'encoding-unknown',
    { body: Buffer.from(order, 'utf16le'), headers: { 'Content-Type': 'application/json; charset=utf-16' } },
  ],
  ['bytes that are no UTF-8', 400, 'body-broken', { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) }],
  ['a body too large that says so', 413, 'body-too-large', { body: orderWith('description', `"${large}"`) }],
  [
    'a body too large that comes in chunks',
    413,
    'body-too-large',
    { body: orderWith('description', `"${large}"`), headers: { 'Transfer-Encoding': 'chunked' } },
  ],
  ['lists 100,000 deep', 400, 'nested-too-deep', { body: '['.repeat(deep) + ']'.repeat(deep) }],
  ['lists that never end', 400, 'nested-too-deep', { body: '['.repeat(deep) }],
  ['objects 10,000 deep', 400, 'nested-too-deep', { body: '{"metadata":'.repeat(10_000) + '1' + '}'.repeat(10_000) }],
  ['50,000 categories', 400, 'too-many-entries', { body: orderWith('categories', `[${'{},'.repeat(50_000)}{}]`) }],
  ['20,000 unknown fields', 400, 'too-many-entries', { body: `{${unknown(20_000)}}` }],
  ['__proto__', 400, 'field-name-refused', { body: orderWith('metadata', '{"__proto__":"a"}') }],
  ['__proto__ in disguise', 400, 'field-name-refused', { body: orderWith('metadata', '{"\\u005f_proto__":"a"}') }],
  ['constructor', 400, 'field-name-refused', { body: orderWith('metadata', '{"constructor":"a"}') }],
  ['a name with NUL', 400, 'field-name-refused', { body: orderWith('metadata', '{"a\\u0000b":"a"}') }],
  ['half of a surrogate pair', 400, 'body-broken', { body: orderWith('description', '"a \\ud800 sign"') }],
  ['half of one in a name', 400, 'body-broken', { body: orderWith('metadata', '{"\\udc00":"a"}') }],
  ['an unknown field', 400, 'invalid-input', { body: orderWith('surprise', '1') }],
  ['a card number', 400, 'card-number', { body: orderWith('metadata', '{"note":"4111 1111 1111 1111"}') }],
  ['an unknown brand', 400, 'brand-unknown', { body: order.replace('rosmarino', 'nobody') }],
  ['an unknown currency', 400, 'invalid-input', { body: orderOf('{"amount":100,"currency":"XXQ"}') }],
  ['an amount of nothing', 400, 'invalid-input', { body: orderOf('{"amount":0,"currency":"EUR"}') }],
  ['an amount below nothing', 400, 'invalid-input', { body: orderOf('{"amount":-1,"currency":"EUR"}') }],
  ['a part of a cent', 400, 'invalid-input', { body: orderOf('{"amount":10.5,"currency":"EUR"}') }],
  ['an amount as text', 400, 'invalid-input', { body: orderOf('{"amount":"100","currency":"EUR"}') }],
  ['more than fits a number', 400, 'invalid-input', { body: orderOf('{"amount":9007199254740993,"currency":"EUR"}') }],
  ['an amount without end', 400, 'invalid-input', { body: orderOf('{"amount":1e999,"currency":"EUR"}') }],
  ['a wrong key', 401, 'not-signed-in', { body: order, headers: { Authorization: 'Bearer pihk_wrong' } }],
  ['no Idempotency-Key', 400, 'idempotency-key-missing', { body: order, headers: { 'Idempotency-Key': '' } }],
  [
    'an endless Idempotency-Key',
    400,
    'idempotency-key-missing',
    { body: order, headers: { 'Idempotency-Key': large.slice(0, 256) } },
  ],
];

const count = async (): Promise<number> =>
  (await hub.ask<{ data: unknown[] }>('GET', '/v1/payments?limit=100')).body.data.length;

describe('a body as wrong as it can be', () => {
  const entries = (count: number, entry: (index: number) => string): string =>
    `[${Array.from({ length: count }, (_, index) => entry(index)).join()}]`;
  it.each([
    ['unknown fields', `{${unknown(1000)}}`],
    [
      'categories that are none',
      orderWith(
        'categories',
        entries(1000, (index) => `{"a":${index}}`),
      ),
    ],
    [
      'items that are none',
      orderWith(
        'items',
        entries(1000, () => '[]'),
      ),
    ],
    ['custom facts that are none', orderWith('custom', `{${unknown(1000).replaceAll(':1', ':null')}}`)],
  ])('by its %s holds nobody up', async (_what, body) => {
    const sentAt = performance.now();
    expect(await post('/v1/payments', { body })).toMatchObject({ status: 400, type: 'invalid-input' });
    expect(performance.now() - sentAt).toBeLessThan(1500);
  });
});

describe('an order that cannot be taken', () => {
  it.each(bad)('with %s is answered with %i %s', async (_name, status, type, sent) => {
    const before = await count();
    const answer = await post('/v1/payments', sent);
    expect(answer).toMatchObject({ status, type });
    expect(answer.detail).toMatch(/\w.*\./);
    expect(await count()).toBe(before);
  });

  it('leaves the hub as it was: the same connection takes the next one', async () => {
    expect((await post('/v1/payments', { body: order })).status).toBe(201);
    expect({}).not.toHaveProperty('a');
  });
});

it('names the largest sum that can be taken, and takes it', async () => {
  const most = { amount: Number.MAX_SAFE_INTEGER, currency: 'EUR' } as const;
  expect((await hub.order({ total: most })).total).toEqual(most);
});

it('keeps names that only databases find odd', async () => {
  const metadata = { 'a.b': 'dot', $set: 'dollar', ключ: 'ключ', '': 'empty' };
  const answer = await hub.ask<{ id: string; metadata?: unknown }>('POST', '/v1/payments', {
    body: anOrder({ metadata }),
  });
  if (answer.status === 201) expect((await hub.payment(answer.body.id)).metadata).toEqual(metadata);
  else expect(answer.body).toMatchObject({ status: 400 });
});

it('never repeats a password or a secret that came in a wrong body', async () => {
  const { headers = {} } = await hub.signIn();
  const answers = [
    await hub.ask('POST', '/v1/session', { key: null, body: { email: 'a@b.example', password: 'hunter22', extra: 1 } }),
    await hub.ask('POST', '/v1/session', { key: null, body: '{"email":"a@b.example","password":hunter22}' }),
    await hub.ask('PUT', '/v1/secrets/SHOP_KEY', { key: null, headers, body: { value: ['hunter22'] } }),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain('hunter22');
  }
});

describe('a checkout link', () => {
  it('that was never given out opens nothing', async () => {
    const payment = await hub.order();
    const token = tokenOf(payment);
    for (const foreign of [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, payment.id, 'x', `${token}x`]) {
      const seen = await hub.ask('GET', `/v1/checkout/${foreign}`, { key: null });
      expect(seen.body).toMatchObject({ status: 404, type: expect.stringMatching(/checkout-not-found$/) });
    }
  });

  it('that has expired shows so and starts nothing', async () => {
    const payment = await hub.order();
    const attempts = `/v1/checkout/${tokenOf(payment)}/attempts`;
    await hub.checkout(payment);
    hub.advance(Date.parse(payment.expiresAt) - Date.parse(payment.createdAt) + 1);
    expect((await hub.checkout(payment)).state).toBe('expired');
    const answer = await hub.ask('POST', attempts, { key: null, body: { method: 'card' } });
    expect(answer.body).toMatchObject({ status: 409, type: expect.stringMatching(/checkout-closed$/) });
    expect((await hub.payment(payment.id)).attempts ?? []).toEqual([]);
  });
});

describe('a card number', () => {
  const card = '4111 1111 1111 1111';
  const inAddress = encodeURIComponent(card);

  it.each<[what: string, method: string, path: string, ask: Ask, place: RegExp]>([
    ['in a search', 'GET', `/v1/payments?search=${inAddress}`, {}, /The parameter "search" of the address/],
    ['as a name in the address', 'GET', `/v1/payments?${inAddress}=1`, {}, /The name of a parameter/],
    ['in a path', 'GET', `/v1/payments/${inAddress}`, {}, /The path of the address/],
    ['with plus signs for blanks', 'GET', '/v1/payments?search=4111+1111+1111+1111', {}, /"search"/],
    [
      'as an idempotency key',
      'POST',
      '/v1/payments',
      { body: anOrder(), idempotencyKey: card },
      /The header Idempotency-Key/,
    ],
    [
      'as metadata',
      'POST',
      '/v1/payments',
      { body: anOrder({ metadata: { a: '４１１１　１１１１　１１１１　１１１１' } }) },
      /^\/metadata\/a looks/,
    ],
    [
      'as the name of metadata',
      'POST',
      '/v1/payments',
      { body: anOrder({ metadata: { [card]: 'a' } }) },
      /^\/metadata: the name/,
    ],
    ['as a reference', 'POST', '/v1/payments', { body: anOrder({ reference: '4111-1111-1111-1111' }) }, /^\/reference/],
    [
      'as a name',
      'POST',
      '/v1/payments',
      { body: anOrder({ shopper: { name: `${card} 12/27 123` } }) },
      /^\/shopper\/name/,
    ],
    ['at a checkout', 'POST', '/v1/checkout/x/attempts', { key: null, body: { method: card } }, /^\/method/],
    ['at the sign-in', 'POST', '/v1/session', { key: null, body: { email: card, password: 'x' } }, /^\/email/],
  ])('%s is refused: the place is named, the number is not', async (_what, method, path, about, place) => {
    const before = await count();
    const answer = await hub.ask(method, path, about);
    expect(answer.body).toMatchObject({
      status: 400,
      type: expect.stringMatching(/card-number$/),
      detail: expect.stringMatching(place),
    });
    expect(JSON.stringify([answer.body, [...answer.headers]])).not.toMatch(/4111|４１１１/);
    expect(await count()).toBe(before);
  });

  it('as a form is never even read', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await hub.ask('POST', '/v1/payments', { body: `card=${inAddress}`, headers });
    expect(answer.body).toMatchObject({ status: 415 });
  });

  it('does not keep a shopper out whose browser says so many digits of itself', async () => {
    const path = `/v1/checkout/${tokenOf(await hub.order())}`;
    const headers = { 'User-Agent': `Shop/4.2 (${card})`, 'Accept-Language': card };
    expect((await hub.ask('GET', path, { key: null, headers })).status).toBe(200);
  });

  it('does not keep a provider or its shopper out, whose numbers may look like anything', async () => {
    const webhook = await hub.ask('POST', '/webhooks/stripe?id=4111111111111111', { key: null, body: { id: card } });
    expect(webhook.body).toMatchObject({ type: expect.stringMatching(/webhook-not-genuine$/) });
    const order = await hub.order();
    const page = new URL(await hub.choose(order, 'card'));
    const back = await hub.onHostedPage(page.href, 'pay');
    await hub.goBack(`${back}${back.includes('?') ? '&' : '?'}reference=4111111111111111`);
    expect((await hub.payment(order.id)).state).toBe('paid');
  });
});

describe('an address in capitals', () => {
  it('is another one, so that nothing which goes by how an address begins is passed by', async () => {
    const token = tokenOf(await hub.order());
    for (const path of [`/V1/checkout/${token}`, `/v1/Checkout/${token}`, '/V1/payments', '/Metrics', '/DOCS/'])
      expect(await hub.ask('GET', path)).toMatchObject({ status: 404 });
  });
});

describe('another site', () => {
  const elsewhere = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };

  it('is never told that it may read an answer or send what forms cannot', async () => {
    for (const path of ['/v1/session', '/v1/payments', '/v1/checkout/x', '/v1/live', '/metrics', '/openapi.json']) {
      for (const method of ['OPTIONS', 'GET']) {
        const headers = {
          ...elsewhere,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'x-csrf-token',
        };
        const answer = await hub.ask(method, path, { headers });
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot sign its visitor in as somebody else with a form (%s)',
    async (type) => {
      const body = '{"email":"giulia@demo.example","password":"demo-giulia"}';
      const answer = await hub.ask('POST', '/v1/session', {
        key: null,
        body,
        headers: { ...elsewhere, 'Content-Type': type },
      });
      expect(answer.status).toBe(415);
      expect(answer.headers.get('set-cookie')).toBeNull();
    },
  );

  it('changes nothing with the cookie of an operator, whatever it makes up as the proof', async () => {
    const { headers = {} } = await hub.signIn();
    const order = await hub.order();
    const cookie = { ...elsewhere, Cookie: headers['Cookie'] ?? '' };
    const other = (await hub.signIn()).headers?.['X-CSRF-Token'] ?? '';
    for (const proof of [{}, { 'X-CSRF-Token': '' }, { 'X-CSRF-Token': other }, { 'X-HTTP-Method-Override': 'GET' }]) {
      const ask: Ask = { key: null, body: {}, headers: { ...cookie, ...(proof as Record<string, string>) } };
      const answer = await hub.ask('POST', `/v1/payments/${order.id}/cancel`, ask);
      expect(answer.body).toMatchObject({ status: 403, type: expect.stringMatching(/csrf-token-missing$/) });
    }
    // Nor by addresses that are only read: none of them changes anything.
    expect((await hub.ask('GET', `/v1/payments/${order.id}/cancel`, { key: null, headers: cookie })).status).toBe(405);
    expect((await hub.payment(order.id)).state).toBe('created');
  });
});

describe('headers', () => {
  it('let nothing foreign load, run or frame a page, and ask the device for nothing', async () => {
    const token = tokenOf(await hub.order());
    const all = [
      '/',
      '/console/',
      '/console/transactions',
      `/checkout/${token}`,
      '/demo',
      '/docs',
      '/nowhere',
      '/metrics',
    ];
    for (const page of [
      ...all,
      `/v1/checkout/${token}`,
      '/v1/payments',
      '/health/ready',
      '/openapi.json',
      '/problems',
    ]) {
      const { headers } = await hub.ask('GET', page, { key: null });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("object-src 'none'");
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\)/);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
    }
  });

  it('keep answers of the API out of every cache', async () => {
    const { id } = await hub.order();
    for (const path of ['/v1/payments', `/v1/payments/${id}`, '/v1/vocabulary', '/v1/nothing'])
      expect((await hub.ask('GET', path)).headers.get('cache-control')).toBe('no-store');
  });
});
