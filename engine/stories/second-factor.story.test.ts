import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../src/hub-for-tests.ts';
import { accessibilityFaults, aPerson, picture, type Person } from './browser.ts';
import { knock } from './door.ts';

const marco = { email: 'marco@demo.example', password: 'demo-marco' };
/** A code is shown for half a minute, and none is taken twice. */
const oneCode = 31_000;

let hub: TestHub;
let person: Person;
let ahead = 0;
let secret = '';
let recoveryCodes: string[] = [];
beforeAll(async () => {
  [hub, person] = await Promise.all([startTestHub(), aPerson()]);
});
afterAll(async () => {
  await person.close();
  await hub.stop();
});

/** What the app on the phone shows, once it has moved on. */
function nextCode(): string {
  hub.advance(oneCode);
  ahead += oneCode;
  return generateSync({ secret, epoch: Math.floor((Date.now() + ahead) / 1000) });
}

async function expectClean(where: string): Promise<void> {
  await picture(person.page, `second-factor-${where}`);
  expect(await accessibilityFaults(person.page), where).toEqual([]);
  expect(person.complaints, where).toEqual([]);
}

const isIn = () => person.page.getByRole('heading', { name: 'Transactions', level: 1 }).waitFor();
async function signOut(): Promise<void> {
  await person.page.getByRole('button', { name: /^Account:/ }).click();
  await person.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await person.page.getByLabel('E-mail', { exact: true }).waitFor();
}

it('somebody sets a second factor up with the key that is shown, and keeps the recovery codes', async () => {
  const { page } = person;
  await knock(page, hub.url, marco);
  await isIn();
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'My account' }).click();
  await page.getByRole('button', { name: 'Set up a second factor' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password', { exact: true }).fill(marco.password);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  // A phone that cannot scan: every sign of the key stands there to be typed.
  const key = await dialog.getByText('Or type the key:').innerText();
  secret = /[A-Z2-7]{16,}/.exec(key)?.[0] ?? '';
  expect(secret).not.toBe('');
  await expectClean('offer');

  await dialog.getByLabel('Then type the code that the app shows').fill(nextCode());
  await dialog.getByRole('button', { name: 'Turn it on' }).click();
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  recoveryCodes = await codes.allInnerTexts();
  expect(recoveryCodes.length).toBeGreaterThanOrEqual(8);
  await expectClean('recovery-codes');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText(`${recoveryCodes.length} recovery codes left`).waitFor();
  await expectClean('account');
  await signOut();
});

it('the password alone no longer lets them in; a wrong code neither; the code of the phone does', async () => {
  const { page } = person;
  await knock(page, hub.url, marco);
  const code = page.getByLabel('Code', { exact: true });
  await code.fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await expectClean('wrong-code');
  await code.fill(nextCode());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await isIn();
  await signOut();
});

it('without the phone a recovery code lets them in, once', async () => {
  const { page } = person;
  const [code = ''] = recoveryCodes;
  const recover = async () => {
    await knock(page, hub.url, marco);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code', { exact: true }).fill(code);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await recover();
  await isIn();
  await signOut();
  await recover();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('heading', { name: 'Transactions', level: 1 }).count()).toBe(0);
});
