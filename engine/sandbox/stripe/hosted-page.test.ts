import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf } from './cards.ts';
import { aStripeShop, declinedCard, type StripeShop } from './test-shop.ts';
import { texts } from './texts.ts';

describe('the test cards on the page', () => {
  it('are the same in every language, and known to the simulator', () => {
    const numbers = Object.keys(texts.en.cards);
    expect(Object.keys(texts.it.cards)).toEqual(numbers);
    for (const number of numbers) {
      expect(outcomeOf(number.replaceAll(' ', ''))).not.toMatchObject({ declineCode: 'test_mode_live_card' });
    }
  });
});

describe('the hosted card page', () => {
  let shop: StripeShop;
  beforeAll(async () => {
    shop = await aStripeShop();
  });
  afterAll(() => shop.stop());

  const page = async (url: string | null, language = 'en'): Promise<string> => {
    const answer = await fetch(url ?? '', { headers: { 'accept-language': language } });
    return (await answer.text()).replace(/\s+/g, ' ');
  };
  const card = { outcome: 'pay', card_number: '4242 4242 4242 4242', expiry: '12/34', security_code: '123' };

  it('shows the sum, what is bought and for whom, and says that it is a simulator', async () => {
    const { url } = await shop.session(10_99, { branding_settings: { display_name: 'Rosmarino' } });
    const html = await page(url);
    for (const text of ['Simulator — no real money', 'Rosmarino', 'Order R-1', 'Pay €10.99']) {
      expect(html).toContain(text);
    }
  });

  it('speaks the language of the session, else of the browser', async () => {
    const { url } = await shop.session(10_99);
    expect(await page(url, 'it-IT,it;q=0.9')).toContain('Paga 10,99 €');
    const { url: italian } = await shop.session(10_99, { locale: 'it' });
    expect(await page(italian, 'en')).toContain('<html lang="it">');
  });

  it('escapes what the shop wrote', async () => {
    const name = `"><script>alert(1)</script>`;
    const { url } = await shop.session(10_99, {
      client_reference_id: name,
      branding_settings: { display_name: name },
      payment_intent_data: { description: name },
      cancel_url: `https://shop.example/?"><script>`,
      line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 1099, product_data: { name } } }],
    });
    expect(await page(url)).not.toContain('<script');
  });

  it('forbids scripts, foreign content and framing', async () => {
    const { url } = await shop.session(10_99);
    const answer = await fetch(url ?? '');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('script-src');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('sends the shopper back to the shop after paying, with the session id filled in', async () => {
    const { url, id } = await shop.session(10_99);
    const answer = await shop.submit(url ?? '', card);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`https://shop.example/done?session=${id}`);
  });

  it('charges once, however often the button is pressed', async () => {
    const { url, id } = await shop.session(10_99);
    await Promise.all([shop.submit(url ?? '', card), shop.submit(url ?? '', card)]);
    await shop.sandbox.stripe.webhooks.settled();
    const completions = shop.listener.heard.filter(
      ({ type, body }) => type === 'checkout.session.completed' && body.includes(id),
    );
    expect(completions).toHaveLength(1);
  });

  it.each([
    ['the button', { ...card, outcome: 'decline' }, 'Try another card'],
    ['the test card', { ...card, card_number: declinedCard }, 'Try another card'],
    ['too little money', { ...card, card_number: '4000 0000 0000 9995' }, 'does not have enough funds'],
    ['a card that is not a test card', { ...card, card_number: '4111 1111 1111 1111' }, 'Only test cards work here'],
  ])('stays after a decline by %s, and says why', async (_how, fields, message) => {
    const { url } = await shop.session(10_99);
    const answer = await shop.submit(url ?? '', fields);
    expect(answer.status).toBe(303);
    const next = new URL(answer.headers.get('location') ?? '', url ?? '').href;
    expect(next).toBe(url);
    const html = await page(next);
    expect(html).toContain('role="alert"');
    expect(html).toContain(message);
    expect(html).toContain('href="https://shop.example/back"');
  });

  it('points at fields that are wrong, and charges nothing', async () => {
    const { url, id } = await shop.session(10_99);
    const answer = await shop.submit(url ?? '', {
      outcome: 'pay',
      card_number: '4242',
      expiry: '01/20',
      security_code: 'x',
    });
    expect(answer.status).toBe(422);
    expect((await answer.text()).match(/aria-invalid="true"/g)).toHaveLength(3);
    expect((await shop.stripe.checkout.sessions.retrieve(id)).payment_intent).toBeNull();
  });

  it('is over once paid or expired, and unknown otherwise', async () => {
    const session = await shop.session(10_99);
    const url = session.url;
    await shop.submit(url ?? '', card);
    expect(await page(url)).toContain('This payment is complete');
    const other = await shop.session(10_99);
    await shop.stripe.checkout.sessions.expire(other.id);
    expect(await page(other.url)).toContain('This payment page has expired');
    expect((await fetch(`${shop.sandbox.stripe.url}/pay/cs_test_none`)).status).toBe(404);
  });
});
