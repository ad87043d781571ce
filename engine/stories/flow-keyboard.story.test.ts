import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Flow, PaymentRequest } from '@pih/schemas';
import type { Locator } from 'playwright-core';
import { administrator, anItalian, startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { aPerson, picture, type Person } from './browser.ts';
import { aKeyboard } from './keyboard.ts';

let hub: TestHub;
let operator: Person;
let keys: ReturnType<typeof aKeyboard>;
beforeAll(async () => {
  [hub, operator] = await Promise.all([startTestHub(), aPerson()]);
  const { page } = operator;
  keys = aKeyboard(page);
  await page.goto(`${hub.url}/console/`);
  await page.getByLabel('E-mail', { exact: true }).fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await keys.press('Enter');
  await keys.pressButton(page.getByRole('button', { name: 'Skip the tour' }));
});
afterAll(async () => {
  await operator.close();
  await hub.stop();
});

/** The version of the draft that is stored. */
async function versionOfDraft(): Promise<number> {
  const { body } = await hub.ask<{ draft?: { version: number } }>(
    'GET',
    '/v1/config/flow/rosmarino',
    await hub.signIn(),
  );
  return body.draft?.version ?? 0;
}

beforeEach(async () => {
  const start = { id: 'start', type: 'start', position: { x: 0, y: 300 } } as const;
  const document: Flow = { kind: 'flow', id: 'rosmarino', title: 'Rosmarino', nodes: [start], edges: [] };
  const body = { document, version: await versionOfDraft() };
  const stored = await hub.ask('PUT', '/v1/config/flow/rosmarino/draft', { ...(await hub.signIn()), body });
  expect(stored.status, JSON.stringify(stored.body)).toBe(200);
  await operator.page.goto(`${hub.url}/console/flows/rosmarino`);
  await operator.page.getByText('Drag an Offer here').waitFor();
});

async function methodsFor(about: Partial<PaymentRequest>): Promise<string[]> {
  const { offers } = await hub.checkout(await hub.order(about));
  return offers.map(({ method }) => method);
}

/** Saves what was drawn, publishes it, and looks at what three shoppers get. */
async function expectPromisesKept(): Promise<void> {
  await keys.press('Control+s');
  await operator.page.getByText('Saved now').waitFor();
  const body = { version: await versionOfDraft(), note: 'Business customers pay large orders by transfer or Klarna' };
  const published = await hub.ask('POST', '/v1/config/flow/rosmarino/publish', { ...(await hub.signIn()), body });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  const total = { amount: 600_00, currency: 'EUR' } as const;
  expect(await methodsFor({ total, shopper: { ...anItalian, type: 'business' } })).toEqual(['bank-transfer', 'klarna']);
  expect(await methodsFor({ channel: 'store', categories: ['tickets'], shopper: anItalian })).toEqual([
    'card',
    'satispay',
  ]);
  expect(await methodsFor({ shopper: anItalian })).toEqual(['card', 'paypal']);
  expect(operator.complaints).toEqual([]);
}

describe('somebody without a mouse', () => {
  const button = (name: string | RegExp): Locator => operator.page.getByRole('button', { name, exact: true });

  /** Fills in one more line of the condition whose settings have the focus. */
  async function ask(fact: string, answer: () => Promise<void>): Promise<void> {
    await keys.pressButton(button('Add condition'));
    await keys.pick(fact);
    await answer();
  }
  async function choose(value: string): Promise<void> {
    await keys.pressButton(button(/^Value: /));
    await keys.pick(value);
    // A list that closes gives the focus back a moment later; nobody presses the next key before.
    await keys.isOn(button(/^Value: /));
  }
  async function askForLargeBusinessOrders(): Promise<void> {
    await ask('Amount', async () => {
      await keys.isOn(operator.page.getByRole('textbox', { name: 'Value' }));
      await keys.type('500');
    });
    await ask('Customer type', () => choose('Business'));
  }
  async function askForTicketsInStore(): Promise<void> {
    await ask('Channel', () => choose('Store'));
    await ask('Product categories', async () => {
      await keys.pressButton(button('Add to Value'));
      await keys.pick('Tickets');
      await keys.press('Escape');
      await keys.isOn(button('Add to Value'));
    });
  }
  async function offer(...methods: string[]): Promise<void> {
    for (const method of methods) {
      await keys.pressButton(button('Add method'));
      await keys.pick(method);
      await button(`Remove ${method}`).first().waitFor();
      await keys.isOn(button('Add method'));
    }
  }

  describe('on the canvas', () => {
    const card = (name: RegExp): Locator => operator.page.getByRole('article', { name });

    /** Adds a step behind the one that has the focus, fills it in, and comes back to it. */
    async function step(type: string, fillIn?: () => Promise<void>): Promise<void> {
      await keys.press('a');
      await keys.pick(new RegExp(`^${type}`));
      const added = card(new RegExp(`^${type}: `));
      await keys.isOn(added);
      if (!fillIn) return;
      await keys.press('Enter');
      await keys.isOn(operator.page.getByRole('textbox', { name: /^Name/ }));
      await fillIn();
      await keys.press('Escape');
      await keys.isOn(added);
    }
    async function goTo(name: RegExp): Promise<void> {
      await keys.press('f');
      await keys.pick(name);
      await keys.isOn(card(name));
    }
    async function leadOn(to: string): Promise<void> {
      await keys.press('c');
      await keys.pick(new RegExp(`^${to}`));
    }

    it('draws who pays with what', async () => {
      await step('Condition', askForLargeBusinessOrders);
      await step('Offer', () => offer('Bank transfer', 'Klarna'));
      await goTo(/is over €500/);
      await step('Condition', askForTicketsInStore);
      await step('Offer', () => offer('Card', 'Satispay'));
      await goTo(/Tickets/);
      await step('Offer', () => offer('Card', 'PayPal'));
      await step('Stop');
      await goTo(/Bank transfer/);
      await leadOn('Stop');
      await goTo(/Satispay/);
      await leadOn('Stop');
      await keys.press('t');
      await operator.page.locator('[data-flow-editor] [aria-busy="false"]').waitFor();
      await picture(operator.page, 'flow-by-keyboard');
      await expectPromisesKept();
    });
  });

  describe('in the rules as a list', () => {
    const rule = (number: number): Locator =>
      operator.page.getByRole('button', { name: new RegExp(`^Rule ${String(number)}[,.]`) });

    /** Adds a rule at a place, fills it in, and stands on it. */
    async function add(place: string, what: string, number: number, fillIn?: () => Promise<void>): Promise<void> {
      await keys.pressButton(button(place));
      await keys.pick(what);
      await keys.isOn(rule(number));
      if (!fillIn) return;
      await fillIn();
      await keys.press('Escape');
      await keys.isOn(rule(number));
    }
    async function goUp(rules: number): Promise<void> {
      for (let gone = 0; gone < rules; gone += 1) await keys.press('ArrowUp');
    }

    it('writes who pays with what', async () => {
      await keys.pressButton(button('Rules as a list'));
      await add('Add a rule after 1', 'Ask a condition', 2, askForLargeBusinessOrders);
      await add('Add a rule on “yes” of 2', 'Offer methods', 3, () => offer('Bank transfer', 'Klarna'));
      await add('Add a rule after 3', 'End here', 4);
      await goUp(2);
      await add('Add a rule on “no” of 2', 'Ask a condition', 5, askForTicketsInStore);
      await add('Add a rule on “yes” of 5', 'Offer methods', 6, () => offer('Card', 'Satispay'));
      await add('Add a rule after 6', 'End here', 7);
      await goUp(2);
      await add('Add a rule on “no” of 5', 'Offer methods', 8, () => offer('Card', 'PayPal'));
      await add('Add a rule after 8', 'End here', 9);
      await picture(operator.page, 'rules-by-keyboard');
      await expectPromisesKept();
    });
  });
});
