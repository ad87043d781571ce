import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPayment, aSatispayShop, type SatispayAnswer, type SatispayShop } from './test-shop.ts';

const payments = '/g_business/v1/payments';

let shop: SatispayShop;
beforeEach(async () => {
  shop = await aSatispayShop();
});
afterEach(() => shop.stop());

const get = async (id = '') => (await shop.call('GET', `${payments}/${id}`)).body;
const put = (id = '', body: object = {}): Promise<SatispayAnswer> => shop.call('PUT', `${payments}/${id}`, body);
const refund = (id = '', amount = 1): Promise<SatispayAnswer> =>
  shop.call('POST', payments, { flow: 'REFUND', amount_unit: amount, currency: 'EUR', parent_payment_uid: id });
const refusal = (status: number, code: number) => ({ status, body: { code, message: expect.any(String) } });

describe('a payment', () => {
  it('waits for the shopper, with the page to send them to', async () => {
    const payment = await shop.payment(1590, { metadata: { order_id: '1001' } });
    expect(payment).toMatchObject({
      type: 'TO_BUSINESS',
      status: 'PENDING',
      expired: false,
      amount_unit: 1590,
      currency: 'EUR',
      external_code: 'ORDER-1001',
      metadata: { order_id: '1001' },
      sender: { type: 'CONSUMER' },
      insert_date: '2026-01-31T12:00:00.000Z',
      expire_date: '2026-01-31T14:00:00.000Z',
    });
    expect(payment.redirect_url).toBe(
      `${shop.sandbox.satispay.url}/pay/${payment.id ?? ''}?redirect_url=https%3A%2F%2Fshop.example%2Fdone%3Forder%3D1`,
    );
  });

  it('is accepted once the shopper confirms, and canceled when they decline', async () => {
    expect(await shop.answered(1590)).toMatchObject({ status: 'ACCEPTED', amount_unit: 1590 });
    expect(await shop.answered(1590, 'decline')).toMatchObject({ status: 'CANCELED', expired: false });
  });

  it.each([
    ['no flow', { flow: undefined }],
    ['an unknown flow', { flow: 'GIFT' }],
    ['a sum with a point', { amount_unit: 15.9 }],
    ['nothing to pay', { amount_unit: 0 }],
    ['another currency', { currency: 'USD' }],
    ['a code that is too long', { external_code: 'x'.repeat(51) }],
    ['an address that is none', { callback_url: 'javascript:alert(1)' }],
    ['too much metadata', { metadata: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, 'v'])) }],
  ])('is refused with %s', async (_what, more) => {
    expect(await shop.call('POST', payments, aPayment(1590, more))).toMatchObject(refusal(400, 36));
  });

  it('is refused when the body is no JSON', async () => {
    expect(await shop.call('POST', payments, '{"flow":')).toMatchObject(refusal(400, 27));
  });

  it('is made once for one idempotency key, and the first answer comes again', async () => {
    const headers = { 'idempotency-key': 'one' };
    const first = await shop.call('POST', payments, aPayment(1590), { headers });
    await shop.submit(first.body.redirect_url ?? '', { outcome: 'approve' });
    expect(await shop.call('POST', payments, aPayment(1590), { headers })).toEqual(first);
    expect((await shop.call('GET', payments)).body.data).toHaveLength(1);
  });

  it('expires when nobody confirms it in time', async () => {
    const [usual, short] = [
      await shop.payment(1590),
      await shop.payment(1590, { expiration_date: '2026-01-31T12:30:00.000Z' }),
    ];
    shop.clock.pass(31 * 60_000);
    expect(await get(short.id)).toMatchObject({ status: 'CANCELED', expired: true });
    expect(await get(usual.id)).toMatchObject({ status: 'PENDING' });
    await shop.submit(short.redirect_url ?? '', { outcome: 'approve' });
    expect(await get(short.id)).toMatchObject({ status: 'CANCELED' });
  });

  it('that nobody knows is not found', async () => {
    expect(await shop.call('GET', `${payments}/none`)).toMatchObject(refusal(404, 41));
    expect(await shop.call('GET', '/g_business/v1/elsewhere')).toMatchObject(refusal(404, 41));
  });

  it('stands in the list, page by page', async () => {
    const ids = [];
    for (const amount of [1, 2, 3]) ids.unshift((await shop.payment(amount)).id);
    const first = await shop.call('GET', `${payments}?limit=2`);
    expect(first.body).toMatchObject({ has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] });
    const next = await shop.call('GET', `${payments}?limit=2&starting_after=${ids[1] ?? ''}`);
    expect(next.body).toMatchObject({ has_more: false, data: [{ id: ids[2] }] });
    expect((await shop.call('GET', `${payments}?status=ACCEPTED`)).body.data).toEqual([]);
  });
});

describe('held money', () => {
  const held = () => shop.answered(5000, 'approve', { flow: 'FUND_LOCK' });

  it('is taken, all of it or less, once', async () => {
    const { id, status } = await held();
    expect(status).toBe('AUTHORIZED');
    expect(await put(id, { action: 'ACCEPT', amount_unit: 5001 })).toMatchObject(refusal(403, 44));
    expect(await put(id, { action: 'ACCEPT', amount_unit: 1000 })).toMatchObject({
      body: { status: 'ACCEPTED', amount_unit: 1000 },
    });
    expect(await put(id, { action: 'ACCEPT' })).toMatchObject(refusal(403, 44));
    expect(await refund(id, 1001)).toMatchObject(refusal(403, 131));
  });

  it('is released by canceling, and by time', async () => {
    const [canceled, forgotten] = [await held(), await held()];
    expect(await put(canceled.id, { action: 'CANCEL' })).toMatchObject({ body: { status: 'CANCELED' } });
    shop.clock.pass(241 * 60 * 60_000);
    expect(await get(forgotten.id)).toMatchObject({ status: 'CANCELED', expired: true });
  });

  it('cannot be taken where nothing is held', async () => {
    const [open, paid] = [await shop.payment(5000), await shop.answered(5000)];
    expect(await put(open.id, { action: 'ACCEPT' })).toMatchObject(refusal(403, 44));
    expect(await put(paid.id, { action: 'CANCEL' })).toMatchObject(refusal(403, 44));
    expect(await put(open.id, { action: 'GIVE' })).toMatchObject(refusal(400, 36));
  });

  it('and whatever else is undone with CANCEL_OR_REFUND', async () => {
    const [open, paid] = [await shop.payment(5000), await shop.answered(5000)];
    expect(await put(open.id, { action: 'CANCEL_OR_REFUND' })).toMatchObject({ body: { status: 'CANCELED' } });
    expect(await put(paid.id, { action: 'CANCEL_OR_REFUND' })).toMatchObject({ body: { status: 'ACCEPTED' } });
    expect(await refund(paid.id)).toMatchObject(refusal(403, 131));
  });
});

describe('refunds', () => {
  it('give back part after part, never more than was paid; the payment stays accepted', async () => {
    const { id } = await shop.answered(1000);
    expect(await refund(id, 600)).toMatchObject({
      status: 200,
      body: { type: 'REFUND_TO_BUSINESS', status: 'ACCEPTED', amount_unit: 600, parent_payment_uid: id },
    });
    expect(await refund(id, 401)).toMatchObject(refusal(403, 131));
    expect(await refund(id, 400)).toMatchObject({ body: { status: 'ACCEPTED' } });
    expect(await get(id)).toMatchObject({ status: 'ACCEPTED', amount_unit: 1000 });
  });

  it('need a payment that was accepted, less than a year ago', async () => {
    expect(await refund((await shop.payment(1000)).id)).toMatchObject(refusal(403, 131));
    expect(await refund('none')).toMatchObject(refusal(404, 41));
    const { id } = await shop.answered(1000);
    shop.clock.pass(366 * 24 * 60 * 60_000);
    expect(await refund(id)).toMatchObject(refusal(403, 131));
  });
});

describe('callbacks', () => {
  const callback = { callback_url: 'http://hub.example/x' };
  const heard = () => shop.listener.heard.map(({ type, body }) => [type, body]);
  const withCallback = () => ({ callback_url: `${shop.listener.url}?payment_id={uuid}&attempt=a1` });

  it('are a GET with nothing but the address that the payment brought', async () => {
    const { id } = await shop.answered(1590, 'approve', withCallback());
    await shop.sandbox.satispay.webhooks.settled();
    expect(heard()).toEqual([[`payment_id=${id ?? ''}&attempt=a1`, '']]);
  });

  it('are not made for a payment that asked for none', async () => {
    await shop.answered(1590);
    await shop.sandbox.satispay.webhooks.settled();
    expect(shop.sandbox.satispay.webhooks.deliveries).toEqual([]);
  });

  it('are tried again when nobody hears them', async () => {
    shop.listener.answer = 503;
    await shop.answered(1590, 'approve', withCallback());
    await shop.sandbox.satispay.webhooks.settled();
    expect(heard()).toHaveLength(3);
  });

  it('go nowhere but to a web address', async () => {
    const answer = await shop.call(
      'POST',
      payments,
      aPayment(1590, { ...callback, callback_url: 'file:///etc/passwd' }),
    );
    expect(answer.status).toBe(400);
  });
});

describe('sums that end in', () => {
  it('6661 are not created at all', async () => {
    expect(await shop.call('POST', payments, aPayment(66_61))).toMatchObject({ status: 500 });
    expect((await shop.call('GET', payments)).body.data).toEqual([]);
  });

  it('6662 are created, but the answer comes too late; the same key finds them', async () => {
    const slow = await aSatispayShop({ slowAnswerMs: 60_000 });
    const headers = { 'idempotency-key': 'slow' };
    const ask = () => slow.call('POST', payments, aPayment(66_62), { headers }).catch(() => undefined);
    expect(await Promise.race([ask(), ask()])).toMatchObject({ status: 200, body: { status: 'PENDING' } });
    await slow.stop();
  });

  it('6663 call back twice, and 6666 never', async () => {
    const callback = { callback_url: `${shop.listener.url}?id={uuid}` };
    await shop.answered(66_63, 'approve', callback);
    await shop.answered(66_66, 'approve', callback);
    await shop.sandbox.satispay.webhooks.settled();
    expect(shop.listener.heard).toHaveLength(2);
  });

  it('6664 are refunded a little later', async () => {
    const { id } = await shop.answered(66_64);
    const asked = { flow: 'REFUND', amount_unit: 100, currency: 'EUR', parent_payment_uid: id };
    const { body } = await shop.call('POST', payments, {
      ...asked,
      callback_url: `${shop.listener.url}?refund={uuid}`,
    });
    expect(body.status).toBe('PENDING');
    await shop.listener.hears(`refund=${body.id ?? ''}`);
    expect(await get(body.id)).toMatchObject({ status: 'ACCEPTED' });
  });

  it('6665 are taken although the answer comes too late', async () => {
    const slow = await aSatispayShop({ slowAnswerMs: 60_000 });
    const callback = { flow: 'FUND_LOCK', callback_url: `${slow.listener.url}?{uuid}` };
    const { id = '' } = await slow.answered(66_65, 'approve', callback);
    const unanswered = slow.call('PUT', `${payments}/${id}`, { action: 'ACCEPT' }).catch(() => 'cut off');
    await slow.listener.hears(id);
    await slow.sandbox.satispay.webhooks.settled();
    expect((await slow.call('GET', `${payments}/${id}`)).body.status).toBe('ACCEPTED');
    await slow.stop();
    await unanswered;
  });

  it.each([
    [66_67, 'ACCEPTED'],
    [66_68, 'CANCELED'],
  ])('%i are %s only a while after they were confirmed', async (amount, status) => {
    const { id = '' } = await shop.answered(amount, 'approve', { callback_url: `${shop.listener.url}?{uuid}` });
    await shop.listener.hears(id);
    expect(await get(id)).toMatchObject({ status });
    const patient = await aSatispayShop({ settleAfterMs: 60_000 });
    expect(await patient.answered(amount)).toMatchObject({ status: 'PENDING' });
    await patient.stop();
  });
});
