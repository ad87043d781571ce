import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiOf } from '../openapi-for-tests.ts';
import { aStripeShop, declinedCard, type StripeShop } from './test-shop.ts';

const departures = openApiOf('stripe');

describe.skipIf(!departures)('against the official OpenAPI description of Stripe', () => {
  let shop: StripeShop;
  beforeAll(async () => {
    shop = await aStripeShop();
  });
  afterAll(() => shop.stop());

  const conforms = (schema: string, value: unknown): void => expect(departures?.(schema, value)).toEqual([]);

  it('a departure is noticed', async () => {
    const session = await shop.session(10_00);
    expect(departures?.('checkout.session', { ...session, mode: 'gift', created: null })).not.toEqual([]);
  });

  it('sessions conform: open, complete and expired', async () => {
    const open = await shop.session(10_00);
    conforms('checkout.session', open);
    conforms('checkout.session', await shop.submitted(10_00));
    conforms('checkout.session', await shop.stripe.checkout.sessions.expire(open.id));
  });

  it('payment intents and charges conform: paid and declined', async () => {
    for (const intent of [
      await shop.intentOf(await shop.submitted(10_00)),
      await shop.intentOf(await shop.submitted(10_00, {}, declinedCard)),
    ]) {
      conforms('payment_intent', intent);
      conforms('charge', intent.latest_charge);
    }
  });

  it('refunds conform', async () => {
    const intent = await shop.intentOf(await shop.submitted(10_00));
    conforms('refund', await shop.stripe.refunds.create({ payment_intent: intent.id, amount: 1_00 }));
  });

  it('errors conform', async () => {
    const answer = await fetch(`${shop.sandbox.stripe.url}/v1/refunds/none`);
    conforms('error', await answer.json());
  });

  it('events conform', async () => {
    await shop.submitted(10_00);
    const { body } = await shop.listener.hears('checkout.session.completed');
    conforms('event', JSON.parse(body));
  });
});
