import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Heard } from '../listener.ts';
import { secrets } from '../test-sandbox.ts';
import { aStripeShop, declinedCard, type StripeShop } from './test-shop.ts';

describe('Stripe events', () => {
  let shop: StripeShop;
  beforeEach(async () => {
    shop = await aStripeShop();
  });
  afterEach(() => shop.stop());

  const heard = async (): Promise<string[]> => {
    await shop.sandbox.stripe.webhooks.settled();
    return shop.listener.heard.map(({ type }) => type);
  };
  const verified = ({ body, headers }: Heard, secret = secrets.stripe.webhookSecret): Stripe.Event =>
    shop.stripe.webhooks.constructEvent(
      body,
      String(headers['stripe-signature']),
      secret,
      300,
      undefined,
      shop.clock.now.getTime(),
    );

  it('carry a signature the official SDK accepts', async () => {
    const session = await shop.submitted(10_99);
    const event = verified(await shop.listener.hears('checkout.session.completed'));
    expect(event).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      data: { object: { id: session.id, status: 'complete', client_reference_id: 'pay_1' } },
    });
  });

  it('are refused by the SDK once touched, or under another secret', async () => {
    await shop.submitted(10_99);
    const event = await shop.listener.hears('checkout.session.completed');
    const forged = { ...event, body: event.body.replace('1099', '1') };
    expect(() => verified(forged)).toThrow(Stripe.errors.StripeSignatureVerificationError);
    expect(() => verified(event, 'whsec_other')).toThrow(Stripe.errors.StripeSignatureVerificationError);
  });

  it('tell about a payment, a decline and held money', async () => {
    await shop.submitted(10_99);
    await shop.submitted(10_99, {}, declinedCard);
    await shop.submitted(10_99, { payment_intent_data: { capture_method: 'manual' } });
    expect(await heard()).toEqual([
      'payment_intent.succeeded',
      'checkout.session.completed',
      'payment_intent.payment_failed',
      'payment_intent.amount_capturable_updated',
      'checkout.session.completed',
    ]);
  });

  it('tell about a refund, with what the charge was before and which request caused it', async () => {
    const intent = await shop.intentOf(await shop.submitted(10_00));
    const options = { idempotencyKey: 'refund-1' };
    const refund = await shop.stripe.refunds.create({ payment_intent: intent.id, amount: 4_00 }, options);
    const event = verified(await shop.listener.hears('charge.refunded'));
    expect(event).toMatchObject({
      data: { object: { amount_refunded: 4_00 }, previous_attributes: { amount_refunded: 0 } },
      request: { id: refund.lastResponse.requestId, idempotency_key: 'refund-1' },
    });
    expect(await heard()).toContain('refund.created');
    expect(await shop.stripe.events.retrieve(event.id)).toMatchObject({ type: 'charge.refunded' });
  });

  it('come twice for amounts that end in 6663, with the same id', async () => {
    await shop.submitted(66_63);
    await heard();
    const ids = shop.listener.heard.map((event) => verified(event).id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
  });

  it('do not come at all for amounts that end in 6666', async () => {
    const session = await shop.submitted(66_66);
    expect(session.payment_status).toBe('paid');
    expect(await heard()).toEqual([]);
  });
});
