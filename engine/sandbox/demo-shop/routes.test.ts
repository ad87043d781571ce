import type { Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../src/hub-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const order = (body: unknown) => hub.ask('POST', '/demo/orders', { key: null, body });

describe('the demo shop', () => {
  it('shows what can be ordered and who can sign in, and no key', async () => {
    const { status, body } = await hub.ask('GET', '/demo/options', { key: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      brands: expect.arrayContaining([
        {
          id: 'rosmarino',
          title: expect.any(String),
          languages: expect.any(Array),
          theme: expect.objectContaining({ scheme: 'light' }),
          logo: '/v1/brands/rosmarino/logo.svg',
        },
      ]),
      channels: expect.arrayContaining(['web', 'store']),
      currencies: expect.arrayContaining(['EUR', 'JPY', 'KWD']),
      categories: expect.arrayContaining([expect.objectContaining({ id: 'wine' })]),
      customFacts: [expect.objectContaining({ id: 'loyaltyTier' })],
      consoleUrl: '/console/',
      operators: expect.arrayContaining([expect.objectContaining({ email: 'giulia@demo.example' })]),
    });
    expect(JSON.stringify(body)).not.toContain('pihk_');
  });

  it.each(['EUR', 'JPY', 'KWD'] as const)('takes an order in %s as any shop would', async (currency) => {
    const { status, body } = await order({
      brand: 'nordlicht',
      total: { amount: 12_000, currency },
      channel: 'app',
      customerType: 'business',
      country: 'DE',
      language: 'it',
      categories: ['wine'],
      custom: { loyaltyTier: 'gold' },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^pay_/),
      checkoutUrl: expect.stringContaining('/checkout/'),
      consoleUrl: `/console/transactions/${String(body['id'])}`,
    });
    const payment: Payment = await hub.payment(String(body['id']));
    expect(payment).toMatchObject({ brand: 'nordlicht', channel: 'app', total: { amount: 12_000, currency } });
    expect(await hub.checkout(payment)).toMatchObject({ state: 'open', returnUrl: `${hub.local}/demo` });
  });

  it.each([
    ['another brand', { brand: 'nobody', total: { amount: 100, currency: 'EUR' } }, 'brand-unknown'],
    ['an amount of nothing', { brand: 'rosmarino', total: { amount: 0, currency: 'EUR' } }, 'invalid-input'],
    ['a field of its own', { brand: 'rosmarino', total: { amount: 1, currency: 'EUR' }, key: 'x' }, 'invalid-input'],
  ])('hands on why %s is refused', async (_what, body, type) => {
    const answer = await order(body);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    expect(answer.body).toMatchObject({ status: 400, type: expect.stringMatching(new RegExp(`/${type}$`)) });
  });
});
