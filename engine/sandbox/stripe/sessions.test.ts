import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSession, aStripeShop, declinedCard, sdkFor, type SessionParams, type StripeShop } from './test-shop.ts';

const minute = 60_000;

describe('checkout sessions', () => {
  let shop: StripeShop;
  beforeAll(async () => {
    shop = await aStripeShop();
  });
  afterAll(() => shop.stop());

  const secondsFromNow = (ms: number): number => Math.floor((shop.clock.now.getTime() + ms) / 1000);

  it('are created open, with the page for the shopper and no payment intent yet', async () => {
    const session = await shop.session(10_99);
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 10_99,
      currency: 'eur',
      client_reference_id: 'pay_1',
      metadata: { hubPaymentId: 'pay_1' },
      url: `${shop.sandbox.url}/stripe/pay/${session.id}`,
    });
    expect(session.lastResponse.requestId).toMatch(/^req_/);
  });

  it('expire by themselves, and tell so once', async () => {
    const session = await shop.session(20_00, { expires_at: secondsFromNow(30 * minute) });
    shop.clock.pass(31 * minute);
    const expired = await shop.stripe.checkout.sessions.retrieve(session.id);
    expect(expired).toMatchObject({ status: 'expired', url: null });
    await shop.stripe.checkout.sessions.retrieve(session.id);
    await shop.sandbox.stripe.webhooks.settled();
    expect(shop.listener.heard.filter(({ type }) => type === 'checkout.session.expired')).toHaveLength(1);
  });

  it('can be expired while open, and only then', async () => {
    const session = await shop.session(20_00);
    expect(await shop.stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired' });
    await expect(shop.stripe.checkout.sessions.expire(session.id)).rejects.toThrow(/Only Checkout Sessions/);
  });

  it('cancel the unfinished payment intent when they expire', async () => {
    const session = await shop.submitted(20_00, {}, declinedCard);
    await shop.stripe.checkout.sessions.expire(session.id);
    expect(await shop.intentOf(session)).toMatchObject({ status: 'canceled', cancellation_reason: 'automatic' });
  });

  it('are listed newest first, by payment intent too', async () => {
    const paid = await shop.submitted(20_00);
    const latest = await shop.session(20_00);
    expect((await shop.stripe.checkout.sessions.list({ limit: 1 })).data).toMatchObject([{ id: latest.id }]);
    const found = await shop.stripe.checkout.sessions.list({ payment_intent: String(paid.payment_intent) });
    expect(found.data).toMatchObject([{ id: paid.id }]);
  });

  const priced = (price: Partial<Stripe.Checkout.SessionCreateParams.LineItem.PriceData>): SessionParams => ({
    line_items: [
      { quantity: 1, price_data: { currency: 'eur', unit_amount: 1000, product_data: { name: 'A' }, ...price } },
    ],
  });

  it.each<[string, SessionParams, { code?: string; param?: string }]>([
    ['no line items', { line_items: [] }, { code: 'parameter_missing', param: 'line_items' }],
    ['a currency nobody has', priced({ currency: 'xxx' }), { param: 'line_items[0][price_data][currency]' }],
    ['an amount below the minimum', priced({ unit_amount: 49 }), { code: 'amount_too_small' }],
    ['an amount of more than eight digits', priced({ unit_amount: 100_000_000 }), { code: 'amount_too_large' }],
    ['a fraction of a cent', priced({ unit_amount: 10.5 }), { code: 'parameter_invalid_integer' }],
    ['an address that is none', { success_url: 'shop/done' }, { code: 'url_invalid', param: 'success_url' }],
    ['the retired ui_mode', { ui_mode: 'hosted' }, { param: 'ui_mode' }],
    ['an old expiry', { expires_at: 1_700_000_000 }, { param: 'expires_at' }],
    [
      'the retired payment_method_types',
      { payment_method_types: ['card'] } as SessionParams,
      { code: 'parameter_unknown', param: 'payment_method_types' },
    ],
  ])('are refused with %s', async (_what, params, expected) => {
    const refusal = await shop.session(10_00, params).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(refusal).toMatchObject({ statusCode: 400, ...expected });
  });

  it('are found by nobody without the key, or by a wrong id', async () => {
    const stranger = sdkFor(shop.sandbox.stripe.url, 'sk_test_another_account');
    await expect(stranger.checkout.sessions.create(aSession(10_00))).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
      message: expect.stringMatching(/^Invalid API Key provided: sk_test_\*+ount$/) as string,
    });
    await expect(shop.stripe.checkout.sessions.retrieve('cs_test_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it('answer an unknown path and an unknown expansion the way Stripe does', async () => {
    await expect(shop.stripe.balance.retrieve()).rejects.toThrow('Unrecognized request URL (GET: /v1/balance)');
    const session = await shop.session(10_00);
    const expansion = { expand: ['nonsense'] };
    await expect(shop.stripe.checkout.sessions.retrieve(session.id, expansion)).rejects.toThrow(/cannot be expanded/);
  });
});

describe('idempotency keys', () => {
  let shop: StripeShop;
  beforeAll(async () => {
    shop = await aStripeShop({ slowAnswerMs: 60_000 });
  });
  afterAll(() => shop.stop());

  it('give the same request the same answer, and say so', async () => {
    const first = await shop.stripe.checkout.sessions.create(aSession(10_00), { idempotencyKey: 'once' });
    const second = await shop.stripe.checkout.sessions.create(aSession(10_00), { idempotencyKey: 'once' });
    expect(second.id).toBe(first.id);
    const headers = new Headers(second.lastResponse.headers);
    expect(headers.get('idempotent-replayed')).toBe('true');
    expect(headers.get('original-request')).toBe(first.lastResponse.requestId);
  });

  it('refuse another request', async () => {
    await shop.stripe.checkout.sessions.create(aSession(10_00), { idempotencyKey: 'other' });
    const other = shop.stripe.checkout.sessions.create(aSession(11_00), { idempotencyKey: 'other' });
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('may be used again after a request that was refused before anything was done', async () => {
    const refused = shop.stripe.checkout.sessions.create(aSession(1), { idempotencyKey: 'again' });
    await expect(refused).rejects.toMatchObject({ code: 'amount_too_small' });
    const accepted = await shop.stripe.checkout.sessions.create(aSession(10_00), { idempotencyKey: 'again' });
    expect(accepted.status).toBe('open');
  });

  it('repeat a server error, because that is what the first request got', async () => {
    const create = () => shop.stripe.checkout.sessions.create(aSession(66_61), { idempotencyKey: 'broken' });
    await expect(create()).rejects.toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    await expect(create()).rejects.toMatchObject({ headers: { 'idempotent-replayed': 'true' } });
  });

  it('are in use while a slow answer is awaited; the session exists all the same', async () => {
    const attempt = () =>
      shop.stripe.checkout.sessions
        .create(aSession(66_62), { idempotencyKey: 'slow' })
        .catch((error: unknown) => error);
    // Whichever comes second is refused; the other waits until the sandbox stops.
    const refusal = await Promise.race([attempt(), attempt()]);
    expect(refusal).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect((await shop.stripe.checkout.sessions.list({ limit: 1 })).data).toMatchObject([{ amount_total: 66_62 }]);
  });
});
