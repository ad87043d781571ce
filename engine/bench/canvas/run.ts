import { parseArgs } from 'node:util';
import { administrator, startTestHub } from '../../src/hub-for-tests.ts';
import { aPerson } from '../../stories/browser.ts';
import { machine } from '../machine.ts';
import { largeFlow } from './flow.ts';
import { along, framesDuring, type Frames } from './frames.ts';

/**
 * How long the frames of the console are while somebody drags on the canvas of a large flow: a whole engine, the built
 * console, headless Chromium, real mouse events. The processor draws here (no GPU), beside the engine and this script.
 *
 * node --import tsx engine/bench/canvas/run.ts [--nodes 300,2000] [--seconds 4]
 */
const { values } = parseArgs({
  options: { nodes: { type: 'string', default: '300,2000' }, seconds: { type: 'string', default: '4' } },
});
const seconds = Number(values.seconds);

const hub = await startTestHub();
const person = await aPerson({ width: 1680, height: 1050 });
const { page } = person;
const row = (name: string, { count, p50, p95, p99, longest, long }: Frames): void =>
  console.log(`| ${name} | ${count} | ${[p50, p95, p99, longest].map((ms) => ms.toFixed(1)).join(' | ')} | ${long} |`);

async function store(size: number): Promise<string> {
  const id = `bench-${size}`;
  const signedIn = await hub.signIn();
  const body = { document: largeFlow(id, size), version: 0 };
  const answer = await hub.ask('PUT', `/v1/config/flow/${id}/draft`, { ...signedIn, body });
  if (answer.status !== 200) throw new Error(`The flow was not stored: ${JSON.stringify(answer.body).slice(0, 400)}`);
  return id;
}

interface DrawnBox {
  x: number;
  y: number;
  width: number;
}

/** The node nearest to the middle of the canvas, where there is room to drag it about. */
async function grip(): Promise<{ x: number; y: number }> {
  const area = await page.locator('.flow-canvas').boundingBox();
  if (!area) throw new Error('There is no canvas');
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  // All in one question: a thousand of them, one by one, take longer than anybody waits.
  const boxes = await page.locator('.vue-flow__node').evaluateAll((nodes) =>
    nodes.map((node) => {
      const { x, y, width } = (node as unknown as { getBoundingClientRect(): DrawnBox }).getBoundingClientRect();
      return { x, y, width };
    }),
  );
  const near = boxes
    .map(({ x, y, width }) => ({ x: x + width / 2, y: y + 10 }))
    .sort(
      (one, other) =>
        Math.hypot(one.x - middle.x, one.y - middle.y) - Math.hypot(other.x - middle.x, other.y - middle.y),
    );
  if (!near[0]) throw new Error('There is no node in view');
  return near[0];
}

async function dragNode(): Promise<void> {
  const at = await grip();
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await along(page, at, seconds, { x: 180, y: 120 });
  await page.mouse.up();
}

async function boxSelect(): Promise<void> {
  const area = await page.locator('.flow-canvas').boundingBox();
  if (!area) throw new Error('There is no canvas');
  const corner = { x: area.x + 6, y: area.y + 6 };
  await page.keyboard.down('Shift');
  await page.mouse.move(corner.x, corner.y);
  await page.mouse.down();
  await along(page, { x: corner.x + area.width / 2, y: corner.y + area.height / 2 }, seconds, {
    x: area.width / 2 - 20,
    y: area.height / 2 - 20,
  });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

async function pan(): Promise<void> {
  const area = await page.locator('.flow-canvas').boundingBox();
  if (!area) throw new Error('There is no canvas');
  const begun = performance.now();
  await page.mouse.move(area.x + area.width / 2, area.y + area.height / 2);
  while (performance.now() - begun < seconds * 1000) {
    const turn = ((performance.now() - begun) / 1000) * 2;
    await page.mouse.wheel(60 * Math.cos(turn), 30 * Math.sin(turn));
    await new Promise((done) => setTimeout(done, 8));
  }
}

try {
  console.log(`${machine(new Date())}\n`);
  await page.goto(`${hub.url}/console/`);
  await page.getByLabel('E-mail', { exact: true }).fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Skip the tour' }).click();
  for (const size of values.nodes.split(',').map(Number)) {
    const id = await store(size);
    const asked = performance.now();
    await page.goto(`${hub.url}/console/flows/${id}`);
    await page.locator('[data-flow-editor] [data-ready]').waitFor();
    console.log(`${size} nodes: on the screen after ${Math.round(performance.now() - asked)} ms\n`);
    console.log('| while | frames | p50 ms | p95 ms | p99 ms | longest ms | over 50 ms |');
    console.log('| :-- | --: | --: | --: | --: | --: | --: |');
    row('nothing happens', await framesDuring(page, () => new Promise((done) => setTimeout(done, 1_000))));
    row('a node is dragged', await framesDuring(page, dragNode));
    row('a box selects', await framesDuring(page, boxSelect));
    row('the selection is dragged', await framesDuring(page, dragNode));
    await page.keyboard.press('Escape');
    row('the view is moved', await framesDuring(page, pan));
    await page.getByRole('button', { name: 'Show the whole flow' }).click();
    await page.waitForTimeout(400);
    row('a node is dragged, all in view', await framesDuring(page, dragNode));
    console.log('');
  }
} finally {
  await person.close();
  await hub.stop();
}
