import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flow, PaymentRequest } from '@pih/schemas';
import type { Locator } from 'playwright-core';
import { administrator, anItalian, startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { accessibilityFaults, aPerson, picture, type Person } from './browser.ts';
import { aDrawer } from './drawing.ts';

let hub: TestHub;
let operator: Person;
let shopper: Person;
beforeAll(async () => {
  hub = await startTestHub();
  [operator, shopper] = await Promise.all([aPerson({ width: 1680, height: 1050 }), aPerson()]);
});
afterAll(async () => {
  await Promise.all([operator.close(), shopper.close()]);
  await hub.stop();
});

/** A draft that has only its start, in place of the demo flow and its test cases. */
async function beginAnew(): Promise<void> {
  const start = { id: 'start', type: 'start', position: { x: 0, y: 300 } } as const;
  const document: Flow = { kind: 'flow', id: 'rosmarino', title: 'Rosmarino', nodes: [start], edges: [] };
  const signedIn = await hub.signIn();
  const stored = await hub.ask('PUT', '/v1/config/flow/rosmarino/draft', {
    ...signedIn,
    body: { document, version: 0 },
  });
  expect(stored.status, JSON.stringify(stored.body)).toBe(200);
}

const overFiveHundred: Partial<PaymentRequest> = {
  total: { amount: 600_00, currency: 'EUR' },
  shopper: { ...anItalian, type: 'business' },
};
const ticketsInStore: Partial<PaymentRequest> = { channel: 'store', categories: ['tickets'], shopper: anItalian };
const somebodyElse: Partial<PaymentRequest> = { shopper: anItalian };

/** What the shopper's checkout shows for a new order, in its order. */
async function methodsFor(about: Partial<PaymentRequest>): Promise<string[]> {
  const order = await hub.order(about);
  await shopper.page.goto(order.checkoutUrl);
  await shopper.page.getByRole('radio').first().waitFor();
  const radios = await shopper.page.getByRole('radio').all();
  return Promise.all(radios.map(async (radio) => (await radio.getAttribute('value')) ?? ''));
}

describe('somebody who has never drawn a flow', () => {
  const inspector = (): Locator => operator.page.getByRole('complementary', { name: 'Inspector' });
  const option = (name: string | RegExp): Locator => operator.page.getByRole('option', { name, exact: true });

  async function ask(fact: string, answer: (row: Locator) => Promise<void>): Promise<void> {
    const before = await inspector()
      .getByRole('group', { name: /^Condition \d/ })
      .count();
    await inspector().getByRole('button', { name: 'Add condition' }).click();
    await option(fact).click();
    await answer(
      inspector()
        .getByRole('group', { name: /^Condition \d/ })
        .nth(before),
    );
  }
  const choose = (value: RegExp) => async (row: Locator) => {
    await row.getByRole('button', { name: /Value: / }).click();
    await option(value).click();
  };
  async function offer(...methods: string[]): Promise<void> {
    for (const method of methods) {
      await inspector().getByRole('button', { name: 'Add method' }).click();
      await option(method).click();
      await inspector()
        .getByRole('button', { name: `Remove ${method}` })
        .first()
        .waitFor();
    }
  }

  async function isNotLetDrawACircle(from: string, back: string): Promise<void> {
    const { page } = operator;
    const draw = aDrawer(page);
    const lines = await page.locator('.vue-flow__edge').count();
    await draw.drag(draw.exit(from, 'out'), draw.node(back), back, () =>
      page.getByRole('status').getByText('Payments would go round in a circle').waitFor(),
    );
    expect(await page.locator('.vue-flow__edge').count()).toBe(lines);
  }

  it('opens an empty flow, which shows the first step', async () => {
    const { page } = operator;
    await page.goto(`${hub.url}/console/`);
    await page.getByLabel('E-mail', { exact: true }).fill(administrator.email);
    await page.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Skip the tour' }).click();
    await beginAnew();
    await page.goto(`${hub.url}/console/flows/rosmarino`);
    await page.getByText('Drag an Offer here').waitFor();
    await picture(page, 'flow-empty');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('draws who pays with what, with the mouse, and is not let draw a circle', async () => {
    const { page } = operator;
    const draw = aDrawer(page);
    const large = await draw.stepAfter('condition', 'start');
    await ask('Amount', (row) => row.getByRole('textbox', { name: 'Value' }).fill('500'));
    await ask('Customer type', choose(/^business$/i));

    const business = await draw.stepAfter('offer', large, 'yes');
    await offer('Bank transfer', 'Klarna');
    const tickets = await draw.stepAfter('condition', large, 'no');
    await ask('Channel', choose(/^(in )?store$/i));
    await ask('Product categories', async (row) => {
      await row.getByRole('button', { name: 'Add to Value' }).click();
      await option('Tickets').click();
      await page.keyboard.press('Escape');
    });
    await draw.tidyUp();
    await draw.seeAll();
    const inStore = await draw.stepAfter('offer', tickets, 'yes');
    await offer('Card', 'Satispay');
    const rest = await draw.stepAfter('offer', tickets, 'no');
    await offer('Card', 'PayPal');
    const stop = await draw.stepAfter('stop', rest);
    await draw.tidyUp();
    await draw.seeAll();
    await isNotLetDrawACircle(business, large);
    await draw.lead(business, 'out', stop);
    await draw.lead(inStore, 'out', stop);
    await draw.tidyUp();
    await draw.seeAll();
    expect(await page.locator('.vue-flow__handle.is-free').count(), 'ways out that lead nowhere').toBe(0);
    await picture(page, 'flow-drawn');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('tries it on a sample cart, and sees the way and the methods', async () => {
    const { page } = operator;
    await page.getByRole('tab', { name: 'Try it' }).click();
    const cart = page.getByRole('region', { name: 'Sample cart' });
    await cart.getByRole('textbox', { name: 'Amount' }).fill('600');
    await cart.getByRole('button', { name: /^Customer type: / }).click();
    await option(/^business$/i).click();
    const outcome = page.getByRole('region', { name: 'Outcome' });
    await outcome.getByText('Bank transfer').first().waitFor();
    await outcome.getByText('Klarna').first().waitFor();
    // The way lights up where the cart goes, not only where methods are named.
    await page.locator('.flow-card[data-visited]', { hasText: 'Bank transfer and Klarna' }).waitFor();
    await picture(page, 'flow-tried');
  });

  it('publishes it, and the next shopper sees exactly these methods', async () => {
    const { page } = operator;
    expect(await methodsFor(overFiveHundred)).not.toContain('klarna');
    await page.getByRole('button', { name: 'Publish…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Publish/ });
    await dialog
      .getByRole('textbox', { name: 'Note' })
      .fill('Business customers pay large orders by transfer or Klarna');
    await picture(page, 'flow-publish');
    await dialog.getByRole('button', { name: 'Publish now' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await methodsFor(overFiveHundred)).toEqual(['bank-transfer', 'klarna']);
    expect(await methodsFor(ticketsInStore)).toEqual(['card', 'satispay']);
    expect(await methodsFor(somebodyElse)).toEqual(['card', 'paypal']);
  });

  it('takes it back in one click', async () => {
    const { page } = operator;
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Roll back to revision 1' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('Not before the new season');
    await picture(page, 'flow-rollback');
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back to revision 1' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await methodsFor(overFiveHundred)).not.toContain('klarna');
    expect(operator.complaints).toEqual([]);
  });
});
