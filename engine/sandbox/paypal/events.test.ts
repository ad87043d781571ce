import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Heard } from '../listener.ts';
import { secrets } from '../test-sandbox.ts';
import { aPayPalShop, type PayPalShop } from './test-shop.ts';

describe('PayPal events', () => {
  let shop: PayPalShop;
  beforeEach(async () => {
    shop = await aPayPalShop();
  });
  afterEach(() => shop.stop());

  const resourceOf = ({ body }: Heard): unknown => (JSON.parse(body) as { resource: unknown }).resource;

  /** What a receiver sends back for verification; the event's text goes in untouched. */
  const question = ({ body, headers }: Heard, more: object = {}): string => {
    const envelope = JSON.stringify({
      auth_algo: headers['paypal-auth-algo'],
      cert_url: headers['paypal-cert-url'],
      transmission_id: headers['paypal-transmission-id'],
      transmission_sig: headers['paypal-transmission-sig'],
      transmission_time: headers['paypal-transmission-time'],
      webhook_id: secrets.paypal.webhookId,
      ...more,
    });
    return `${envelope.slice(0, -1)},"webhook_event":${body}}`;
  };
  const verdict = async (text: string): Promise<string | undefined> =>
    (await shop.post('/v1/notifications/verify-webhook-signature', text)).body.verification_status;

  it('are vouched for by the verification endpoint', async () => {
    await shop.captured('10.99');
    for (const event of [
      await shop.listener.hears('CHECKOUT.ORDER.APPROVED'),
      await shop.listener.hears('PAYMENT.CAPTURE.COMPLETED'),
    ]) {
      expect(await verdict(question(event))).toBe('SUCCESS');
    }
  });

  it('are not vouched for once the text, the time, the id or the webhook differ', async () => {
    await shop.captured('10.99');
    const event = await shop.listener.hears('PAYMENT.CAPTURE.COMPLETED');
    const rewritten = JSON.stringify(JSON.parse(event.body), null, 2);
    expect(await verdict(question({ ...event, body: rewritten }))).toBe('FAILURE');
    expect(await verdict(question({ ...event, body: event.body.replace('10.99', '99.01') }))).toBe('FAILURE');
    expect(await verdict(question(event, { transmission_time: '2026-01-31T12:00:01Z' }))).toBe('FAILURE');
    expect(await verdict(question(event, { transmission_id: 'another' }))).toBe('FAILURE');
    expect(await verdict(question(event, { webhook_id: 'ANOTHER' }))).toBe('FAILURE');
    expect(await verdict(question(event, { cert_url: 'https://evil.example/cert' }))).toBe('FAILURE');
  });

  it('cannot be asked about with half a question', async () => {
    const answer = await shop.post('/v1/notifications/verify-webhook-signature', { webhook_event: {} });
    expect(answer).toMatchObject({ status: 400, body: { name: 'VALIDATION_ERROR' } });
  });

  it('can be verified by anybody with the published key', async () => {
    await shop.captured('10.99');
    const { body, headers } = await shop.listener.hears('PAYMENT.CAPTURE.COMPLETED');
    const key = await (await fetch(String(headers['paypal-cert-url']))).text();
    const id = String(headers['paypal-transmission-id']);
    const time = String(headers['paypal-transmission-time']);
    const text = Buffer.from(`${id}|${time}|${secrets.paypal.webhookId}|${crc32(body)}`);
    const signature = Buffer.from(String(headers['paypal-transmission-sig']), 'base64');
    expect(verify('sha256', text, key, signature)).toBe(true);
  });

  it('tell which order and which payment of the shop they are about', async () => {
    const order = await shop.approved('10.99');
    await shop.post(`/v2/checkout/orders/${order}/capture`);
    expect(resourceOf(await shop.listener.hears('CHECKOUT.ORDER.APPROVED'))).toMatchObject({
      id: order,
      status: 'APPROVED',
      purchase_units: [{ custom_id: 'pay_1' }],
    });
    expect(resourceOf(await shop.listener.hears('PAYMENT.CAPTURE.COMPLETED'))).toMatchObject({
      custom_id: 'pay_1',
      supplementary_data: { related_ids: { order_id: order } },
    });
  });

  it('about refunds point up to the capture', async () => {
    const capture = await shop.captured('10.99');
    await shop.post(`/v2/payments/captures/${capture}/refund`);
    expect(resourceOf(await shop.listener.hears('PAYMENT.CAPTURE.REFUNDED'))).toMatchObject({
      custom_id: 'pay_1',
      links: [{ rel: 'self' }, { rel: 'up', href: `${shop.sandbox.paypal.url}/v2/payments/captures/${capture}` }],
    });
  });

  it('tell about held and released money', async () => {
    const order = await shop.approved('10.99', { intent: 'AUTHORIZE' });
    const { body } = await shop.post(`/v2/checkout/orders/${order}/authorize`);
    const id = body.purchase_units?.[0]?.payments?.authorizations[0]?.id ?? '';
    await shop.post(`/v2/payments/authorizations/${id}/void`);
    const related = { id, custom_id: 'pay_1', supplementary_data: { related_ids: { order_id: order } } };
    expect(resourceOf(await shop.listener.hears('PAYMENT.AUTHORIZATION.CREATED'))).toMatchObject(related);
    expect(resourceOf(await shop.listener.hears('PAYMENT.AUTHORIZATION.VOIDED'))).toMatchObject(related);
  });

  it('come twice for values that end in 6663, and never for 6666', async () => {
    await shop.captured('66.63');
    await shop.captured('66.66');
    await shop.sandbox.paypal.webhooks.settled();
    expect(shop.listener.heard.map(({ type }) => type)).toEqual([
      'CHECKOUT.ORDER.APPROVED',
      'CHECKOUT.ORDER.APPROVED',
      'PAYMENT.CAPTURE.COMPLETED',
      'PAYMENT.CAPTURE.COMPLETED',
    ]);
  });
});
