import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, aPayPalShop, basic, issueOf, linkOf, type PayPalShop } from './test-shop.ts';

const hour = 60 * 60 * 1000;
const orders = '/v2/checkout/orders';

let shop: PayPalShop;
beforeAll(async () => {
  shop = await aPayPalShop({ slowAnswerMs: 60_000 });
});
afterAll(() => shop.stop());

describe('access', () => {
  it('needs the right credentials and grant for a token', async () => {
    const ask = (authorization: string, grant: string) =>
      fetch(`${shop.sandbox.paypal.url}/v1/oauth2/token`, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams({ grant_type: grant }),
      });
    expect((await ask(basic(), 'client_credentials')).status).toBe(200);
    expect((await ask(basic(), 'password')).status).toBe(400);
    const wrong = await ask(basic({ clientId: 'client', clientSecret: 'wrong', webhookId: '' }), 'client_credentials');
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('needs a token everywhere else, and ends with it after nine hours', async () => {
    const ask = (authorization: string) => shop.get(`${orders}/X`, { authorization });
    expect(await ask('')).toMatchObject({ status: 401, body: { name: 'AUTHENTICATION_FAILURE' } });
    expect(await ask('Bearer made-up')).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    const another = await aPayPalShop();
    const authorization = `Bearer ${await another.token()}`;
    another.clock.pass(8.9 * hour);
    expect(await another.get(`${orders}/X`, { authorization })).toMatchObject({ status: 404 });
    another.clock.pass(0.2 * hour);
    expect(await another.get(`${orders}/X`, { authorization })).toMatchObject({ status: 401 });
    await another.stop();
  });
});

describe('orders', () => {
  it('wait for the payer, with the link for the shopper', async () => {
    const { status, body } = await shop.post(orders, anOrder('10.99'));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'PAYER_ACTION_REQUIRED',
      intent: 'CAPTURE',
      payment_source: { paypal: {} },
      purchase_units: [{ reference_id: 'default', custom_id: 'pay_1', amount: { value: '10.99' } }],
    });
    expect(body.id).toMatch(/^[A-Z0-9]{17}$/);
    expect(linkOf(body, 'payer-action')).toBe(`${shop.sandbox.url}/paypal/checkoutnow?token=${body.id ?? ''}`);
  });

  it('created the older way have the older status and link', async () => {
    const context = { application_context: { return_url: 'https://shop.example/a' }, payment_source: undefined };
    const { body } = await shop.post(orders, anOrder('10.99', context), { 'paypal-request-id': '' });
    expect(body.status).toBe('CREATED');
    expect(linkOf(body, 'approve')).toContain('/checkoutnow?token=');
  });

  it('answer little unless asked for everything', async () => {
    const { body } = await shop.post(orders, anOrder('10.99'), { prefer: 'return=minimal' });
    expect(Object.keys(body).toSorted()).toEqual(['id', 'links', 'payment_source', 'status']);
  });

  it('are created once per request id; a repeat answers 200 with how the order stands now', async () => {
    const id = { 'paypal-request-id': 'once' };
    const first = await shop.post(orders, anOrder('10.99'), id);
    await shop.submit(linkOf(first.body, 'payer-action'), { outcome: 'approve' });
    const second = await shop.post(orders, anOrder('10.99'), id);
    expect(second).toMatchObject({ status: 200, body: { id: first.body.id, status: 'APPROVED' } });
  });

  it('are forgotten when nobody approves them in time', async () => {
    const another = await aPayPalShop();
    const { body } = await another.post(orders, anOrder('10.99'));
    const approved = await another.approved('10.99');
    another.clock.pass(4 * hour);
    expect(await another.get(`${orders}/${body.id ?? ''}`)).toMatchObject({ status: 404 });
    expect(await another.get(`${orders}/${approved}`)).toMatchObject({ status: 200 });
    await another.stop();
  });

  it.each([
    ['10.999', 'EUR', 422, 'DECIMAL_PRECISION'],
    ['10.00', 'HUF', 422, 'DECIMALS_NOT_SUPPORTED'],
    ['500.0', 'JPY', 422, 'DECIMALS_NOT_SUPPORTED'],
    ['0.00', 'EUR', 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['-1', 'EUR', 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['10,99', 'EUR', 400, 'INVALID_PARAMETER_SYNTAX'],
    ['10.99', 'eur', 422, 'INVALID_CURRENCY_CODE'],
  ])('of %s %s are refused with %i %s', async (value, currency, status, issue) => {
    const answer = await shop.post(orders, anOrder(value, {}, currency));
    expect(answer.status).toBe(status);
    expect(issueOf(answer)).toBe(issue);
  });

  it.each([
    ['500', 'JPY'],
    ['12000', 'HUF'],
    ['10.9', 'EUR'],
  ])('of %s %s are taken', async (value, currency) => {
    expect((await shop.post(orders, anOrder(value, {}, currency))).status).toBe(201);
  });

  it('are refused when parts do not add up', async () => {
    const unit = (value: string, itemTotal: string, price: string) => ({
      purchase_units: [
        {
          amount: {
            currency_code: 'EUR',
            value,
            breakdown: {
              item_total: { currency_code: 'EUR', value: itemTotal },
              shipping: { currency_code: 'EUR', value: '4.90' },
            },
          },
          items: [{ name: 'Tea', quantity: '2', unit_amount: { currency_code: 'EUR', value: price } }],
        },
      ],
    });
    expect((await shop.post(orders, anOrder('', unit('14.90', '10.00', '5.00')))).status).toBe(201);
    expect(issueOf(await shop.post(orders, anOrder('', unit('15.00', '10.00', '5.00'))))).toBe('AMOUNT_MISMATCH');
    expect(issueOf(await shop.post(orders, anOrder('', unit('14.90', '10.00', '4.00'))))).toBe('ITEM_TOTAL_MISMATCH');
  });

  it('are refused when something is missing, malformed or of the wrong type', async () => {
    const missing = await shop.post(orders, anOrder('1.00', { intent: undefined }));
    expect(missing).toMatchObject({ status: 400, body: { name: 'INVALID_REQUEST', details: [{ field: '/intent' }] } });
    expect(issueOf(await shop.post(orders, anOrder('1.00', { purchase_units: [] })))).toBe(
      'MISSING_REQUIRED_PARAMETER',
    );
    expect(issueOf(await shop.post(orders, '{"intent":'))).toBe('MALFORMED_REQUEST_JSON');
    const anonymous = await shop.post(orders, anOrder('1.00'), { 'paypal-request-id': '' });
    expect(issueOf(anonymous)).toBe('PAYPAL_REQUEST_ID_REQUIRED');
    const form = await shop.post(orders, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form).toMatchObject({ status: 415, body: { name: 'UNSUPPORTED_MEDIA_TYPE' } });
  });

  it('that end in 6661 are not created at all', async () => {
    expect(await shop.post(orders, anOrder('66.61'))).toMatchObject({
      status: 500,
      body: { name: 'INTERNAL_SERVER_ERROR' },
    });
  });

  it('that end in 6662 are created, but the answer comes too late; asking again with the same id finds them', async () => {
    const attempt = () => shop.post(orders, anOrder('66.62'), { 'paypal-request-id': 'slow' }).catch(() => undefined);
    // Whichever comes second is answered; the other waits until the sandbox stops.
    expect(await Promise.race([attempt(), attempt()])).toMatchObject({ status: 200 });
  });
});
