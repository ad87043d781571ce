import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secrets } from '../test-sandbox.ts';
import { hmacOf } from './account.ts';
import { aScalapayShop, eur, type ScalapayShop } from './test-shop.ts';

it('webhooks are signed as the documentation of Scalapay leads to', () => {
  const body = '{"merchantReference":"ORD-1","totalAmount":40.7,"status":"charged","orderToken":"KXLQ57N3NG"}';
  expect(hmacOf('qhtfs87hjnc12kkos', '1700000000000', body)).toBe(
    'ede53eb72fb911d2cc96d35238c488420d7385d60c3414e0d5b098989c8f55e2',
  );
});

describe('Scalapay webhooks', () => {
  let shop: ScalapayShop;
  beforeEach(async () => {
    shop = await aScalapayShop();
  });
  afterEach(() => shop.stop());

  const heard = async (status: string): Promise<unknown> =>
    JSON.parse((await shop.listener.hears(status)).body) as unknown;

  it('tell how the order stands, with its total as a number, under a fresh signature', async () => {
    const token = await shop.charged('40.70');
    const { body, headers } = await shop.listener.hears('charged');
    expect(JSON.parse(body)).toEqual({
      merchantReference: 'ORDER-1001',
      totalAmount: 40.7,
      status: 'charged',
      orderToken: token,
    });
    const timestamp = String(headers['x-scalapay-timestamp']);
    expect(timestamp).toBe(String(shop.clock.now.getTime()));
    expect(headers['x-scalapay-hmac-v1']).toBe(hmacOf(secrets.scalapay.apiKey, timestamp, body));
  });

  it('come for every step, with more about creation and refund', async () => {
    const token = await shop.charged('40.70');
    await shop.post(`/v2/payments/${token}/refund`, { refundAmount: eur('10.00') });
    expect(await heard('created')).toMatchObject({ orderDetails: { totalAmount: eur('40.70') } });
    expect(await heard('refunded')).toMatchObject({ orderToken: token, refundAmount: eur('10.00') });
    expect(shop.listener.heard.map(({ type }) => type)).toEqual(['created', 'authorized', 'charged', 'refunded']);
  });

  it('tell that an approved order was not captured in time', async () => {
    const token = await shop.answered('40.70');
    shop.clock.pass(2 * 60 * 60_000);
    await shop.get(`/v2/payments/${token}`);
    expect(await heard('expired')).toMatchObject({ orderToken: token });
  });

  it('come twice for totals that end in 6663, and never for 6666', async () => {
    await shop.charged('66.63');
    await shop.charged('66.66');
    await shop.sandbox.scalapay.webhooks.settled();
    const types = shop.listener.heard.map(({ type }) => type);
    expect(types).toEqual(['created', 'created', 'authorized', 'authorized', 'charged', 'charged']);
  });
});
