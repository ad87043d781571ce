import { readFileSync } from 'node:fs';
import { parseDocument } from '@pih/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AttemptContext, type Connector, createConnector, type Outcome } from '../../src/providers/index.ts';
import { type Exchange, openApiOperationsOf } from '../openapi-operations-for-tests.ts';
import { secrets } from '../test-sandbox.ts';
import { anOrder, aScalapayShop, type ScalapayShop } from './test-shop.ts';

const departures = openApiOperationsOf('scalapay');

beforeEach(({ skip }) =>
  skip(!departures, 'The official OpenAPI file of Scalapay does not lie beside the repository.'),
);

const conforms = (exchange: Exchange): void => expect(departures?.(exchange)).toEqual([]);

const eur = (amount: number) => ({ amount, currency: 'EUR' });

const seed = new URL('../../../seeds/demo/provider/scalapay.json', import.meta.url);
const document = parseDocument('provider', JSON.parse(readFileSync(seed, 'utf8')));

type About = Partial<AttemptContext['payment']> & Partial<Pick<AttemptContext, 'items'>>;
let attempts = 0;

/** An attempt of somebody who has told all that the document requires. */
function anAttempt({ items = [], ...payment }: About = {}): AttemptContext {
  const startedAt = new Date('2026-01-31T12:00:00Z');
  return {
    payment: {
      id: 'pay_1',
      reference: 'ORDER-1001',
      description: 'Two bottles of olive oil',
      total: eur(25_00),
      capture: 'automatic',
      shopper: {
        name: 'Anna Maria Bianchi',
        email: 'anna@example.com',
        phone: '+39 011 555 0100',
        address: { line1: 'Via Roma 1', line2: 'Interno 4', city: 'Torino', postcode: '10121', country: 'IT' },
      },
      language: 'it',
      brandName: 'Rosmarino',
      requirements: [],
      channel: 'web',
      metadata: {},
      expiresAt: new Date(startedAt.getTime() + 3_600_000),
      ...payment,
    },
    attempt: {
      id: `att_${(attempts += 1)}`,
      method: 'scalapay',
      providerMethod: 'pay-in-3',
      startedAt,
      memory: {},
      isCurrent: true,
    },
    items,
    returnUrl: 'https://hub.example/return',
    cancelUrl: 'https://hub.example/back',
    webhookUrl: 'https://hub.example/webhooks/scalapay',
  };
}

/** The attempt as the hub keeps it after an outcome. */
const after = (ctx: AttemptContext, outcome: Outcome): AttemptContext => ({
  ...ctx,
  attempt: {
    ...ctx.attempt,
    ...('reference' in outcome && outcome.reference && { reference: outcome.reference }),
    memory: { ...ctx.attempt.memory, ...('memory' in outcome ? outcome.memory : {}) },
  },
});

let shop: ScalapayShop;
beforeAll(async () => {
  shop = await aScalapayShop();
});
afterAll(() => shop.stop());

describe('what the hub and the simulator say to each other conforms to the official description', () => {
  const exchanges: Exchange[] = [];
  let connector: Connector;

  /** Keeps every request as it was sent and every answer as it came. */
  const recording: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const { pathname, search } = new URL(String(input));
    exchanges.push({
      method: init?.method ?? 'GET',
      path: pathname.replace('/scalapay', '') + search,
      ...(typeof init?.body === 'string' && { sent: JSON.parse(init.body) as unknown }),
      status: answer.status,
      answer: await answer.clone().json(),
    });
    return answer;
  };
  beforeAll(() => {
    connector = createConnector(document, {
      secret: () => secrets.scalapay.apiKey,
      sandboxUrl: shop.sandbox.url,
      now: () => shop.clock.now,
      fetch: recording,
    });
  });
  beforeEach(() => void exchanges.splice(0));

  const created = async (about: About): Promise<{ ctx: AttemptContext; url: string }> => {
    const ctx = anAttempt(about);
    const outcome = await connector.create(ctx, ctx.attempt.id);
    return { ctx: after(ctx, outcome), url: outcome.kind === 'redirect' ? outcome.url : '' };
  };
  const approved = async (about: About = {}): Promise<AttemptContext> => {
    const { ctx, url } = await created(about);
    await shop.submit(url, { outcome: 'approve' });
    return after(ctx, await connector.lookUp(ctx));
  };
  const allConform = (...said: string[]): void => {
    expect(exchanges.map(({ method, path }) => `${method} ${path.replace(/[A-Z0-9]{10}/, 'TOKEN')}`)).toEqual(said);
    for (const exchange of exchanges) conforms(exchange);
  };

  it('a departure is noticed', () => {
    const ordered = { method: 'POST', path: '/v2/orders', status: 200, sent: {}, answer: {} };
    expect(departures?.(ordered)).toContain("the request / must have required property 'consumer'");
    expect(departures?.(ordered)).toContain("the answer / must have required property 'token'");
    expect(departures?.({ ...ordered, status: 418 })).toEqual(['POST /v2/orders does not answer 418']);
    expect(departures?.({ ...ordered, path: '/v2/elsewhere' })).toEqual(['POST /v2/elsewhere is no operation']);
    expect(departures?.({ method: 'GET', path: '/v2/payments/X', status: 200, answer: {} })).toContain(
      'no captureStatus',
    );
  });

  it('ordering, capturing on return and giving back', async () => {
    const items = [
      { name: 'Olive oil', quantity: 2, unitPrice: eur(10_00), category: 'food' },
      { name: 'Vinegar', quantity: 1, unitPrice: eur(5_00) },
    ];
    const ctx = await approved({ items });
    await connector.refund?.(ctx, { id: 'ref_1', amount: eur(5_00) }, 'ref_1');
    await connector.refund?.(ctx, { id: 'ref_2', amount: eur(25_00) }, 'ref_2');
    expect(exchanges[0]?.sent).toMatchObject({
      totalAmount: { amount: '25.00', currency: 'EUR' },
      consumer: { givenNames: 'Anna', surname: 'Maria Bianchi', email: 'anna@example.com' },
      shipping: { name: 'Anna Maria Bianchi', line1: 'Via Roma 1, Interno 4', suburb: 'Torino', countryCode: 'IT' },
      items: [
        { name: 'Olive oil', category: 'food', quantity: 2, price: { amount: '10.00', currency: 'EUR' } },
        { name: 'Vinegar', category: 'goods', quantity: 1, price: { amount: '5.00', currency: 'EUR' } },
      ],
      product: 'pay-in-3',
      orderExpiryMilliseconds: 3_600_000,
    });
    allConform(
      'POST /v2/orders',
      'GET /v2/payments/TOKEN',
      'POST /v2/payments/capture',
      'POST /v2/payments/TOKEN/refund',
      'POST /v2/payments/TOKEN/refund',
    );
  });

  it('an order without items is one line, and a single name is both names', async () => {
    const { shopper } = anAttempt().payment;
    await created({ shopper: { ...shopper, name: 'Cher' } });
    expect(exchanges[0]?.sent).toMatchObject({
      consumer: { givenNames: 'Cher', surname: 'Cher' },
      items: [{ name: 'Two bottles of olive oil', quantity: 1, price: { amount: '25.00', currency: 'EUR' } }],
    });
    allConform('POST /v2/orders');
  });

  it('holding, taking and releasing', async () => {
    const taken = await approved({ capture: 'manual' });
    await connector.capture?.(taken, eur(10_00), 'take');
    const released = await approved({ capture: 'manual' });
    await connector.cancel?.(released, 'release');
    const held = ['POST /v2/orders', 'GET /v2/payments/TOKEN', 'POST /v2/payments/TOKEN/delay'];
    const look = 'GET /v2/payments/TOKEN';
    allConform(...held, 'POST /v2/payments/capture', ...held, look, 'POST /v2/payments/TOKEN/void', look);
  });

  it('a decline, and an order above the limit', async () => {
    const { ctx, url } = await created({});
    await shop.submit(url, { outcome: 'decline' });
    expect(await connector.lookUp(ctx)).toEqual({
      kind: 'declined',
      reason: 'declined',
      final: true,
      providerCode: 'DECLINED_FRAUD',
    });
    const tooMuch = anAttempt({ total: eur(1_500_01) });
    expect(await connector.create(tooMuch, 'too-much')).toMatchObject({ kind: 'declined', reason: 'limit_exceeded' });
    allConform('POST /v2/orders', 'GET /v2/payments/TOKEN', 'POST /v2/orders');
  });

  it('a capture that is declined', async () => {
    const { ctx, url } = await created({ total: eur(66_68) });
    await shop.submit(url, { outcome: 'approve' });
    expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'declined' });
    allConform('POST /v2/orders', 'GET /v2/payments/TOKEN', 'POST /v2/payments/capture');
  });
});

describe('what the hub never says conforms too', () => {
  const posts = async (path: string, sent: object, headers?: Record<string, string>): Promise<void> => {
    const { status, body } = await shop.post(path, sent, headers);
    // What was sent wrongly on purpose is not to conform; the refusal is.
    const isRefused = status >= 400;
    conforms({ method: 'POST', path, status, answer: body, sent: isRefused ? anythingFor(path) : sent });
  };
  const gets = async (path: string, headers?: Record<string, string>): Promise<void> => {
    const { status, body } = await shop.get(path, headers);
    conforms({ method: 'GET', path, status, answer: body });
  };

  it('references, set and found', async () => {
    const { token } = await shop.created('190.00');
    await posts(`/v2/orders/${token}`, { merchantReference: 'NEW', merchantProcessorReference: 'P-1' });
    await gets(`/v2/payments/references?orderToken=${token}`);
    await gets(`/v2/payments/${token}`);
  });

  it('refusals', async () => {
    const { token } = await shop.created('190.00');
    await posts('/v2/orders', anOrder('190.00', { consumer: {} }));
    await posts('/v2/payments/capture', { token });
    await posts(`/v2/payments/${token}/void`, {});
    await gets('/v2/payments/NOBODY');
    await gets('/v2/payments/NOBODY', { authorization: 'Bearer wrong' });
  });
});

const anythingFor = (path: string): object =>
  path === '/v2/orders' ? anOrder('190.00') : { token: 'T', authorizationExpiryMilliseconds: 1 };
