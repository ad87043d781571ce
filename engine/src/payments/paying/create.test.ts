import type { Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleActions } from '../../action-rules-for-tests.ts';
import { anOrder, startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { happened, payByCard } from '../shop-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const order = (body: unknown, idempotencyKey?: string) =>
  hub.ask<Payment & { type: string; errors?: { path: string }[] }>('POST', '/v1/payments', {
    body,
    ...(idempotencyKey && { idempotencyKey }),
  });

describe('an order', () => {
  it('becomes a payment that waits for its shopper', async () => {
    const { status, headers, body } = await order(anOrder({ shopper: { email: 'Anna@Example.com' } }));
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/payments/${body.id}`);
    expect(body).toMatchObject({ state: 'created', can: ['cancel'], shopper: { email: 'anna@example.com' } });
    expect(happened(body)).toEqual(['payment.created']);
    expect(await hub.payment(body.id)).toEqual(body);
  });

  it('is one payment however often and however concurrently it is sent', async () => {
    const body = anOrder();
    const answers = await Promise.all(Array.from({ length: 20 }, () => order(body, 'twenty-times')));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(201));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const { body: list } = await hub.ask<{ data: unknown[] }>('GET', `/v1/payments?search=${body.reference}`);
    expect(list.data).toHaveLength(1);
  });

  it('may name its fields in another order when it is repeated', async () => {
    const body = anOrder();
    const first = await order(body, 'same-words');
    const again = await order(Object.fromEntries(Object.entries(body).reverse()), 'same-words');
    expect(again.body.id).toBe(first.body.id);
  });

  it('is refused when its key already stands for another', async () => {
    await order(anOrder({ reference: 'A-1' }), 'reused');
    const { status, body } = await order(anOrder({ reference: 'A-2' }), 'reused');
    expect([status, body.type.split('/').at(-1)]).toEqual([422, 'idempotency-key-reused']);
  });

  it.each(['', ' ', 'x'.repeat(256)])('needs a usable key, not "%s"', async (key) => {
    const { status, body } = await hub.ask('POST', '/v1/payments', {
      body: anOrder(),
      headers: { 'Idempotency-Key': key },
    });
    expect([status, String(body['type']).split('/').at(-1)]).toEqual([400, 'idempotency-key-missing']);
  });

  it.each([
    ['an unknown brand', anOrder({ brand: 'nobody' }), 'brand-unknown', undefined],
    ['nothing', anOrder({ total: { amount: 0, currency: 'EUR' } }), 'invalid-input', '/total/amount'],
    ['a negative sum', anOrder({ total: { amount: -1, currency: 'EUR' } }), 'invalid-input', '/total/amount'],
    ['half a cent', anOrder({ total: { amount: 0.5, currency: 'EUR' } }), 'invalid-input', '/total/amount'],
    ['an unknown currency', anOrder({ total: { amount: 1, currency: 'XYZ' } }), 'invalid-input', '/total/currency'],
    ['an undeclared fact', anOrder({ custom: { shoeSize: 43 } }), 'invalid-input', '/custom/shoeSize'],
    ['a fact of the wrong type', anOrder({ custom: { loyaltyTier: 7 } }), 'invalid-input', '/custom/loyaltyTier'],
    ['a fact out of its options', anOrder({ custom: { loyaltyTier: 'tin' } }), 'invalid-input', '/custom/loyaltyTier'],
    [
      'items in another currency',
      anOrder({ items: [{ name: 'Oil', quantity: 1, unitPrice: { amount: 100, currency: 'USD' } }] }),
      'invalid-input',
      '/items/0/unitPrice/currency',
    ],
  ])('is refused for %s', async (_what, body, type, path) => {
    const answer = await order(body);
    expect([answer.status, answer.body.type.split('/').at(-1)]).toEqual([400, type]);
    if (path) expect(answer.body.errors?.map((error) => error.path)).toContain(path);
  });

  it('gathers the categories of its items', async () => {
    const item = { name: 'Oil', quantity: 1, unitPrice: { amount: 100, currency: 'EUR' }, category: 'food' };
    const { body } = await order(anOrder({ categories: ['wine', 'food'], items: [item] }));
    expect(body.categories).toEqual(['wine', 'food']);
  });
});

describe.each([
  ['JPY', 4_990],
  ['KWD', 12_340],
  ['EUR', 49_90],
])('a payment in %s', (currency, amount) => {
  // The demo's rule names euro: sums that it cannot compare wait for a second person.
  beforeAll(() => ruleActions((method, path, asked) => hub.ask(method, path, { key: null, ...asked }), []));

  it('is paid and refunded to the last minor unit', async () => {
    const payment = await hub.order({ total: { amount, currency } });
    await hub.goBack(await payByCard(await hub.choose(payment, 'card')));
    await hub.webhooksSettled();
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'paid', captured: { amount, currency } });
    const part = { amount: currency === 'KWD' ? 2_340 : 990, currency };
    const refunded = await hub.ask<Payment>('POST', `/v1/payments/${payment.id}/refunds`, { body: { amount: part } });
    expect(refunded.body).toMatchObject({
      state: 'partially_refunded',
      refundable: { amount: amount - part.amount, currency },
    });
  });
});
