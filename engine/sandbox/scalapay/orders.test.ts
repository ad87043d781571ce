import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, aScalapayShop, eur, type ScalapayShop } from './test-shop.ts';

let shop: ScalapayShop;
beforeEach(async () => {
  shop = await aScalapayShop();
});
afterEach(() => shop.stop());

const hour = 60 * 60_000;
const capture = (token: string, more: object = {}, headers = {}) =>
  shop.post('/v2/payments/capture', { token, ...more }, headers);
const stands = async (token: string) => (await shop.get(`/v2/payments/${token}`)).body;
const refusal = (status: number, errorCode: string) => ({
  status,
  body: { errorCode, errorId: expect.stringMatching(/^error-/), message: expect.anything(), httpStatusCode: status },
});

describe('access', () => {
  it.each(['', 'Bearer wrong', 'qhtfs87hjnc12kkos'])(
    'with the key "%s" is answered with a bare text',
    async (authorization) => {
      expect(await shop.get('/v2/payments/X', { authorization })).toMatchObject({ status: 401, body: 'Unauthorized' });
    },
  );
});

describe('an order', () => {
  it('has a token, an end, and the page for the shopper', async () => {
    const { status, body } = await shop.post('/v2/orders', anOrder('190.00'));
    expect(status).toBe(200);
    expect(body).toEqual({
      token: expect.stringMatching(/^[A-Z0-9]{10}$/),
      expires: '2026-01-31T13:00:00.000Z',
      checkoutUrl: `${shop.sandbox.scalapay.url}/checkout/${body.token ?? ''}`,
    });
    expect(await stands(body.token ?? '')).toMatchObject({
      status: 'created',
      captureStatus: 'pending',
      totalAmount: eur('190.00'),
      orderDetails: { consumer: { givenNames: 'Joe' }, merchantReference: 'ORDER-1001' },
    });
  });

  it.each([
    ['no sum', { totalAmount: undefined }, 'totalAmount'],
    ['another currency', { totalAmount: { amount: '10.00', currency: 'USD' } }, 'currency'],
    ['a number for a sum', { totalAmount: { amount: 10, currency: 'EUR' } }, 'amount'],
    ['three decimals', { totalAmount: eur('10.001') }, 'amount'],
    ['nothing to pay', { totalAmount: eur('0.00') }, 'amount'],
    ['no consumer', { consumer: undefined }, 'consumer'],
    ['half a consumer', { consumer: { givenNames: 'Joe' } }, 'phoneNumber'],
    ['no address', { shipping: {} }, 'phoneNumber'],
    ['no items', { items: undefined }, 'items'],
    ['an item without a price', { items: [{ name: 'x', category: 'y', sku: 'z', quantity: 1 }] }, 'price'],
    ['nowhere to return to', { merchant: { redirectConfirmUrl: 'https://shop.example/' } }, 'redirectCancelUrl'],
    ['an unknown product', { product: 'pay-in-7' }, 'product'],
  ])('is refused with %s', async (_what, more, field) => {
    const answer = await shop.post('/v2/orders', anOrder('190.00', more));
    expect(answer).toMatchObject(refusal(400, 'api_validationerror'));
    expect(answer.body).toMatchObject({ message: { errors: [{ location: 'body' }] } });
    expect(JSON.stringify(answer.body)).toContain(`"${field}"]`);
  });

  it('is refused above what the contract allows', async () => {
    expect(await shop.post('/v2/orders', anOrder('1500.01'))).toMatchObject(
      refusal(400, 'order_amount_exceeds_maximum_limit'),
    );
  });

  it('is made once for one idempotency key, and the repetition says so', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await shop.post('/v2/orders', anOrder('190.00'), key);
    const again = await shop.post('/v2/orders', anOrder('190.00'), key);
    expect(again.body).toEqual(first.body);
    expect([first.headers.get('request-idempotency'), again.headers.get('request-idempotency')]).toEqual([
      null,
      'true',
    ]);
  });

  it('is found by its references, and can be given others', async () => {
    const { token } = await shop.created('190.00');
    await shop.created('20.00', { merchantReference: 'ORDER-1002' });
    await shop.post(`/v2/orders/${token}`, { merchantReference: 'RENAMED', merchantProcessorReference: 'P-1' });
    const found = await shop.get(
      '/v2/payments/references?merchantOrderReference=RENAMED&merchantProcessorReference=P-1',
    );
    expect(found.body).toEqual([expect.objectContaining({ orderToken: token })]);
  });

  it('that nobody knows is not found', async () => {
    expect(await shop.get('/v2/payments/NOBODY')).toMatchObject(refusal(422, 'invalid_token'));
    expect(await capture('NOBODY')).toMatchObject(refusal(400, 'invalid_token'));
  });

  it('expires when nobody agrees or captures in time', async () => {
    const { token, url } = await shop.created('190.00', { orderExpiryMilliseconds: hour / 2 });
    const agreed = await shop.answered('190.00');
    shop.clock.pass(hour + 1);
    expect(await stands(token)).toMatchObject({ status: 'expired' });
    expect(await stands(agreed)).toMatchObject({ status: 'expired' });
    expect(await capture(agreed)).toMatchObject(refusal(400, 'pre_condition_failed'));
    await shop.submit(url, { outcome: 'approve' });
    expect(await stands(token)).toMatchObject({ status: 'expired' });
  });

  it('of a shopper who is not granted the plan says why, and may still be granted', async () => {
    const { token, url } = await shop.created('190.00');
    await shop.submit(url, { outcome: 'decline' });
    expect(await stands(token)).toMatchObject({ status: 'pending', lastEligibilityFeedback: 'DECLINED_FRAUD' });
    await shop.submit(url, { outcome: 'approve' });
    expect(await stands(token)).not.toHaveProperty('lastEligibilityFeedback');
  });
});

describe('money', () => {
  it('is taken only once the shopper has agreed, and once', async () => {
    const { token, url } = await shop.created('190.00');
    expect(await capture(token)).toMatchObject(refusal(400, 'pre_condition_failed'));
    await shop.submit(url, { outcome: 'approve' });
    expect(await stands(token)).toMatchObject({ status: 'authorized', captureStatus: 'pending' });
    expect(await capture(token, { merchantReference: 'ORDER-1001' })).toMatchObject({
      status: 200,
      body: { token, status: 'APPROVED', totalAmount: eur('190.00'), capturedAt: '2026-01-31T12:00:00.000Z' },
    });
    expect(await stands(token)).toMatchObject({ status: 'charged', captureStatus: 'captured' });
    expect(await capture(token)).toMatchObject(refusal(400, 'pre_condition_failed'));
  });

  it('may be less than the order, never more', async () => {
    const token = await shop.answered('190.00');
    expect(await capture(token, { amount: eur('190.01') })).toMatchObject(
      refusal(400, 'order_amount_exceeds_maximum_limit'),
    );
    expect(await capture(token, { amount: eur('40.70') })).toMatchObject({ body: { totalAmount: eur('40.70') } });
    expect(await stands(token)).toMatchObject({ totalAmount: eur('40.70') });
  });

  it('stays authorised when the capture is delayed, until it is over', async () => {
    const token = await shop.answered('190.00');
    const delayed = await shop.post(`/v2/payments/${token}/delay`, { authorizationExpiryMilliseconds: 2 * hour });
    expect(delayed).toMatchObject({
      body: { token, status: 'AUTHORIZED', authorizationExpiryAt: '2026-01-31T14:00:00.000Z' },
    });
    expect(await stands(token)).toMatchObject({ status: 'authorized', captureStatus: 'delayed' });
    shop.clock.pass(2 * hour);
    expect(await stands(token)).toMatchObject({ captureStatus: 'voided' });
    expect(await capture(token)).toMatchObject(refusal(400, 'pre_condition_failed'));
  });

  it('that is authorised can be voided; what is taken or open cannot', async () => {
    const [held, taken, open] = [
      await shop.answered('190.00'),
      await shop.charged('190.00'),
      await shop.created('190.00'),
    ];
    const release = (token: string) => shop.post(`/v2/payments/${token}/void`, { merchantReference: 'ORDER-1001' });
    expect(await release(held)).toMatchObject({
      body: { token: held, merchantReference: 'ORDER-1001', voidedAt: '2026-01-31T12:00:00.000Z' },
    });
    expect(await stands(held)).toMatchObject({ captureStatus: 'voided' });
    for (const token of [held, taken, open.token])
      expect(await release(token)).toMatchObject(refusal(400, 'pre_condition_failed'));
  });

  it('is given back part after part, never more than was taken', async () => {
    const token = await shop.charged('190.00');
    const refund = (amount: string) =>
      shop.post(`/v2/payments/${token}/refund`, { refundAmount: eur(amount), merchantRefundReference: 'REF-1' });
    expect(await refund('50.00')).toMatchObject({
      body: { token, amount: eur('50.00'), merchantReference: 'ORDER-1001', merchantRefundReference: 'REF-1' },
    });
    expect(await stands(token)).toMatchObject({ status: 'refunded', totalAmount: eur('190.00') });
    expect(await refund('140.01')).toMatchObject(refusal(400, 'pre_condition_failed'));
    expect(await refund('140.00')).toMatchObject({ status: 200 });
    expect(
      await shop.post(`/v2/payments/${await shop.answered('190.00')}/refund`, { refundAmount: eur('1.00') }),
    ).toMatchObject(refusal(400, 'pre_condition_failed'));
  });
});

describe('totals that end in', () => {
  it('6661 are not created at all', async () => {
    expect(await shop.post('/v2/orders', anOrder('66.61'))).toMatchObject(refusal(500, 'internal_server'));
  });

  it('6662 are created, but the answer comes too late; the same key finds them', async () => {
    const slow = await aScalapayShop({ slowAnswerMs: 60_000 });
    const ask = () => slow.post('/v2/orders', anOrder('66.62'), { 'idempotency-key': 'slow' }).catch(() => undefined);
    const answer = await Promise.race([ask(), ask()]);
    expect(answer?.headers.get('request-idempotency')).toBe('true');
    await slow.stop();
  });

  it('6665 are captured although the answer comes too late, and nothing else may touch them meanwhile', async () => {
    const slow = await aScalapayShop({ slowAnswerMs: 60_000 });
    const token = await slow.answered('66.65');
    const take = () => slow.post('/v2/payments/capture', { token }, { 'idempotency-key': 'c' });
    const unanswered = take().catch(() => 'cut off');
    await slow.listener.hears('charged');
    expect(await slow.post(`/v2/payments/${token}/void`)).toMatchObject(
      refusal(409, 'conflicting_operation_in_progress'),
    );
    expect(await take()).toMatchObject({ status: 200, body: { status: 'APPROVED' } });
    await slow.stop();
    await unanswered;
  });

  it('6668 are declined when they are captured', async () => {
    const token = await shop.answered('66.68');
    expect(await capture(token)).toMatchObject({ status: 200, body: { status: 'DECLINED' } });
    expect(await stands(token)).toMatchObject({ captureStatus: 'voided' });
  });
});
