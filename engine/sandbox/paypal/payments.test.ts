import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, aPayPalShop, issueOf, linkOf, type PayPalAnswer, type PayPalShop } from './test-shop.ts';

let shop: PayPalShop;
beforeAll(async () => {
  shop = await aPayPalShop();
});
afterAll(() => shop.stop());

const eur = (value: string) => ({ amount: { currency_code: 'EUR', value } });
const capture = (order: string, headers?: Record<string, string>): Promise<PayPalAnswer> =>
  shop.post(`/v2/checkout/orders/${order}/capture`, {}, headers);

describe('capturing an order', () => {
  it('takes the money the shopper agreed to', async () => {
    const answer = await capture(await shop.approved('10.99'), { prefer: 'return=minimal' });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        status: 'COMPLETED',
        payment_source: { paypal: { email_address: 'alex.sample@example.com' } },
        purchase_units: [
          {
            payments: {
              captures: [{ status: 'COMPLETED', custom_id: 'pay_1', final_capture: true, amount: { value: '10.99' } }],
            },
          },
        ],
      },
    });
  });

  it('is not possible before the shopper has agreed, and the refusal says where to send them', async () => {
    const { body } = await shop.post('/v2/checkout/orders', anOrder('10.99'));
    const refusal = await capture(body.id ?? '');
    expect(refusal.status).toBe(422);
    expect(issueOf(refusal)).toBe('ORDER_NOT_APPROVED');
    expect(linkOf(refusal.body, 'redirect')).toBe(linkOf(body, 'payer-action'));
  });

  it('happens once: the same request id answers 200, another is refused', async () => {
    const order = await shop.approved('10.99');
    const first = await capture(order, { 'paypal-request-id': 'capture' });
    expect(await capture(order, { 'paypal-request-id': 'capture' })).toEqual({ status: 200, body: first.body });
    expect(issueOf(await capture(order))).toBe('ORDER_ALREADY_CAPTURED');
  });

  it('is declined when the shopper chose so, until they agree once more', async () => {
    const { body } = await shop.post('/v2/checkout/orders', anOrder('10.99'));
    await shop.submit(linkOf(body, 'payer-action'), { outcome: 'decline' });
    const refusal = await capture(body.id ?? '');
    expect(refusal.status).toBe(422);
    expect(issueOf(refusal)).toBe('INSTRUMENT_DECLINED');
    await shop.submit(linkOf(refusal.body, 'redirect'), { outcome: 'approve' });
    expect((await capture(body.id ?? '')).status).toBe(201);
  });

  it('takes each invoice id once', async () => {
    const invoiced = { purchase_units: [{ invoice_id: 'INV-1', ...eur('5.00') }] };
    expect((await capture(await shop.approved('', invoiced))).status).toBe(201);
    expect(issueOf(await capture(await shop.approved('', invoiced)))).toBe('DUPLICATE_INVOICE_ID');
  });

  it.each([
    ['66.67', 'PAYMENT.CAPTURE.COMPLETED', 'COMPLETED'],
    ['66.68', 'PAYMENT.CAPTURE.DENIED', 'DECLINED'],
  ])('of %s is pending until %s', async (value, event, status) => {
    const another = await aPayPalShop();
    const id = await another.captured(value);
    await another.listener.hears('PAYMENT.CAPTURE.PENDING');
    await another.listener.hears(event);
    expect(await another.get(`/v2/payments/captures/${id}`)).toMatchObject({ body: { status } });
    await another.stop();
  });

  it('of 66.65 is made although the answer comes too late', async () => {
    const another = await aPayPalShop({ slowAnswerMs: 60_000 });
    const order = await another.approved('66.65');
    const path = `/v2/checkout/orders/${order}/capture`;
    const unanswered = another.post(path, {}, { 'paypal-request-id': 'c' }).catch(() => 'cut off');
    await another.listener.hears('PAYMENT.CAPTURE.COMPLETED');
    expect(await another.post(path, {}, { 'paypal-request-id': 'c' })).toMatchObject({ status: 200 });
    await another.stop();
    await unanswered;
  });
});

describe('authorizations', () => {
  const authorized = async (value: string): Promise<string> => {
    const order = await shop.approved(value, { intent: 'AUTHORIZE' });
    const { body } = await shop.post(`/v2/checkout/orders/${order}/authorize`);
    return body.purchase_units?.[0]?.payments?.authorizations[0]?.id ?? '';
  };
  const path = (id: string): string => `/v2/payments/authorizations/${id}`;

  it('hold the money and give it part by part', async () => {
    const id = await authorized('50.00');
    expect(await shop.get(path(id))).toMatchObject({ body: { status: 'CREATED', amount: { value: '50.00' } } });
    const part = await shop.post(`${path(id)}/capture`, eur('20.00'));
    expect(part).toMatchObject({ status: 201, body: { status: 'COMPLETED', final_capture: false } });
    expect(await shop.get(path(id))).toMatchObject({ body: { status: 'PARTIALLY_CAPTURED' } });
    expect(issueOf(await shop.post(`${path(id)}/capture`, eur('30.01')))).toBe('MAX_CAPTURE_AMOUNT_EXCEEDED');
    expect(await shop.post(`${path(id)}/capture`)).toMatchObject({ body: { amount: { value: '30.00' } } });
    expect(await shop.get(path(id))).toMatchObject({ body: { status: 'CAPTURED' } });
    expect(issueOf(await shop.post(`${path(id)}/capture`))).toBe('AUTHORIZATION_ALREADY_CAPTURED');
  });

  it('are released by voiding, once', async () => {
    const id = await authorized('50.00');
    expect((await shop.post(`${path(id)}/void`, '', { prefer: 'return=minimal' })).status).toBe(204);
    expect(await shop.get(path(id))).toMatchObject({ body: { status: 'VOIDED' } });
    expect(issueOf(await shop.post(`${path(id)}/void`))).toBe('PREVIOUSLY_VOIDED');
    expect(issueOf(await shop.post(`${path(id)}/capture`))).toBe('AUTHORIZATION_VOIDED');
  });

  it('and captures do not mix: the intent decides', async () => {
    const order = await shop.approved('50.00', { intent: 'AUTHORIZE' });
    expect(issueOf(await capture(order))).toBe('ACTION_DOES_NOT_MATCH_INTENT');
  });
});

describe('refunds', () => {
  const refund = (id: string, body: object = {}) => shop.post(`/v2/payments/captures/${id}/refund`, body);

  it('give back part after part, and never more than was taken', async () => {
    const id = await shop.captured('10.00');
    const first = await refund(id, eur('6.00'));
    expect(first).toMatchObject({ status: 201, body: { status: 'COMPLETED', custom_id: 'pay_1' } });
    expect(await shop.get(`/v2/payments/captures/${id}`)).toMatchObject({ body: { status: 'PARTIALLY_REFUNDED' } });
    expect(issueOf(await refund(id, eur('4.01')))).toBe('REFUND_AMOUNT_EXCEEDED');
    expect(await refund(id)).toMatchObject({ body: { amount: { value: '4.00' } } });
    expect(await shop.get(`/v2/payments/captures/${id}`)).toMatchObject({ body: { status: 'REFUNDED' } });
    expect(issueOf(await refund(id))).toBe('CAPTURE_FULLY_REFUNDED');
    expect(await shop.get(`/v2/payments/refunds/${first.body.id ?? ''}`)).toMatchObject({
      body: { amount: { value: '6.00' } },
    });
  });

  it('are in the currency of the capture', async () => {
    const id = await shop.captured('10.00');
    const dollars = { amount: { currency_code: 'USD', value: '1.00' } };
    expect(issueOf(await refund(id, dollars))).toBe('REFUND_CAPTURE_CURRENCY_MISMATCH');
  });

  it('are pending first for values that end in 6664, and complete later', async () => {
    const id = await shop.captured('66.64');
    const pending = await refund(id, eur('1.00'));
    expect(pending.body.status).toBe('PENDING');
    await shop.listener.hears('PAYMENT.CAPTURE.REFUNDED');
    expect(await shop.get(`/v2/payments/refunds/${pending.body.id ?? ''}`)).toMatchObject({
      body: { status: 'COMPLETED' },
    });
  });
});
