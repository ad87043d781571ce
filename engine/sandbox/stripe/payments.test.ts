import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStripeShop, declinedCard, type StripeShop } from './test-shop.ts';

let shop: StripeShop;
beforeAll(async () => {
  shop = await aStripeShop();
});
afterAll(() => shop.stop());

const manual = { payment_intent_data: { capture_method: 'manual' } } as const;

describe('a payment by card', () => {
  it('completes the session and takes the money', async () => {
    const session = await shop.submitted(10_99);
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    expect(await shop.intentOf(session)).toMatchObject({
      status: 'succeeded',
      amount_received: 10_99,
      metadata: { hubPaymentId: 'pay_1' },
      latest_charge: { paid: true, captured: true, payment_method_details: { card: { last4: '4242' } } },
    });
  });

  it('that is declined leaves the session open, with the reason on the intent', async () => {
    const session = await shop.submitted(10_99, {}, declinedCard);
    const expanded = await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(expanded).toMatchObject({
      status: 'open',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' },
      },
    });
  });

  it('can be tried again with another card', async () => {
    const session = await shop.submitted(10_99, {}, declinedCard);
    await shop.submit(session.url ?? '', { outcome: 'pay', card_number: '4242424242424242' });
    expect(await shop.intentOf(session)).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  it('keeps a customer and a payment method for later when the shop asks for them', async () => {
    const session = await shop.submitted(10_99, {
      customer_creation: 'always',
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    const intent = await shop.intentOf(session);
    expect(intent.customer).toMatch(/^cus_/);
    expect(intent.payment_method).toMatch(/^pm_/);
  });
});

describe('held money', () => {
  it('waits for its capture, wholly or partly', async () => {
    const session = await shop.submitted(50_00, manual);
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    const intent = await shop.intentOf(session);
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 50_00 });
    const captured = await shop.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 30_00 });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 30_00, amount_capturable: 0 });
    await expect(shop.stripe.paymentIntents.capture(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('cannot be captured beyond what is held', async () => {
    const intent = await shop.intentOf(await shop.submitted(50_00, manual));
    const tooMuch = shop.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 50_01 });
    await expect(tooMuch).rejects.toMatchObject({ param: 'amount_to_capture' });
  });

  it('is released by canceling', async () => {
    const intent = await shop.intentOf(await shop.submitted(50_00, manual));
    const canceled = await shop.stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned', amount_capturable: 0 });
  });

  it('is the only thing that can be canceled: an open session has to be expired instead', async () => {
    const intent = await shop.intentOf(await shop.submitted(50_00, {}, declinedCard));
    await expect(shop.stripe.paymentIntents.cancel(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });
});

describe('refunds', () => {
  const refund = (intent: Stripe.PaymentIntent, amount?: number) =>
    shop.stripe.refunds.create({ payment_intent: intent.id, ...(amount !== undefined && { amount }) });

  it('give back part after part, and never more than was taken', async () => {
    const session = await shop.submitted(10_00);
    const intent = await shop.intentOf(session);
    expect(await refund(intent, 6_00)).toMatchObject({ status: 'succeeded', amount: 6_00 });
    await expect(refund(intent, 4_01)).rejects.toMatchObject({ statusCode: 400, param: 'amount' });
    expect(await refund(intent)).toMatchObject({ amount: 4_00 });
    await expect(refund(intent)).rejects.toMatchObject({ code: 'charge_already_refunded' });
    expect((await shop.intentOf(session)).latest_charge).toMatchObject({ amount_refunded: 10_00, refunded: true });
    const listed = await shop.stripe.refunds.list({ payment_intent: intent.id });
    expect(listed.data.map(({ amount }) => amount)).toEqual([4_00, 6_00]);
  });

  it('need money that was taken', async () => {
    const intent = await shop.intentOf(await shop.submitted(10_00, manual));
    await expect(refund(intent)).rejects.toThrow(/does not have a successful charge/);
  });

  it('are pending first for amounts that end in 6664, and succeed later', async () => {
    const intent = await shop.intentOf(await shop.submitted(66_64));
    const pending = await refund(intent, 10_00);
    expect(pending.status).toBe('pending');
    await shop.listener.hears('refund.updated');
    expect(await shop.stripe.refunds.retrieve(pending.id)).toMatchObject({ status: 'succeeded' });
  });

  it('fail later for the test card whose bank sends them back', async () => {
    const session = await shop.submitted(10_00, {}, '4000 0000 0000 5126');
    const made = await refund(await shop.intentOf(session));
    await shop.listener.hears('refund.failed');
    expect(await shop.stripe.refunds.retrieve(made.id)).toMatchObject({ status: 'failed' });
    expect((await shop.intentOf(session)).latest_charge).toMatchObject({ amount_refunded: 0, refunded: false });
  });
});
