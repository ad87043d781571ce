import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planOf } from './plan.ts';
import { anOrder, aScalapayShop, eur, type ScalapayShop } from './test-shop.ts';

describe('the plan', () => {
  const of = (total: number, product: 'pay-in-3' | 'pay-in-4' | 'later', day: string) =>
    planOf({ total, product }, new Date(`${day}T12:00:00Z`)).map(({ due, cents }) => [
      due.toISOString().slice(0, 10),
      cents,
    ]);

  it('has equal parts a month apart, and the odd cents in the first', () => {
    expect(of(100_00, 'pay-in-3', '2026-05-15')).toEqual([
      ['2026-05-15', 33_34],
      ['2026-06-15', 33_33],
      ['2026-07-15', 33_33],
    ]);
    expect(of(100_00, 'pay-in-4', '2026-05-15')).toHaveLength(4);
    expect(of(100_00, 'later', '2026-05-15')).toEqual([['2026-06-15', 100_00]]);
  });

  it('ends with the month where a day is missing, also over a new year', () => {
    expect(of(30_00, 'pay-in-3', '2025-12-31').map(([day]) => day)).toEqual(['2025-12-31', '2026-01-31', '2026-02-28']);
  });
});

describe('the hosted instalment page', () => {
  let shop: ScalapayShop;
  beforeAll(async () => {
    shop = await aScalapayShop();
  });
  afterAll(() => shop.stop());

  const page = async (url: string, language = 'en'): Promise<string> => {
    const answer = await fetch(url, { headers: { 'accept-language': language } });
    return (await answer.text()).replace(/\s+/g, ' ');
  };

  it('shows every instalment with its day and sum, what is bought, and that it is a simulator', async () => {
    const { url } = await shop.created('100.00');
    const shown = await page(url);
    for (const text of [
      'Simulator — no real money',
      'Pay in 3 instalments',
      '28 February 2026',
      '31 March 2026',
      '€33.33',
    ])
      expect(shown).toContain(text);
    expect(shown).toContain('Pay €33.34 today');
    expect(shown).toContain('T-Shirt');
    expect(await page(url, 'it')).toMatch(/Paga in 3 rate.*28 febbraio 2026.*Paga oggi 33,34 €/);
  });

  it('escapes what the shop wrote, and forbids scripts', async () => {
    const hostile = `"><script>alert(1)</script>`;
    const { body } = await shop.post(
      '/v2/orders',
      anOrder('100.00', {
        merchantReference: hostile,
        items: [{ name: hostile, category: hostile, sku: hostile, quantity: 2, price: eur('50.00') }],
      }),
    );
    expect(await page(body.checkoutUrl ?? '')).not.toContain('<script');
    const { headers } = await fetch(body.checkoutUrl ?? '');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it('sends the shopper back with how it went', async () => {
    const granted = await shop.created('100.00');
    const refused = await shop.created('100.00');
    const goesTo = async ({ url }: { url: string }, outcome: string) =>
      (await shop.submit(url, { outcome })).headers.get('location');
    expect(await goesTo(granted, 'approve')).toBe(
      `https://shop.example/done?from=scalapay&orderToken=${granted.token}&status=SUCCESS`,
    );
    expect(await goesTo(refused, 'decline')).toBe(
      `https://shop.example/back?orderToken=${refused.token}&status=FAILED`,
    );
  });

  it('keeps what was decided, and is over afterwards', async () => {
    const { token, url } = await shop.created('100.00');
    await shop.submit(url, { outcome: 'approve' });
    await shop.submit(url, { outcome: 'decline' });
    expect((await shop.get(`/v2/payments/${token}`)).body.status).toBe('authorized');
    expect(await page(url)).toContain('This order is settled');
    expect((await fetch(`${shop.sandbox.scalapay.url}/checkout/NONE`)).status).toBe(404);
  });
});
