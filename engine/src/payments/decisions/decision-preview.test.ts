import type { CheckoutView, DecisionAnswer } from '@pih/schemas';
import { bodyErrors } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const cart = (about: Record<string, unknown> = {}) => ({
  brand: 'rosmarino',
  total: { amount: 119_90, currency: 'EUR' },
  ...about,
});
const preview = <Body = DecisionAnswer>(body: unknown, ask: Ask = {}) =>
  hub.ask<Body>('POST', '/v1/decisions', { body, ...ask });
const methods = ({ offers }: Pick<DecisionAnswer | CheckoutView, 'offers'>) => offers.map(({ method }) => method);

describe('a decision for a cart', () => {
  it('has the form that is published for it', async () => {
    const { status, body } = await preview(cart());
    expect(status).toBe(200);
    expect(bodyErrors('decision-answer', body)).toEqual([]);
    expect(methods(body).length).toBeGreaterThan(0);
  });

  it.each([
    ['an Italian shopper', { shopper: { country: 'IT' } }],
    ['a business', { shopper: { country: 'DE', type: 'business' } }],
    ['gift cards', { categories: ['gift-cards'] }],
    ['a store', { channel: 'store' }],
    ['another currency', { total: { amount: 500, currency: 'USD' } }],
    ['another brand', { brand: 'nordlicht' }],
  ])('offers what the payment of the same order is offered: %s', async (_what, about) => {
    const { body } = await preview(cart(about));
    const view = await hub.checkout(await hub.order(cart(about)));
    expect(methods(body)).toEqual(methods(view));
    expect(body.offers.map(({ title, mark }) => ({ title, mark }))).toEqual(
      view.offers.map(({ title, mark }) => ({ title, mark })),
    );
    expect(body.requirements).toEqual(view.requirements);
  });

  it('stores nothing', async () => {
    const count = async () => (await hub.ask<{ total: number }>('GET', '/v1/payments')).body;
    const before = await count();
    await preview(cart());
    expect(await count()).toEqual(before);
  });

  it('is refused for a brand that does not exist, for what no order could hold, and for a card number', async () => {
    type Refusal = { type: string; errors?: { path: string }[] };
    const refusal = async (body: unknown) => (await preview<Refusal>(body)).body;
    expect((await refusal(cart({ brand: 'nobody' }))).type).toMatch(/brand-unknown$/);
    expect((await refusal(cart({ custom: { unheardOf: 'x' } }))).errors?.[0]?.path).toBe('/custom/unheardOf');
    expect((await refusal(cart({ metadata: {} }))).errors?.[0]?.path).toBe('/metadata');
    expect((await refusal(cart({ userAgent: '4242 4242 4242 4242' }))).type).toMatch(/card-number$/);
  });

  it('is made for nobody without a key', async () => {
    expect((await preview(cart(), { key: null })).status).toBe(401);
  });
});
