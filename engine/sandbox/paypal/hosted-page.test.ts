import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, aPayPalShop, linkOf, type PayPalShop } from './test-shop.ts';

describe('the hosted wallet page', () => {
  let shop: PayPalShop;
  beforeAll(async () => {
    shop = await aPayPalShop();
  });
  afterAll(() => shop.stop());

  const created = async (more?: object): Promise<{ id: string; url: string }> => {
    const { body } = await shop.post('/v2/checkout/orders', anOrder('10.99', more));
    return { id: body.id ?? '', url: linkOf(body, 'payer-action') };
  };
  const page = async (url: string, language = 'en'): Promise<string> => {
    const answer = await fetch(url, { headers: { 'accept-language': language } });
    return (await answer.text()).replace(/\s+/g, ' ');
  };
  const wallet = (context: object): object => ({ payment_source: { paypal: { experience_context: context } } });

  it('shows the sum, for what and for whom, and says that it is a simulator', async () => {
    const html = await page((await created()).url);
    for (const text of ['Simulator — no real money', 'Rosmarino', 'Order R-1', 'Pay €10.99']) {
      expect(html).toContain(text);
    }
  });

  it('speaks the language of the order, else of the browser', async () => {
    const { url } = await created(wallet({ locale: 'it-IT', user_action: 'PAY_NOW' }));
    expect(await page(url)).toContain('Paga 10,99 €');
    expect(await page((await created()).url, 'it')).toContain('Simula un rifiuto');
  });

  it('lets the shopper go on without promising a payment when the shop has another step', async () => {
    expect(await page((await created(wallet({ user_action: 'CONTINUE' }))).url)).toContain('Agree and continue');
  });

  it('escapes what the shop wrote', async () => {
    const brand = `"><script>alert(1)</script>`;
    const { url } = await created(wallet({ brand_name: brand, cancel_url: `https://shop.example/?"><script>` }));
    expect(await page(url)).not.toContain('<script');
  });

  it('forbids scripts and framing', async () => {
    const { headers } = await fetch((await created()).url);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it.each(['approve', 'decline'])('sends the shopper back after "%s" with the order and the payer', async (outcome) => {
    const { id, url } = await created();
    const answer = await shop.submit(url, { outcome });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(
      `https://shop.example/done?from=paypal&token=${id}&PayerID=SANDBXPAYER23`,
    );
  });

  it('lets the shopper leave with nothing changed', async () => {
    const { id, url } = await created();
    expect(await page(url)).toContain(`href="https://shop.example/back?token=${id}"`);
    expect(await shop.get(`/v2/checkout/orders/${id}`)).toMatchObject({ body: { status: 'PAYER_ACTION_REQUIRED' } });
  });

  it('is over once the money is taken, and unknown otherwise', async () => {
    const { id, url } = await created();
    await shop.submit(url, { outcome: 'approve' });
    await shop.post(`/v2/checkout/orders/${id}/capture`);
    expect(await page(url)).toContain('This payment is complete');
    await shop.submit(url, { outcome: 'decline' });
    expect(await shop.get(`/v2/checkout/orders/${id}`)).toMatchObject({ body: { status: 'COMPLETED' } });
    expect((await fetch(`${shop.sandbox.paypal.url}/checkoutnow?token=NONE`)).status).toBe(404);
  });
});
