import { createHmac } from 'node:crypto';
import type { Provider } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { loopback, type Said } from '../../loopback.ts';
import { ForgedWebhook, WebhookNotChecked } from '../../problems.ts';
import { aDocument } from '../a-document.ts';
import { createDeclarativeConnector } from '../connector.ts';

type Webhook = NonNullable<NonNullable<Provider['declarative']>['webhook']>;

const readerOf = (webhook: Webhook | undefined, url = 'http://localhost') => {
  const document = aDocument(url, {
    credentials: { key: 'k', hook: { $secret: 'HOOK' } },
    ...(webhook && { webhook }),
  });
  return createDeclarativeConnector(document, { secret: () => 'hush', now: () => new Date() }).readWebhook;
};
const raw = (body: string, headers: Record<string, string> = {}, url = '/') => ({
  body: Buffer.from(body),
  headers,
  url,
});

describe('an HMAC', () => {
  const hmac = {
    type: 'hmac',
    algorithm: 'sha256',
    encoding: 'hex',
    signature: '{header.X-Signature}',
    signed: 'V1:{header.X-Time}:{body}',
    credential: 'hook',
  } as const;
  const read = readerOf({ verify: hmac, id: '= body.id', attempt: '= body.order' });
  const body = '{"id": "e1", "order": "att_1"}';
  const signature = createHmac('sha256', 'hush').update(`V1:17:${body}`).digest('hex');

  it('over the raw body and a header lets genuine news pass', async () => {
    expect(await read(raw(body, { 'x-signature': signature, 'x-time': '17' }))).toEqual([
      { id: 'e1', attempt: 'att_1' },
    ]);
  });

  it.each([
    ['another body', body.replace('att_1', 'att_2'), { 'x-signature': signature, 'x-time': '17' }],
    ['the same body in other spacing', '{"id":"e1","order":"att_1"}', { 'x-signature': signature, 'x-time': '17' }],
    ['another time', body, { 'x-signature': signature, 'x-time': '18' }],
    ['half a signature', body, { 'x-signature': signature.slice(0, 32), 'x-time': '17' }],
    ['no signature', body, { 'x-time': '17' }],
  ])('refuses %s', async (_, text, headers) => {
    await expect(read(raw(text, headers as Record<string, string>))).rejects.toBeInstanceOf(ForgedWebhook);
  });
});

describe('a provider that is asked', () => {
  const asking: Webhook = {
    verify: {
      type: 'ask-provider',
      request: { method: 'POST', path: '/verify', body: { hook: '= credentials.hook', event: '= rawBody' } },
      genuine: '= response.ok = true',
    },
    id: '= body.id',
    reference: '= body.payment',
  };
  const asked = async (say: Said, body: string) => {
    await using provider = await loopback(() => say);
    const result = await readerOf(asking, provider.url)(raw(body)).catch((error: unknown) => error);
    return { result, heard: [...provider.heard] };
  };

  it('gets the body exactly as it came', async () => {
    const body = '{ "id":"e1",\n "payment" : "p1", "sum": 1.00, "id":"e1" }';
    const { result, heard } = await asked({ body: { ok: true } }, body);
    expect(result).toEqual([{ id: 'e1', reference: 'p1' }]);
    expect(heard[0]?.body).toBe(`{"hook":"hush","event":${body}}`);
  });

  it.each(['{"id":"e1"},"hook":"mine"', '{"id":"e1"}{"id":"e2"}', '', 'null,', '\ufeff{}'])(
    'is not even asked about %j, which would change the question',
    async (body) => {
      const { result, heard } = await asked({ body: { ok: true } }, body);
      expect(result).toBeInstanceOf(ForgedWebhook);
      expect(heard).toEqual([]);
    },
  );

  it.each([
    [{ body: { ok: false } }, ForgedWebhook],
    [{ body: { ok: 'true' } }, ForgedWebhook],
    [{ body: {} }, ForgedWebhook],
    [{ status: 400, body: {} }, ForgedWebhook],
    [{ status: 500 }, WebhookNotChecked],
    [{ status: 401, body: {} }, WebhookNotChecked],
    [{ status: 429 }, WebhookNotChecked],
    [{ body: 'no JSON' }, WebhookNotChecked],
  ])('and says %j leaves nothing to believe', async (say, problem) => {
    expect((await asked(say, '{"id":"e1","payment":"p1"}')).result).toBeInstanceOf(problem);
  });
});

describe('news that nobody signs', () => {
  it('is a hint with an identifier of its own', async () => {
    const read = readerOf({ verify: { type: 'none' }, reference: '= query.payment_id' });
    const [first] = await read(raw('', {}, '/hooks/sample?payment_id=p1'));
    const [again] = await read(raw('', {}, '/hooks/sample?payment_id=p1'));
    const [other] = await read(raw('', {}, '/hooks/sample?payment_id=p2'));
    expect(first).toEqual({ id: expect.stringMatching(/^[0-9a-f]{64}$/), reference: 'p1' });
    expect(again).toEqual(first);
    expect(other?.id).not.toBe(first?.id);
  });

  it('can come as a form', async () => {
    const read = readerOf({ verify: { type: 'none' }, reference: '= body.id' });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await read(raw('id=tr_1', headers))).toMatchObject([{ reference: 'tr_1' }]);
  });

  it.each(['{"id":12}', '{"id":{"a":1}}', `{"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`])(
    'is refused in a form that the document does not read',
    async (body) => {
      const read = readerOf({ verify: { type: 'none' }, reference: '= $uppercase(body.id)' });
      await expect(read(raw(body))).rejects.toBeInstanceOf(ForgedWebhook);
    },
  );

  it.each(['//evil.example:99999/?id=p1', 'http://[/?id=p1', '/?x=%E0%A4%A&id=p1#y'])(
    'is read from whatever stands behind the first question mark: %s',
    async (url) => {
      const read = readerOf({ verify: { type: 'none' }, reference: '= query.id' });
      expect(await read(raw('', {}, url))).toMatchObject([{ reference: 'p1' }]);
    },
  );

  it('about something else is no news', async () => {
    const read = readerOf({ verify: { type: 'none' }, reference: '= body.payment', attempt: '= body.attempt' });
    expect(await read(raw('{"type":"invoice.sent"}'))).toEqual([]);
  });
});

it('is no news from a provider whose document expects none', async () => {
  expect(await readerOf(undefined)(raw('{"id":"e1"}'))).toEqual([]);
});
