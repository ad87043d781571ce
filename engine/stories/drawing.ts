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

  /**
   * Takes something by its middle and lets go over the middle of something else. What is drawn may still be moving (a
   * card grows with its sentence, the view makes room), so the hand follows its target until the page itself says
   * that it is over what is meant.
   * @param meanwhile what is looked at before letting go
   */
  async function drag(what: Locator, onto: Locator, over: string, meanwhile?: () => Promise<unknown>): Promise<void> {
    const held = page.locator(`[data-over="${over}"]`);
    const from = await middleOf(what);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    let near = from;
    for (let tries = 0; !(await held.count()); tries++) {
      if (tries === 50) throw new Error(`Nothing can be let go over ${String(onto)}`);
      const to = await middleOf(onto);
      await page.mouse.move((near.x + to.x) / 2, (near.y + to.y) / 2, { steps: 4 });
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await middleOf(onto);
      near = { x: to.x - 24, y: to.y };
    }
    await meanwhile?.();
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
      await drag(page.locator(`[data-node-type="${type}"]`), exit(from, name), 'exit');
      await exit(from, name).and(page.locator(':not(.is-free)')).waitFor();
      await page.locator(`.vue-flow__node.selected[data-id^="${type}-"]:not([data-id="${from}"])`).waitFor();
      return selected();
    },
    /** Draws a connection from a way out to a node. */
    async lead(from: string, name: string, to: string): Promise<void> {
      await drag(exit(from, name), node(to), to);
      await exit(from, name).and(page.locator(':not(.is-free)')).waitFor();
    },
    async tidyUp(): Promise<void> {
      await page.getByRole('button', { name: /^Tidy up/ }).click();
      await page.locator('[data-flow-editor] [aria-busy="false"]').waitFor();
    },
    seeAll: () => page.getByRole('button', { name: 'Show the whole flow' }).click(),
  };
}
