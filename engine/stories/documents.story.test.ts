import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkout, DocumentView, Settings } from '@pih/schemas';
import type { Locator, Page } from 'playwright-core';
import { administrator, startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { accessibilityFaults, aPerson, picture, type Person } from './browser.ts';
import { words, type Language } from './words.ts';

const checkoutManager = { email: 'luca@demo.example', password: 'demo-luca' };
const secondAdministrator = { email: 'elena@demo.example', password: 'demo-elena' };

let hub: TestHub;
let giulia: Person;
let luca: Person;
let shopper: Person;
beforeAll(async () => {
  hub = await startTestHub();
  [giulia, luca, shopper] = await Promise.all([aPerson(), aPerson(), aPerson()]);
  await Promise.all([signIn(giulia, administrator), signIn(luca, checkoutManager)]);
});
afterAll(async () => {
  await Promise.all([giulia, luca, shopper].map((person) => person.close()));
  await hub.stop();
});

async function signIn({ page }: Person, who: typeof administrator, language: Language = 'en'): Promise<void> {
  const say = words[language];
  await page.goto(`${hub.url}/console/`);
  await page.getByLabel(say.email, { exact: true }).fill(who.email);
  await page.getByLabel(say.password, { exact: true }).fill(who.password);
  await page.getByRole('button', { name: say.signIn, exact: true }).click();
  await page.getByRole('button', { name: say.skipTour, exact: true }).click();
  await page.getByText(say.live, { exact: true }).waitFor();
}
async function signOutAndIn({ page }: Person, who: typeof administrator): Promise<void> {
  await page.context().clearCookies();
  await signIn({ page } as Person, who);
}
const open = async ({ page }: Person, path: string) => void (await page.goto(`${hub.url}/console/${path}`));
const field = ({ page }: Person, name: string): Locator => page.getByRole('textbox', { name, exact: true });
const isSaved = ({ page }: Person) => page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
const button = ({ page }: Person, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });

/** Fills the note of a dialog in, and presses its verb. */
async function decide({ page }: Person, verb: string | RegExp, note: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Note' }).fill(note);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function stored(kind: string, id: string): Promise<DocumentView> {
  return (await hub.ask<DocumentView>('GET', `/v1/config/${kind}/${id}`, await hub.signIn())).body;
}
/** A document put live without a screen. */
async function putLive(document: Checkout | Settings): Promise<void> {
  const signedIn = await hub.signIn();
  const place = `/v1/config/${document.kind}/${document.id}`;
  const { version } = (await stored(document.kind, document.id)).draft ?? { version: 0 };
  const saved = await hub.ask<{ version: number }>('PUT', `${place}/draft`, {
    ...signedIn,
    body: { document, version },
  });
  const body = { version: saved.body.version, note: 'Before the story' };
  const published = await hub.ask('POST', `${place}/publish`, { ...signedIn, body });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
}

const accentOf = (page: { evaluate: Page['evaluate'] }): Promise<string> =>
  page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--accent").trim()');
/** The colour of a brand that a shopper sees who comes now. */
async function accentFor(brand: string): Promise<string> {
  const { page } = shopper;
  await page.goto((await hub.order({ brand })).checkoutUrl);
  await page.getByRole('radio').first().waitFor();
  return accentOf(page);
}

describe('the colours of a brand', () => {
  let usual: string;

  it('change beside the form while they are written, and for no shopper yet', async () => {
    usual = await accentFor('rosmarino');
    await open(giulia, 'checkouts/rosmarino');
    await field(giulia, 'Accent (required)').fill('#7a1f6b');
    const preview = () => giulia.page.frame({ url: /checkout-preview/ });
    await expect.poll(async () => preview() && accentOf(preview() ?? giulia.page)).toBe('#7a1f6b');
    await isSaved(giulia);
    await picture(giulia.page, 'checkout-form');
    expect(await accentFor('rosmarino')).toBe(usual);
  });

  it('reach the next shopper once they are published, without a restart', async () => {
    await button(giulia, 'Publish…').click();
    await decide(giulia, 'Publish now', 'Purple for the anniversary');
    expect(await accentFor('rosmarino')).toBe('#7a1f6b');
  });

  it('come back in one click', async () => {
    await giulia.page.getByRole('link', { name: 'History' }).click();
    await button(giulia, 'Roll back to revision 1').click();
    await decide(giulia, 'Roll back to revision 1', 'The anniversary is over');
    expect(await accentFor('rosmarino')).toBe(usual);
  });
});

describe('two people at one document', () => {
  const drafted = async () => (await stored('checkout', 'nordlicht')).draft?.document as Checkout;

  it('the second sees whose draft it is, and takes over', async () => {
    await open(luca, 'checkouts/nordlicht');
    await field(luca, 'Merchant (required)').fill('Nordlicht by Luca');
    await isSaved(luca);
    await open(giulia, 'checkouts/nordlicht');
    await giulia.page.getByText(/^Luca .+ is editing this draft/).waitFor();
    expect(await field(giulia, 'Merchant (required)').inputValue()).toBe('Nordlicht by Luca');
    expect(await field(giulia, 'Merchant (required)').isEditable()).toBe(false);
    await picture(giulia.page, 'draft-of-somebody-else');
    await button(giulia, 'Take over').click();
    await isSaved(giulia);
    // The first learns of it without doing anything.
    await luca.page.getByText(/^Giulia .+ is editing this draft/).waitFor();
  });

  it('the first, who went on without a connection, brings both together field by field', async () => {
    await button(luca, 'Take over').click();
    await isSaved(luca);
    await luca.page.context().setOffline(true);
    await field(luca, 'Merchant (required)').fill('Nordlicht of Luca');
    await field(luca, 'Corner radius (required)').fill('8');
    await luca.page.getByText('Offline, kept here').waitFor();
    await button(giulia, 'Take over').click();
    await field(giulia, 'Merchant (required)').fill('Nordlicht of Giulia');
    await field(giulia, 'Thanks, English').fill('See you!');
    await isSaved(giulia);
    await expect.poll(async () => (await drafted()).merchantName).toBe('Nordlicht of Giulia');

    await luca.page.context().setOffline(false);
    await button(luca, 'Decide what happens to both').click();
    const dialog = luca.page.getByRole('dialog', { name: 'Two versions of one draft' });
    await dialog.getByText('One field was changed by both of you').waitFor();
    await dialog.getByRole('radio', { name: /Nordlicht of Giulia/ }).check();
    await picture(luca.page, 'merge-by-field');
    expect(await accessibilityFaults(luca.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await isSaved(luca);
    const merged = await drafted();
    expect([merged.merchantName, merged.theme.radius, merged.texts?.thanks?.en]).toEqual([
      'Nordlicht of Giulia',
      8,
      'See you!',
    ]);
  });
});

describe('four eyes', () => {
  it('nobody publishes a checkout alone; somebody else says yes, and it is live', async () => {
    const settings = (await stored('settings', 'merchant')).published?.document as Settings;
    const when = { fact: 'document', operator: 'equal', value: 'nordlicht' } as const;
    await putLive({ ...settings, approvals: [{ title: 'Tickets need two', kinds: ['checkout'], when }] });
    await open(luca, 'checkouts/nordlicht');
    await field(luca, 'Accent (required)').fill('#ffd166');
    await button(luca, 'Publish…').click();
    await luca.page.getByText('A second person has to approve this').waitFor();
    await picture(luca.page, 'publish-four-eyes');
    await decide(luca, 'Ask for approval', 'Warmer');
    await open(luca, 'approvals');
    await luca.page.getByText('Waiting for somebody else: nobody approves their own change.').waitFor();
    expect(await button(luca, 'Approve').count()).toBe(0);
    expect(await accentFor('nordlicht')).not.toBe('#ffd166');

    // Giulia wrote a part of that draft; only somebody who did not may say yes.
    await open(giulia, 'approvals');
    await giulia.page.getByRole('article').waitFor();
    expect(await button(giulia, 'Approve').count()).toBe(0);
    await signOutAndIn(giulia, secondAdministrator);
    await open(giulia, 'approvals');
    await picture(giulia.page, 'approvals');
    await button(giulia, 'Approve').click();
    await giulia.page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
    await giulia.page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await accentFor('nordlicht')).toBe('#ffd166');
  });
});

describe('a sale', () => {
  it('goes live on a schedule, and ends by itself', async () => {
    const hour = 3_600_000;
    /** As the merchant's clock says it, for a field with a day and a time. */
    const inHours = (hours: number) =>
      new Date(Date.now() + hours * hour)
        .toLocaleString('sv', { timeZone: 'Europe/Rome' })
        .replace(' ', 'T')
        .slice(0, 16);
    const usual = await accentFor('rosmarino');
    await open(giulia, 'checkouts/rosmarino');
    await field(giulia, 'Accent (required)').fill('#a8321b');
    await button(giulia, 'Publish…').click();
    const dialog = giulia.page.getByRole('dialog');
    await dialog.getByText('At a time').click();
    await dialog.getByLabel('From').fill(inHours(2));
    await dialog.getByLabel('Until').fill(inHours(4));
    await picture(giulia.page, 'publish-schedule');
    await decide(giulia, 'Schedule', 'Red for the sale');
    await giulia.page.getByText('Scheduled', { exact: true }).first().waitFor();
    expect(await accentFor('rosmarino')).toBe(usual);
    for (const accent of ['#a8321b', usual]) {
      hub.advance(2 * hour + 60_000);
      await hub.app.documents.workOnDue();
      expect(await accentFor('rosmarino')).toBe(accent);
    }
  });
});

describe.concurrent.each([
  { language: 'en', scheme: 'light', width: 1280, height: 800 },
  { language: 'it', scheme: 'dark', width: 820, height: 1180 },
] as const)('the console in $language, $scheme, at $width pixels', ({ language, ...screen }) => {
  const lists = [
    'flows',
    'checkouts',
    'providers',
    'dashboards',
    'kpis',
    'messages',
    'people',
    'roles',
    'invitations',
    'permissions',
    'api-keys',
    'account',
    'settings',
    'approvals',
  ];
  const pages = [
    ...['transactions', ...lists, 'no-such-page'],
    ...['flows/rosmarino', 'flows/rosmarino?view=list', 'checkouts/rosmarino', 'providers/mollie', 'roles/operator'],
    ...['checkouts/rosmarino?tab=json', 'checkouts/rosmarino?tab=history&compare=1..2', 'flows?new', 'kpis?new'],
  ];

  it('is accessible on every page, asks for no sideways scrolling and has nothing to complain of', async ({
    expect,
  }) => {
    const person = await aPerson({ language, ...screen });
    const { page } = person;
    await signIn(person, secondAdministrator, language);
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(`${page.url()}: ${message.text()}`));
    for (const path of pages) {
      await open(person, path);
      await page.locator('h1').first().waitFor({ state: 'attached' });
      await expect.poll(() => page.locator('[aria-busy="true"], .animate-shimmer').count(), { message: path }).toBe(0);
      await picture(page, `${language}-${path.replace(/\W+/g, '-')}`);
      expect(await accessibilityFaults(page), path).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0);
    }
    expect([...errors, ...person.complaints]).toEqual([]);
    await person.close();
  });
});

it('nobody met an error on the way', () => {
  expect([...giulia.complaints, ...luca.complaints, ...shopper.complaints]).toEqual([]);
});
