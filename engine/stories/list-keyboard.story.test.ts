import type { Payment } from '@pih/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { accessibilityFaults, aPerson, picture, type Person } from './browser.ts';
import { knock } from './door.ts';
import { aKeyboard } from './keyboard.ts';

const marco = { email: 'marco@demo.example', password: 'demo-marco' };

let hub: TestHub;
let person: Person;
let payments: Payment[];
beforeAll(async () => {
  [hub, person] = await Promise.all([startTestHub(), aPerson()]);
  payments = [];
  for (const reference of ['FIRST-1', 'SECOND-2', 'THIRD-3']) payments.push(await hub.order({ reference }));
  await knock(person.page, hub.url, marco);
  await row('THIRD-3').waitFor();
});
afterAll(async () => {
  await person.close();
  await hub.stop();
});

const row = (reference: string) => person.page.getByRole('row', { name: reference });

it('the list is walked, marked, searched and opened without a mouse', async () => {
  const { page } = person;
  const { press, type, isOn } = aKeyboard(page);

  // Newest first: j leads into the list, then down; k up again.
  await press('j');
  await isOn(row('THIRD-3'));
  await press('j');
  await isOn(row('SECOND-2'));
  await press('ArrowDown');
  await isOn(row('FIRST-1'));
  await press('k');
  await isOn(row('SECOND-2'));

  await press('x');
  await page.getByText(/^1 selected/).waitFor();
  await press('j');
  await press('Space');
  await page.getByText(/^2 selected/).waitFor();
  await isOn(row('FIRST-1'));
  await picture(page, 'keyboard-marked');
  expect(await accessibilityFaults(page)).toEqual([]);
  await press('Escape');
  await page.getByText(/selected/).waitFor({ state: 'detached' });

  await press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).getByText('Next and previous row').waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await press('/');
  await isOn(page.getByLabel('Search transactions'));
  await type('SECOND-2');
  await press('Enter');
  await row('FIRST-1').waitFor({ state: 'detached' });
  await row('SECOND-2').waitFor();
  await press('ArrowDown');
  await isOn(row('SECOND-2'));
  await press('Enter');
  await page.waitForURL(`**/transactions/${payments[1]?.id}`);
});

it('the list is found again as it was left', async () => {
  const { page } = person;
  await page.goBack();
  await row('SECOND-2').waitFor();
  expect(await row('FIRST-1').count()).toBe(0);
});
