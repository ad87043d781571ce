import type { Locator, Page } from 'playwright-core';

/** Farther than this nobody goes on pressing a key. */
const patience = 60;

/** Somebody who has no mouse, or does not want one. */
export function aKeyboard(page: Page) {
  const focused = page.locator(':focus');
  const press = (keys: string): Promise<void> => page.keyboard.press(keys);
  const type = (text: string): Promise<void> => page.keyboard.type(text);

  /** Presses a key until something has come true. */
  async function pressUntil(keys: string, isSo: () => Promise<boolean>, what: string): Promise<void> {
    for (let pressed = 0; pressed < patience; pressed += 1) {
      if (await isSo()) return;
      await press(keys);
    }
    throw new Error(`${what} is not reached with ${keys}`);
  }

  /** Goes on by Tab up to something that is on the page. */
  async function tabTo(what: Locator): Promise<void> {
    await what.first().waitFor();
    await pressUntil('Tab', async () => (await what.and(focused).count()) > 0, String(what));
  }

  /** Takes one of a list that is open, or about to open. */
  async function pick(name: string | RegExp): Promise<void> {
    const option = page.getByRole('option', { name, exact: true });
    const highlighted = page.locator('[data-highlighted]');
    await option.waitFor();
    await page.getByRole('option').and(highlighted).first().waitFor();
    await pressUntil('ArrowDown', async () => (await option.and(highlighted).count()) > 0, String(option));
    await press('Enter');
  }

  return {
    press,
    type,
    tabTo,
    pick,
    /** Waits until something has the focus. */
    isOn: (what: Locator): Promise<void> => what.and(focused).waitFor(),
    /** Goes on to a button and presses it. */
    async pressButton(what: Locator): Promise<void> {
      await tabTo(what);
      await press('Enter');
    },
  };
}
