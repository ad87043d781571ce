import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTestSandbox, secrets, type TestSandbox } from '../test-sandbox.ts';

interface Body {
  id?: string;
  status?: string | number;
  detail?: string;
  field?: string;
  amountRefunded?: { value: string };
  amountRemaining?: { value: string };
  statusReason?: { code: string };
  _links?: { checkout?: { href: string } };
  _embedded?: { refunds: { status: string }[] };
}

const eur = (value: string) => ({ currency: 'EUR', value });
const billingAddress = {
  givenName: 'Anna',
  familyName: 'Bianchi',
  email: 'anna@example.com',
  streetAndNumber: 'Via Roma 1',
  postalCode: '10121',
  city: 'Torino',
  country: 'IT',
};
const aPayment = (value: string, more: object = {}) => ({
  amount: eur(value),
  description: 'ORDER-1001',
  redirectUrl: 'https://shop.example/done',
  cancelUrl: 'https://shop.example/back',
  method: 'klarna',
  lines: [{ description: 'Olive oil', quantity: 1, unitPrice: eur(value), totalAmount: eur(value) }],
  billingAddress,
  ...more,
});

describe('the Mollie simulator', () => {
  let test: TestSandbox;
  beforeEach(async () => {
    test = await aTestSandbox();
  });
  afterEach(() => test.stop());

  const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${test.sandbox.mollie.url}/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${secrets.mollie.apiKey}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
  };
  const created = async (value: string, more: object = {}) => {
    const webhookUrl = test.listener.url;
    const { body } = await ask('POST', '/payments', aPayment(value, { webhookUrl, ...more }));
    return { id: body.id ?? '', url: body._links?.checkout?.href ?? '' };
  };
  const ended = async (outcome: string, value = '20.00', more: object = {}) => {
    const { id, url } = await created(value, more);
    const answer = await test.submit(url, { outcome });
    return { id, goesTo: answer.headers.get('location') };
  };
  const look = async (id: string) => (await ask('GET', `/payments/${id}?embed=refunds`)).body;

  it('asks how the payment is to end, and sends the shopper back without saying it', async () => {
    expect(await ended('pay')).toMatchObject({ goesTo: 'https://shop.example/done' });
    expect(await ended('fail')).toMatchObject({ goesTo: 'https://shop.example/done' });
    expect(await ended('cancel')).toMatchObject({ goesTo: 'https://shop.example/back' });
  });

  it('reports only an id, in a form; what happened has to be asked', async () => {
    const { id } = await ended('pay');
    await test.sandbox.mollie.webhooks.settled();
    const [heard] = test.listener.heard;
    expect(heard?.body).toBe(`id=${id}`);
    expect(heard?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(await look(id)).toMatchObject({ status: 'paid', amountRemaining: eur('20.00') });
  });

  it('says why a payment failed', async () => {
    const { id } = await ended('fail');
    expect(await look(id)).toMatchObject({ status: 'failed', statusReason: { code: 'refused_by_issuer' } });
  });

  it('keeps what was decided when the page is sent again', async () => {
    const { id, url } = await created('20.00');
    await test.submit(url, { outcome: 'pay' });
    await test.submit(url, { outcome: 'fail' });
    expect(await look(id)).toMatchObject({ status: 'paid' });
  });

  it('has the money of a bank transfer later than the order for it', async () => {
    const { id } = await ended('pay', '20.00', { method: 'banktransfer' });
    await test.sandbox.mollie.webhooks.settled();
    await expect.poll(async () => (await look(id)).status).toBe('paid');
  });

  it('holds money until it is taken or let go', async () => {
    const { id } = await ended('pay', '20.00', { captureMode: 'manual' });
    expect(await look(id)).toMatchObject({ status: 'authorized' });
    expect((await ask('POST', `/payments/${id}/captures`, { amount: eur('20.01') })).status).toBe(422);
    expect((await ask('POST', `/payments/${id}/captures`, { amount: eur('15.00') })).status).toBe(201);
    expect((await ask('POST', `/payments/${id}/release-authorization`)).status).toBe(422);
    expect(await look(id)).toMatchObject({ status: 'paid', amountRemaining: eur('15.00') });
  });

  it('refunds in parts, never more than was taken', async () => {
    const { id } = await ended('pay');
    const refund = (value: string) => ask('POST', `/payments/${id}/refunds`, { amount: eur(value) });
    expect((await refund('12.00')).status).toBe(201);
    expect(await refund('8.01')).toMatchObject({ status: 422, body: { field: 'amount' } });
    expect((await refund('8.00')).status).toBe(201);
    expect(await look(id)).toMatchObject({ amountRefunded: eur('20.00'), amountRemaining: eur('0.00') });
  });

  it('answers a repeated call as before, and refuses the key for another one', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await ask('POST', '/payments', aPayment('20.00'), key);
    const again = await ask('POST', '/payments', aPayment('20.00'), key);
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await ask('POST', '/payments', aPayment('30.00'), key)).status).toBe(400);
  });

  it.each([
    ['a number for a sum', { amount: { currency: 'EUR', value: 20 } }, 'amount.value'],
    ['another count of decimals', { amount: eur('20.0') }, 'amount.value'],
    ['another currency than euro in test mode', { amount: { currency: 'USD', value: '20.00' } }, 'amount.currency'],
    ['lines that do not make the sum', { amount: eur('21.00') }, 'lines'],
    ['a loan without an address', { billingAddress: undefined }, 'billingAddress'],
    ['a method that it has not', { method: 'barter' }, 'method'],
  ])('refuses %s, and names the field', async (_, change, field) => {
    const { status, body } = await ask('POST', '/payments', aPayment('20.00', change));
    expect([status, body.field]).toEqual([422, field]);
  });

  it('lets nobody in with another key', async () => {
    expect((await ask('GET', '/payments/tr_1', undefined, { authorization: 'Bearer test_other' })).status).toBe(401);
  });

  it('expires what nobody paid in time', async () => {
    const { id } = await created('20.00', { method: 'creditcard' });
    test.clock.pass(16 * 60_000);
    expect(await look(id)).toMatchObject({ status: 'expired' });
  });

  it('shows a page that escapes what the shop wrote, and forbids scripts', async () => {
    const { url } = await created('20.00', { description: '"><script>alert(1)</script>' });
    const page = await fetch(url, { headers: { 'accept-language': 'it' } });
    const text = await page.text();
    expect(text).not.toContain('<script>');
    expect(text).toContain('Compra ora, paga dopo');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
