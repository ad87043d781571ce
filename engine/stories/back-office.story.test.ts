import type { Payment } from '@pih/schemas';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, anItalian, startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { accessibilityFaults, aPerson, picture, type Person } from './browser.ts';
import { knock } from './door.ts';
import { words } from './words.ts';

/** People of the demo organisation: one may do everything, one refunds small sums, one only reads and sees masks. */
const people = {
  giulia: administrator,
  elena: { email: 'elena@demo.example', password: 'demo-elena' },
  paola: { email: 'paola@demo.example', password: 'demo-paola' },
  andrea: { email: 'andrea@demo.example', password: 'demo-andrea' },
} as const;

let hub: TestHub;
let small: Payment;
let large: Payment;
let byCard: Payment;
let dear: Payment;
beforeAll(async () => {
  hub = await startTestHub();
  const eur = (amount: number) => ({ total: { amount, currency: 'EUR' }, shopper: anItalian });
  small = await hub.paid('paypal', { reference: 'SMALL-1', ...eur(80_00) });
  large = await hub.paid('paypal', { reference: 'LARGE-1', ...eur(450_00) });
  byCard = await hub.paid('card', { reference: 'CARD-1', ...eur(60_00) });
  dear = await hub.paid('card', { reference: 'DEAR-1', ...eur(620_00) });
});
afterAll(() => hub.stop());

const say = words.en;
async function arrive(who: keyof typeof people): Promise<Person> {
  const person = await aPerson();
  const { page } = person;
  await knock(page, hub.url, people[who]);
  // Who may draw flows is offered a tour the first time.
  if (who === 'giulia' || who === 'elena') await page.getByRole('button', { name: say.skipTour, exact: true }).click();
  await page.getByRole('heading', { name: say.transactions, level: 1 }).waitFor();
  return person;
}
const row = (page: Page, { reference }: Payment) => page.getByRole('row', { name: reference });
const check = (page: Page, { reference }: Payment) => page.getByRole('checkbox', { name: `Select ${reference}` });
async function open(page: Page, payment: Payment): Promise<void> {
  await page.goto(`${hub.url}/console/transactions/${payment.id}`);
  await page.getByRole('heading', { name: payment.reference, level: 1 }).waitFor();
}
async function expectClean({ page, complaints }: Person, where: string): Promise<void> {
  await picture(page, `back-office-${where}`);
  expect(await accessibilityFaults(page), where).toEqual([]);
  expect(complaints, where).toEqual([]);
}

describe('the administrator', () => {
  let giulia: Person;
  beforeAll(async () => {
    giulia = await arrive('giulia');
  });
  afterAll(() => giulia.close());

  it('narrows the list, keeps it under a name, and finds it again by its address', async () => {
    const { page } = giulia;
    await page.getByRole('button', { name: 'Method', exact: true }).click();
    await page.getByRole('option', { name: 'PayPal' }).click();
    await page.keyboard.press('Escape');
    await row(page, byCard).waitFor({ state: 'detached' });
    expect(page.url()).toContain('method=paypal');
    await page.getByRole('button', { name: 'Save view…' }).click();
    await page.getByLabel('Name', { exact: true }).fill('PayPal only');
    await page.getByRole('button', { name: 'Save view', exact: true }).click();
    await page.getByRole('link', { name: 'PayPal only' }).waitFor();
    await page.reload();
    await row(page, small).waitFor();
    expect(await row(page, byCard).count()).toBe(0);
    await expectClean(giulia, 'list');
  });

  it('marks payments by keyboard, looks what a refund of half would do, and follows it to its end', async () => {
    const { page } = giulia;
    await page.getByRole('link', { name: 'All', exact: true }).click();
    await check(page, byCard).click();
    await check(page, small).click();
    await page.getByText('2 selected, €140.00').waitFor();
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await page.getByText('A share', { exact: true }).click();
    await page.getByLabel('Reason').fill('Late delivery');
    await page.getByRole('button', { name: 'Look what would happen' }).click();
    await expectClean(giulia, 'bulk-preview');
    await page.getByRole('button', { name: /^Refund €70\.00/ }).click();
    await page.getByText('2 of 2', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open the job' }).click();
    await page.getByRole('heading', { name: 'Refund of 2 payments' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await expectClean(giulia, 'job');
    expect((await hub.payment(small.id)).refunded.amount).toBe(40_00);
    expect((await hub.payment(byCard.id)).refunded.amount).toBe(30_00);
  });

  it('writes a note, which stands in the history', async () => {
    const { page } = giulia;
    await open(page, large);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('Note', { exact: true }).fill('Parcel came back');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('Parcel came back', { exact: true }).first().waitFor();
    await expectClean(giulia, 'detail');
  });
});

describe('Paola, who refunds up to 200 euros on PayPal and Satispay', () => {
  let paola: Person;
  beforeAll(async () => {
    paola = await arrive('paola');
  });
  afterAll(() => paola.close());

  it('sees no payment by card, neither in the list nor by its address', async () => {
    const { page } = paola;
    await row(page, small).waitFor();
    expect(await row(page, byCard).count()).toBe(0);
    await page.goto(`${hub.url}/console/transactions/${byCard.id}`);
    await page.getByText('There is no such payment').waitFor();
  });

  it('refunds what is within her limit', async () => {
    const { page } = paola;
    await open(page, small);
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await page.getByRole('button', { name: 'Refund €40.00' }).click();
    await page
      .getByText(/€40\.00 refunded|Refund of €40\.00 is on its way/)
      .first()
      .waitFor();
  });

  it('is refused beyond it, and nothing moves', async () => {
    const { page } = paola;
    await open(page, large);
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await page.getByRole('button', { name: 'Refund €450.00' }).click();
    await page.getByRole('alert').waitFor();
    await expectClean(paola, 'refused');
    expect((await hub.payment(large.id)).refunded.amount).toBe(0);
  });
});

describe('Andrea, who audits and sees personal data masked', () => {
  let andrea: Person;
  beforeAll(async () => {
    andrea = await arrive('andrea');
  });
  afterAll(() => andrea.close());

  it('finds nobody by e-mail, and is told why', async () => {
    const { page } = andrea;
    await row(page, large).waitFor();
    await page.getByLabel('Search transactions').fill(anItalian.email ?? '');
    await page.getByText('nothing is found by one').waitFor();
    expect(await row(page, large).count()).toBe(0);
  });

  it('reveals one payment with a reason, for a while, and can do nothing else with it', async () => {
    const { page } = andrea;
    await open(page, large);
    expect(await page.content()).not.toContain(anItalian.email);
    await page.getByRole('button', { name: 'Reveal with reason' }).click();
    await page.getByLabel('Reason').fill('Ticket 881');
    await page.getByRole('button', { name: 'Reveal for 15 minutes' }).click();
    await page
      .getByText(anItalian.email ?? '')
      .first()
      .waitFor();
    await page.getByRole('timer').waitFor();
    expect(await page.getByRole('button', { name: 'Refund', exact: true }).count()).toBe(0);
    await expectClean(andrea, 'revealed');
    expect((await hub.payment(large.id)).events.map(({ type }) => type)).toContain('personal_data.revealed');
  });
});

describe('a refund over 500 euros', () => {
  let giulia: Person;
  let elena: Person;
  beforeAll(async () => {
    [giulia, elena] = await Promise.all([arrive('giulia'), arrive('elena')]);
  });
  afterAll(() => Promise.all([giulia.close(), elena.close()]));

  it('moves nothing yet: whoever asks is told that a second person has to agree', async () => {
    const { page } = giulia;
    await open(page, dear);
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await page.getByLabel('Reason').fill('The whole order came back');
    await page.getByRole('button', { name: 'Refund €620.00' }).click();
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /approvals/i })
      .waitFor();
    await expectClean(giulia, 'needs-approval');
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /approvals/i })
      .click();
    await page.getByText('You asked for it, so another person has to decide.').waitFor();
    await expectClean(giulia, 'own-request');
    expect((await hub.payment(dear.id)).refunded.amount).toBe(0);
  });

  it('happens when the second person says yes, and both stand in the history', async () => {
    const { page } = elena;
    await page.goto(`${hub.url}/console/approvals`);
    await page.getByText('“The whole order came back”').waitFor();
    await expectClean(elena, 'approvals');
    await page.getByRole('button', { name: 'Approve and refund €620.00' }).click();
    await expectClean(elena, 'approve');
    await page.getByRole('dialog').getByRole('button', { name: 'Approve and refund €620.00' }).click();
    await page.getByText('Approved and done: €620.00', { exact: true }).waitFor();
    expect((await hub.payment(dear.id)).refunded.amount).toBe(620_00);
    await open(page, dear);
    await page.getByText('Approved by a second person').waitFor();
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    await expectClean(elena, 'approved');
  });
});
