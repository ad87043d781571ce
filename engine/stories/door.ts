import type { Page } from 'playwright-core';
import { words, type Language } from './words.ts';

/** What somebody signs in with. */
export interface Credentials {
  email: string;
  password: string;
}

/** Goes to the console's door and gives e-mail and password; what comes then, a page or a second step, is for the story. */
export async function knock(page: Page, url: string, who: Credentials, language: Language = 'en'): Promise<void> {
  const say = words[language];
  await page.goto(`${url}/console/`);
  await page.getByLabel(say.email, { exact: true }).fill(who.email);
  await page.getByLabel(say.password, { exact: true }).fill(who.password);
  await page.getByRole('button', { name: say.signIn, exact: true }).click();
}
