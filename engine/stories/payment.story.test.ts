import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flow, Payment } from '@pih/schemas';
import type { Locator, Page } from 'playwright-core';
import { administrator, startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { accessibilityFaults, aPerson, picture, type Person } from './browser.ts';
import { knock, type Credentials } from './door.ts';
import { words, type Language } from './words.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

/** A sum as both languages write it, whatever kind of blank stands in it. */
const sum = (text: string) => new RegExp(text.replaceAll('.', '\\.').replaceAll(' ', '\\s'));

/** Two who work side by side: the demo organisation wants a second person for the fourth refund of one on a day. */
const giulia = administrator;
const elena = { email: 'elena@demo.example', password: 'demo-elena' };

async function signIn({ page }: Person, who: Credentials, language: Language): Promise<void> {
  const say = words[language];
  await knock(page, hub.url, who, language);
  // Who comes for the first time is offered a tour.
  await page.getByRole('button', { name: say.skipTour, exact: true }).click();
  await page.getByRole('heading', { name: say.transactions, level: 1 }).waitFor();
}

/** The live connection is there: what happens from now on appears by itself. */
const isLive = (page: Page, language: Language) => page.getByText(words[language].live, { exact: true }).waitFor();

/** What some methods ask of the shopper besides; the merchant has told name and e-mail already. */
const details = { phone: '+39 011 555 0100', line1: 'Via Roma 1', postcode: '10121', city: 'Torino' };

async function choose(page: Page, method: string, language: Language, amount: string): Promise<void> {
  await page.getByRole('radio', { name: method }).check();
  for (const [field, value] of Object.entries(details)) {
    const input = page.locator(`#detail-${field}`);
    if (await input.isVisible()) await input.fill(value);
  }
  await page.getByRole('button', { name: sum(words[language].pay(amount, method)) }).click();
}

/** How long a change took to be seen, from when it was stored. */
async function secondsUntil(seen: Locator, payment: Payment): Promise<number> {
  await seen.waitFor();
  const at = payment.events.at(-1)?.at ?? payment.updatedAt;
  return (Date.now() - Date.parse(at)) / 1000;
}

async function expectClean(person: Person, where: string): Promise<void> {
  expect(await accessibilityFaults(person.page), where).toEqual([]);
  expect(person.complaints, where).toEqual([]);
}

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 800 };
const italian = { language: 'it' as const, amount: '49,90 €', part: '12,00', partSum: '12,00 €' };
const english = { language: 'en' as const, amount: '€49.90', part: '12.00', partSum: '€12.00' };

describe.each([
  { ...italian, brand: 'rosmarino', first: 'card' as const, second: 'paypal' as const, screen: desk, who: giulia },
  { ...italian, brand: 'nordlicht', first: 'paypal' as const, second: 'card' as const, screen: phone, who: giulia },
  { ...english, brand: 'nordlicht', first: 'paypal' as const, second: 'card' as const, screen: desk, who: giulia },
  { ...english, brand: 'rosmarino', first: 'card' as const, second: 'paypal' as const, screen: phone, who: elena },
  {
    ...italian,
    brand: 'rosmarino',
    first: 'scalapay' as const,
    second: 'satispay' as const,
    screen: phone,
    who: elena,
  },
  { ...english, brand: 'rosmarino', first: 'satispay' as const, second: 'scalapay' as const, screen: desk, who: elena },
])(
  '$brand in $language at $screen.width pixels: $first declined, paid by $second',
  ({ language, brand, first, second, amount, part, partSum, screen, who }) => {
    const say = words[language];
    // Satispay knows no declines: whoever does not confirm has stopped the payment.
    const isStopped = first === 'satispay';
    let shopper: Person;
    let operator: Person;
    let order: Awaited<ReturnType<TestHub['order']>>;

    beforeAll(async () => {
      [shopper, operator] = await Promise.all([
        aPerson({ language, ...screen }),
        aPerson({ language, scheme: language === 'it' ? 'dark' : 'light' }),
      ]);
      await signIn(operator, who, language);
      await isLive(operator.page, language);
    });
    afterAll(() => Promise.all([shopper.close(), operator.close()]));

    it('the order appears on the operator’s screen within a second', async () => {
      order = await hub.order({
        brand,
        shopper: { type: 'private', name: 'Anna Bianchi', email: 'anna@example.com', country: 'IT', language },
      });
      const row = operator.page.getByRole('row', { name: order.reference });
      expect(await secondsUntil(row, order)).toBeLessThan(1);
      await picture(operator.page, `transactions-${language}-${brand}`);
      await expectClean(operator, 'transactions');
    });

    it('the shopper sees the brand’s checkout, and is told of the decline in their language', async () => {
      const { page } = shopper;
      await page.goto(order.checkoutUrl);
      await page.getByRole('radio', { name: say.methods[first] }).waitFor();
      await picture(page, `checkout-${brand}-${language}-${screen.width}-${first}`);
      await expectClean(shopper, 'checkout');
      await choose(page, say.methods[first], language, amount);
      await page.waitForURL(`${hub.sandbox?.url}/**`);
      await page.locator('#decline').click();
      // A card is declined on the provider's own page, which stays; the others send the shopper back at once.
      if (first === 'card') {
        await page.getByRole('alert').waitFor();
        await page.locator('#back').click();
      }
      await page.waitForURL(`${hub.url}/checkout/**`);
      const told = isStopped ? say.stopped : say.declined;
      await page.getByRole('alert').getByText(told(say.methods[first])).waitFor();
      await picture(page, `declined-${first}-${brand}-${language}`);
      await expectClean(shopper, 'declined');
    });

    it('the other method pays, and the operator sees it paid within a second', async () => {
      const { page } = shopper;
      await choose(page, say.methods[second], language, amount);
      await page.waitForURL(`${hub.sandbox?.url}/**`);
      await picture(page, `hosted-${second}-${language}-${screen.width}`);
      await page.locator('#pay').click();
      await page.getByRole('heading', { name: say.paid, level: 1 }).waitFor();
      await picture(page, `paid-${brand}-${language}`);
      await expectClean(shopper, 'paid');

      const paid = await hub.payment(order.id);
      expect(paid).toMatchObject({ state: 'paid', method: second, captured: order.total });
      expect(paid.attempts.map(({ method, state, reason }) => ({ method, state, reason }))).toEqual([
        { method: first, state: 'failed', reason: isStopped ? 'canceled_by_shopper' : 'declined' },
        { method: second, state: 'paid', reason: undefined },
      ]);
      const row = operator.page.getByRole('row', { name: order.reference });
      await row.getByText(say.states.paid, { exact: true }).waitFor({ timeout: 1_000 });
    });

    it('the operator opens it, sees why each method was offered, and refunds a part', async () => {
      const { page } = operator;
      await page.getByRole('row', { name: order.reference }).click();
      await page.getByRole('heading', { name: sum(amount), level: 1 }).waitFor();
      await page.locator('.vue-flow__node').first().waitFor();
      await picture(page, `detail-${language}-${brand}`);
      await expectClean(operator, 'detail');

      await page.getByRole('button', { name: say.refund, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.refundAmount).fill(part);
      await dialog.getByLabel(say.reason).fill('One bottle was broken');
      await picture(page, `refund-${language}-${brand}`);
      await expectClean(operator, 'refund dialog');
      await dialog.getByRole('button', { name: sum(`${say.refund} ${partSum}`) }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText(say.states.partially_refunded, { exact: true }).first().waitFor();
      await picture(page, `refunded-${language}-${brand}`);
      expect(await hub.payment(order.id)).toMatchObject({
        state: 'partially_refunded',
        refunded: { amount: 12_00, currency: 'EUR' },
        refundable: { amount: 37_90, currency: 'EUR' },
      });
    });

    it('a page that is opened again still says that it is paid', async () => {
      await shopper.page.goto(order.checkoutUrl);
      await shopper.page.getByRole('heading', { name: say.paid, level: 1 }).waitFor();
    });
  },
);

describe('a flow that is published while the hub runs', () => {
  it('changes the next checkout and leaves the one before as it was', async () => {
    const shopper = await aPerson();
    try {
      const before = await hub.order();
      await shopper.page.goto(before.checkoutUrl);
      await shopper.page.getByRole('radio', { name: 'PayPal' }).waitFor();
      await publish('rosmarino', (flow) => ({
        ...flow,
        tests: [],
        nodes: flow.nodes.map((node) =>
          node.id === 'everybody' && node.type === 'offer'
            ? { ...node, data: { methods: [{ method: 'paypal', providers: ['paypal'], badge: { en: 'New here' } }] } }
            : node,
        ),
      }));
      const after = await hub.order();
      await shopper.page.goto(after.checkoutUrl);
      await shopper.page.getByText('New here').waitFor();
      expect(await shopper.page.getByRole('radio').count()).toBe(1);
      await shopper.page.goto(before.checkoutUrl);
      await shopper.page.getByRole('radio', { name: 'PayPal' }).waitFor();
      expect(await shopper.page.getByRole('radio').count()).toBe(2);
    } finally {
      await shopper.close();
    }
  });
});

describe('links that lead nowhere', () => {
  it('show a designed page in the shopper’s language', async () => {
    const shopper = await aPerson({ language: 'it' });
    try {
      await shopper.page.goto(`${hub.url}/checkout/nobody-knows-this-link-at-all-0000000000000`);
      await shopper.page.getByRole('heading', { name: 'Non troviamo questo pagamento', level: 1 }).waitFor();
      await picture(shopper.page, 'unknown-link-it');
      const order = await hub.order();
      hub.advance(61 * 60_000);
      await shopper.page.goto(order.checkoutUrl);
      await shopper.page.getByRole('heading', { name: 'Questo link di pagamento è scaduto', level: 1 }).waitFor();
      await expectClean(shopper, 'expired');
    } finally {
      await shopper.close();
    }
  });
});

/** Edits and publishes a flow as an administrator does: draft, then publication with a note. */
async function publish(id: string, edit: (flow: Flow) => Flow): Promise<void> {
  const signedIn = await hub.ask<{ csrfToken: string }>('POST', '/v1/session', { key: null, body: administrator });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { Cookie: cookie, 'X-CSRF-Token': signedIn.body.csrfToken };
  const current = await hub.ask<{ published: { document: Flow } }>('GET', `/v1/config/flow/${id}`, {
    key: null,
    headers,
  });
  const draft = await hub.ask<{ version: number }>('PUT', `/v1/config/flow/${id}/draft`, {
    key: null,
    headers,
    body: { document: edit(current.body.published.document), version: 0 },
  });
  const published = await hub.ask('POST', `/v1/config/flow/${id}/publish`, {
    key: null,
    headers,
    body: { note: 'Try PayPal alone', version: draft.body.version },
  });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
}
