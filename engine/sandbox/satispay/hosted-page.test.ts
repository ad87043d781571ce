import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSatispayShop, type SatispayShop } from './test-shop.ts';

describe('the page of the app', () => {
  let shop: SatispayShop;
  beforeAll(async () => {
    shop = await aSatispayShop();
  });
  afterAll(() => shop.stop());

  const page = async (url = '', language = 'en'): Promise<string> => {
    const answer = await fetch(url, { headers: { 'accept-language': language } });
    return (await answer.text()).replace(/\s+/g, ' ');
  };

  it('shows who asks and for how much, in the language of the browser, and says that it is a simulator', async () => {
    const { redirect_url: url } = await shop.payment(10_99);
    const english = await page(url);
    for (const text of ['Simulator — no real money', 'Test shop', 'ORDER-1001', 'Confirm €10.99'])
      expect(english).toContain(text);
    expect(await page(url, 'it-IT,it;q=0.9')).toContain('Conferma 10,99 €');
  });

  it('escapes what the shop wrote, and forbids scripts', async () => {
    const hostile = `"><script>alert(1)</script>`;
    const { redirect_url: url } = await shop.payment(10_99, {
      external_code: hostile,
      redirect_url: `https://shop.example/?${hostile}`,
    });
    expect(await page(url)).not.toContain('<script');
    const { headers } = await fetch(url ?? '');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it.each(['approve', 'decline'])('sends the shopper back to the shop after "%s"', async (outcome) => {
    const { redirect_url: url } = await shop.payment(10_99);
    const answer = await shop.submit(url ?? '', { outcome });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, 'https://shop.example/done?order=1']);
  });

  it('sends nobody elsewhere, whatever stands in its own address', async () => {
    const { id } = await shop.payment(10_99);
    const forged = `${shop.sandbox.satispay.url}/pay/${id ?? ''}?redirect_url=https://evil.example`;
    expect(await page(forged)).not.toContain('evil.example');
    expect((await shop.submit(forged, { outcome: 'approve' })).headers.get('location')).toContain('shop.example');
  });

  it('lets the shopper leave with nothing changed', async () => {
    const { id, redirect_url: url } = await shop.payment(10_99);
    expect(await page(url)).toContain('href="https://shop.example/done?order=1"');
    expect((await shop.call('GET', `/g_business/v1/payments/${id ?? ''}`)).body.status).toBe('PENDING');
  });

  it('keeps what was decided, and says so', async () => {
    const { id, redirect_url: url } = await shop.payment(10_99);
    await shop.submit(url ?? '', { outcome: 'approve' });
    await shop.submit(url ?? '', { outcome: 'decline' });
    expect((await shop.call('GET', `/g_business/v1/payments/${id ?? ''}`)).body.status).toBe('ACCEPTED');
    expect(await page(url)).toContain('This payment is confirmed');
    const declined = await shop.payment(10_99);
    await shop.submit(declined.redirect_url ?? '', { outcome: 'decline' });
    expect(await page(declined.redirect_url)).toContain('This payment is canceled');
  });

  it('is unknown for what nobody created', async () => {
    expect((await fetch(`${shop.sandbox.satispay.url}/pay/none`)).status).toBe(404);
  });
});
