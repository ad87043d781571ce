import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

function chromiumPath(): string {
  const found = [process.env['CHROMIUM_PATH'], ...usualPlaces].find((place) => place && existsSync(place));
  if (!found)
    throw new Error('Browser tests need Chromium. Install it (apt-get install chromium) or set CHROMIUM_PATH.');
  return found;
}

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Person {
  page: Page;
  /** What the browser complained about: script errors, and loads that the content security policy refused. */
  complaints: string[];
  close(): Promise<void>;
}

/** A person at a browser of their own, with a fresh profile. */
export async function aPerson(
  about: { language?: 'en' | 'it'; width?: number; height?: number; scheme?: 'light' | 'dark' } = {},
): Promise<Person> {
  const { language = 'en', width = 1280, height = 800, scheme = 'light' } = about;
  const profile = await mkdtemp(path.join(tmpdir(), 'pih-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: quiet,
    locale: language === 'it' ? 'it-IT' : 'en-GB',
    timezoneId: 'Europe/Rome',
    viewport: { width, height },
    colorScheme: scheme,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/i.test(message.text()))
      complaints.push(message.text());
  });
  const close = async (): Promise<void> => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { page, complaints, close };
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Waits until nothing fades or slides any more: half-transparent words have no contrast that could be judged. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { document } = globalThis as unknown as { document: { getAnimations(): MovingPart[] } };
    interface MovingPart {
      finished: Promise<unknown>;
      effect: { getComputedTiming(): { iterations?: number } } | null;
    }
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    // One that is canceled has stopped as well.
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

/** What axe finds wrong on a page by WCAG 2.0 to 2.2, A and AA; an empty list when it is clean. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await stillness(page);
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

/** Keeps a picture when SCREENSHOTS names a folder, so that people can look at what the story saw. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
