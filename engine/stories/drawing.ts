import type { Locator, Page } from 'playwright-core';

interface Point {
  x: number;
  y: number;
}

/** The middle of something on the page, once it has stopped moving. */
export async function middleOf(what: Locator): Promise<Point> {
  await what.waitFor();
  let before = await what.boundingBox();
  for (;;) {
    // The view follows what is selected; a hand waits until the picture stands still.
    await what.page().evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const now = await what.boundingBox();
    if (!now) throw new Error(`${String(what)} is not on the screen`);
    if (before && now.x === before.x && now.y === before.y)
      return { x: now.x + now.width / 2, y: now.y + now.height / 2 };
    before = now;
  }
}

/** Somebody draws on the canvas of a flow with the mouse. */
export function aDrawer(page: Page) {
  const node = (id: string): Locator => page.locator(`.vue-flow__node[data-id="${id}"]`);

  async function drag(from: Point, to: Point): Promise<void> {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
  }

  /** The id of the node that is selected alone. */
  async function selected(): Promise<string> {
    const chosen = page.locator('.vue-flow__node.selected');
    await chosen.first().waitFor();
    const id = await chosen.getAttribute('data-id');
    if (!id) throw new Error('No node is selected');
    return id;
  }

  const exit = (from: string, name: string): Locator => node(from).locator(`.source[data-handleid="${name}"]`);

  return {
    node,
    exit,
    drag,
    selected,
    /** Drags a kind of step out of the palette onto a way out. @returns the id of the new node */
    async stepAfter(type: string, from: string, name = 'out'): Promise<string> {
      await drag(await middleOf(page.locator(`[data-node-type="${type}"]`)), await middleOf(exit(from, name)));
      await exit(from, name).and(page.locator(':not(.is-free)')).waitFor();
      await page.locator(`.vue-flow__node.selected[data-id^="${type}-"]:not([data-id="${from}"])`).waitFor();
      return selected();
    },
    /** Draws a connection from a way out to a node. */
    async lead(from: string, name: string, to: string): Promise<void> {
      await drag(await middleOf(exit(from, name)), await middleOf(node(to)));
      await exit(from, name).and(page.locator(':not(.is-free)')).waitFor();
    },
    async tidyUp(): Promise<void> {
      await page.getByRole('button', { name: /^Tidy up/ }).click();
      await page.locator('[data-flow-editor] [aria-busy="false"]').waitFor();
    },
    seeAll: () => page.getByRole('button', { name: 'Show the whole flow' }).click(),
  };
}
