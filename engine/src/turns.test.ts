import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openStore, type Store } from './store/index.ts';
import { Turns } from './turns.ts';

let folder: string;
let store: Store;
let now: Date;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-turns-'));
  store = await openStore({ folder, durable: false });
}, 60_000);
beforeEach(async () => {
  now = new Date('2026-11-23T11:00:00Z');
  await store.connection.collection('turns').deleteMany({});
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** One node of the hub. */
const aNode = (renewMs = 60_000) => new Turns('constitution', store.connection, () => now, renewMs);
const advance = (ms: number) => void (now = new Date(now.getTime() + ms));
const row = async () =>
  store.connection.collection<{ _id: string; owner: string | null; until: Date }>('turns').findOne({});
const soon = { timeout: 10_000, interval: 5 };

/** Work that lasts until the test ends it. */
function someWork() {
  let [hasBegun, end] = [false, (): void => undefined];
  const over = new Promise<void>((resolve) => (end = resolve));
  return { work: async () => ((hasBegun = true), over), hasBegun: () => hasBegun, end: () => end() };
}

it('lets nobody begin while somebody else is at work, on this node or another', async () => {
  const nodes = [aNode(), aNode(), aNode()];
  let [atWork, most, total] = [0, 0, 0];
  const add = async () => {
    most = Math.max(most, (atWork += 1));
    const before = total;
    // Others would come in between, and what they add would be lost.
    await store.connection.collection('turns').countDocuments({});
    total = before + 1;
    atWork -= 1;
  };
  await Promise.all(nodes.flatMap((node) => Array.from({ length: 8 }, () => node.take(add))));
  expect({ most, total }).toEqual({ most: 1, total: 24 });
  expect(await row()).toMatchObject({ owner: null });
});

it('lets those of one node begin in the order they came', async () => {
  const [node, done] = [aNode(), [] as number[]];
  await Promise.all([1, 2, 3, 4, 5].map((n) => node.take(async () => void done.push(n))));
  expect(done).toEqual([1, 2, 3, 4, 5]);
});

it('goes on when the engine that was at work has died, and not before', async () => {
  const [dead, waiting] = [someWork(), someWork()];
  // The process is gone: it neither ends its turn nor says that it is still at work.
  void aNode().take(dead.work);
  await expect.poll(dead.hasBegun, soon).toBe(true);
  void aNode().take(waiting.work);
  advance(9_000);
  await aNodeHasAskedInVain();
  expect(waiting.hasBegun()).toBe(false);
  advance(2_000);
  await expect.poll(waiting.hasBegun, soon).toBe(true);
  waiting.end();
  dead.end();
});

/** Long enough that whoever waits has asked again: somebody else who asks gets no answer either. */
async function aNodeHasAskedInVain(): Promise<void> {
  const asked = Date.now();
  await expect.poll(() => Date.now() - asked, { timeout: 5_000, interval: 10 }).toBeGreaterThan(80);
}

it('is not taken from somebody whose work takes long', async () => {
  const [long, waiting] = [someWork(), someWork()];
  const first = aNode(5).take(long.work);
  await expect.poll(long.hasBegun, soon).toBe(true);
  const second = aNode().take(waiting.work);
  for (let times = 0; times < 4; times += 1) {
    advance(9_000);
    // It has said that it is still at work.
    await expect.poll(async () => Number((await row())?.until) - now.getTime(), soon).toBe(10_000);
  }
  expect(waiting.hasBegun()).toBe(false);
  long.end();
  await first;
  await expect.poll(waiting.hasBegun, soon).toBe(true);
  waiting.end();
  await second;
});

it('is not ended for somebody else by one who was taken for dead and comes back', async () => {
  const [late, current, third] = [someWork(), someWork(), someWork()];
  const first = aNode().take(late.work);
  await expect.poll(late.hasBegun, soon).toBe(true);
  advance(11_000);
  const second = aNode().take(current.work);
  await expect.poll(current.hasBegun, soon).toBe(true);
  late.end();
  await first;
  const last = aNode().take(third.work);
  await aNodeHasAskedInVain();
  expect(third.hasBegun()).toBe(false);
  current.end();
  third.end();
  await Promise.all([second, last]);
});

it('is over when the work fails, and says so to whoever asked for it', async () => {
  const node = aNode();
  await expect(node.take(() => Promise.reject(new Error('not today')))).rejects.toThrow('not today');
  expect(await aNode().take(() => Promise.resolve('next'))).toBe('next');
  expect(await node.take(() => Promise.resolve('again'))).toBe('again');
});

it('does not wait for itself', async () => {
  const node = aNode();
  expect(await node.take(() => node.take(() => node.take(() => Promise.resolve('inside'))))).toBe('inside');
});
