import type { CheckoutView, Flow } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, tokenOf, type TestHub } from '../../hub-for-tests.ts';
import { eur, happened, publish } from '../shop-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const methods = ({ offers }: CheckoutView): string[] => offers.map(({ method }) => method);

describe('the shopper’s page', () => {
  it('has all that it shows, and nothing that is not the shopper’s', async () => {
    const item = { name: 'Oil', quantity: 2, unitPrice: eur(24_95) };
    const payment = await hub.order({
      items: [item],
      description: 'Two bottles',
      metadata: { margin: '40%' },
      returnUrl: 'https://shop.example/thanks',
    });
    const view = await hub.checkout(payment);
    expect(view).toMatchObject({
      state: 'open',
      reference: payment.reference,
      total: eur(49_90),
      description: 'Two bottles',
      items: [item],
      brand: { id: 'rosmarino', merchantName: 'Rosmarino', logo: '/v1/brands/rosmarino/logo.svg' },
      requirements: [],
      returnUrl: 'https://shop.example/thanks',
    });
    expect(methods(view)).toEqual(['card', 'paypal']);
    expect(JSON.stringify(view)).not.toContain('margin');
    expect(JSON.stringify(view)).not.toContain('stripe');
  });

  it.each(['wrong', 'A'.repeat(43), '../../v1/payments', '%00'])('is not found with the token "%s"', async (token) => {
    const answer = await hub.ask('GET', `/v1/checkout/${encodeURIComponent(token)}`, { key: null });
    expect([answer.status, String(answer.body['type']).split('/').at(-1)]).toEqual([404, 'checkout-not-found']);
  });

  it('is not found with the payment’s id', async () => {
    const { id } = await hub.order();
    expect((await hub.ask('GET', `/v1/checkout/${id}`, { key: null })).status).toBe(404);
  });

  it.each([
    ['the browser’s', {}, 'en-GB,en;q=0.9', 'en'],
    ['the browser’s second, when the brand does not speak its first', {}, 'de-DE,en;q=0.5', 'en'],
    ['the merchant’s word before the browser’s', { language: 'it' }, 'en', 'it'],
    ['the browser’s, when the merchant named one that the brand does not speak', { language: 'de' }, 'en', 'en'],
    ['the brand’s first, when nothing fits', {}, 'de-DE', 'it'],
  ])('speaks %s language, and the flow decides on the same', async (_whose, shopper, accept, language) => {
    const payment = await hub.order({ shopper });
    const { body } = await hub.ask<CheckoutView>('GET', `/v1/checkout/${tokenOf(payment)}`, {
      key: null,
      headers: { 'Accept-Language': accept },
    });
    expect(body.language).toBe(language);
    expect((await hub.payment(payment.id)).decision).toMatchObject({ facts: { language } });
  });

  it('says how a payment ended, and with what', async () => {
    const view = await hub.checkout(await hub.paid('paypal'));
    expect(view).toMatchObject({ state: 'paid', offers: [], paidWith: { en: 'PayPal' } });
  });
});

describe('the decision', () => {
  it('is made once, though ten pages are opened at once', async () => {
    const payment = await hub.order();
    const views = await Promise.all(Array.from({ length: 10 }, () => hub.checkout(payment)));
    expect(new Set(views.map((view) => JSON.stringify(methods(view)))).size).toBe(1);
    expect(happened(await hub.payment(payment.id))).toEqual(['payment.created', 'decision.made']);
  });

  it('is not made before a shopper looks', async () => {
    expect((await hub.payment((await hub.order()).id)).decision).toBeUndefined();
  });

  it('is not made for a payment whose time is over', async () => {
    const payment = await hub.order({ expiresAfterMinutes: 5 });
    hub.advance(5 * 60_000);
    expect((await hub.checkout(payment)).state).toBe('expired');
    expect((await hub.payment(payment.id)).decision).toBeUndefined();
  });

  it('looks at the device', async () => {
    const payment = await hub.order();
    const { body } = await hub.ask<CheckoutView>('GET', `/v1/checkout/${tokenOf(payment)}`, {
      key: null,
      headers: { 'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148' },
    });
    expect(methods(body)).toEqual(['paypal', 'card']);
  });

  it('stays as it was when another flow is published, and the next payment follows the new one', async () => {
    const earlier = await hub.order({ brand: 'nordlicht' });
    expect(methods(await hub.checkout(earlier))).toEqual(['card', 'paypal']);
    await publish<Flow>(hub, 'flow', 'nordlicht', (flow) => ({
      ...flow,
      tests: [],
      nodes: flow.nodes.map((node) =>
        node.type === 'offer' ? { ...node, data: { methods: [{ method: 'paypal', providers: ['paypal'] }] } } : node,
      ),
    }));
    const later = await hub.order({ brand: 'nordlicht' });
    expect(methods(await hub.checkout(later))).toEqual(['paypal']);
    expect(methods(await hub.checkout(earlier))).toEqual(['card', 'paypal']);
    expect((await hub.payment(earlier.id)).decision?.revision).toBe(1);
    expect((await hub.payment(later.id)).decision?.revision).toBe(2);
  });

  it('falls back on the settings when the flow offers nothing', async () => {
    await publish<Flow>(hub, 'flow', 'nordlicht', (flow) => ({
      ...flow,
      tests: [],
      nodes: flow.nodes.map((node) =>
        node.type === 'offer' ? { ...node, data: { methods: [{ method: 'paypal', providers: ['paypal'] }] } } : node,
      ),
    }));
    // PayPal does not charge in dinars; the fallback is the card.
    const payment = await hub.order({ brand: 'nordlicht', total: { amount: 12_340, currency: 'KWD' } });
    expect(methods(await hub.checkout(payment))).toEqual(['card']);
    expect((await hub.payment(payment.id)).decision?.fallback).toBe(true);
  });

  it('that offers nothing at all is one for an operator', async () => {
    const payment = await hub.order({ categories: ['gift-cards'], total: eur(10) });
    expect(methods(await hub.checkout(payment))).toEqual([]);
    const after = await hub.payment(payment.id);
    expect(after.attention).toBe('no_offer');
    expect(happened(after)).toEqual(['payment.created', 'decision.empty']);
  });
});
