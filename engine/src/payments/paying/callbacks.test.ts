import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anItalian, startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { publish, slug } from '../shop-for-tests.ts';

type Webhook = NonNullable<NonNullable<Provider['declarative']>['webhook']>;

/** In the place of Satispay: a provider that gives each order a token, and says how the order stands. */
async function aProvider(hub: TestHub, webhook: Webhook) {
  let orders = 0;
  const state = { status: 'open', asked: 0 };
  const server = createServer((request, response) => {
    const isNew = request.method === 'POST';
    if (isNew) orders += 1;
    else state.asked += 1;
    const answer = isNew
      ? { id: `o${orders}`, url: `https://pay.example/${orders}`, token: `secret-${orders}` }
      : { id: request.url?.split('/').at(-1), status: state.status };
    request
      .resume()
      .on('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await publish<Provider>(hub, 'provider', 'satispay', (document) => ({
    ...document,
    baseUrls: { simulator: `http://127.0.0.1:${port}` },
    credentials: { key: 'k' },
    declarative: {
      auth: { type: 'header', credential: 'key' },
      amounts: { format: 'minor' },
      operations: {
        create: {
          request: { method: 'POST', path: '/orders' },
          reference: '= response.id',
          redirect: '= response.url',
          remember: { token: '= response.token' },
        },
        lookUp: { request: { method: 'GET', path: '/orders/{reference}' }, status: '= response.status' },
      },
      statuses: { open: 'pending', done: 'paid' },
      webhook,
    },
  }));
  const opened = async () => {
    Object.assign(state, { status: 'open', asked: 0 });
    const payment = await hub.order({ shopper: anItalian });
    const page = await hub.choose(payment, 'satispay');
    return { id: payment.id, number: page.split('/').at(-1) ?? '' };
  };
  return {
    state,
    opened,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('a provider that only calls an address', () => {
  let hub: TestHub;
  let provider: Awaited<ReturnType<typeof aProvider>>;
  beforeAll(async () => {
    hub = await startTestHub({ ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1' });
    provider = await aProvider(hub, { verify: { type: 'none' }, reference: '= query.order' });
  });
  afterAll(async () => {
    await hub.stop();
    provider.stop();
  });
  const callBack = (order: string) => hub.ask('GET', `/webhooks/satispay?order=${order}`, { key: null });

  it('is asked, and only its answer counts', async () => {
    const { id, number } = await provider.opened();
    expect((await callBack(`o${number}&status=done`)).status).toBe(200);
    expect((await hub.payment(id)).state).toBe('pending');
    provider.state.status = 'done';
    expect(await callBack(`o${number}`)).toMatchObject({ status: 200, body: { received: true } });
    expect((await hub.payment(id)).state).toBe('paid');
  });

  it('is not asked again and again because somebody keeps calling', async () => {
    const { number } = await provider.opened();
    const answers = await Promise.all(Array.from({ length: 60 }, () => callBack(`o${number}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(provider.state.asked).toBeGreaterThan(0);
    expect(provider.state.asked).toBeLessThanOrEqual(6);
  });

  it('is not asked about orders that nobody knows', async () => {
    await provider.opened();
    for (const order of ['o999', '', '../admin', '%00']) expect((await callBack(order)).status).toBe(200);
    expect(provider.state.asked).toBe(0);
  });
});

describe('a provider that gave each payment a secret', () => {
  let hub: TestHub;
  let provider: Awaited<ReturnType<typeof aProvider>>;
  beforeAll(async () => {
    hub = await startTestHub({ ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1' });
    provider = await aProvider(hub, {
      verify: { type: 'shared-token', token: '{body.token}', memory: 'token' },
      reference: '= body.order',
    });
  });
  afterAll(async () => {
    await hub.stop();
    provider.stop();
  });
  const tell = (order: string, token: unknown) =>
    hub.ask('POST', '/webhooks/satispay', { key: null, body: { order, token } });

  it('is believed with the secret of this very payment', async () => {
    const { id, number } = await provider.opened();
    provider.state.status = 'done';
    expect((await tell(`o${number}`, `secret-${number}`)).status).toBe(200);
    expect((await hub.payment(id)).state).toBe('paid');
  });

  it('is not believed, and not asked, with any other', async () => {
    const { number: other } = await provider.opened();
    const { id, number } = await provider.opened();
    provider.state.status = 'done';
    for (const token of [`secret-${other}`, '', 'x', null, [`secret-${number}`], undefined]) {
      const answer = await tell(`o${number}`, token);
      expect([answer.status, slug(answer)]).toEqual([401, 'webhook-not-genuine']);
    }
    expect(provider.state.asked).toBe(0);
    expect((await hub.payment(id)).state).toBe('pending');
  });
});
