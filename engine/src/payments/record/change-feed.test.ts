import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../store/index.ts';
import { ChangeFeed } from './change-feed.ts';
import { paymentModel } from './model.ts';
import { PaymentRepository } from './repository.ts';
import { aPayment, noon } from '../shop-for-tests.ts';

const log = pino({ level: 'silent' });
let folder: string;
let store: Store;
let now: Date;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-feed-'));
  store = await openStore({ folder, durable: false });
  await paymentModel(store.connection).createIndexes();
});
beforeEach(async () => {
  now = noon;
  await store.connection.collection('payments').deleteMany({});
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const advance = (ms: number) => (now = new Date(now.getTime() + ms));

/** One node of the hub; its clock may be wrong. */
function aNode(wrongByMs = 0) {
  const clock = () => new Date(now.getTime() + wrongByMs);
  const payments = new PaymentRepository(paymentModel(store.connection), clock, log);
  const changes = new ChangeFeed(payments, clock, log);
  return {
    payments,
    changes,
    insert: (id: string) => {
      const at = clock();
      const events = aPayment().events.map((event) => ({ ...event, at }));
      const intention = { key: id, fingerprint: 'f' };
      return payments.insert(aPayment({ _id: id, checkoutToken: id, intention, events, createdAt: at, updatedAt: at }));
    },
    remark: (id: string) => payments.change(id, { type: 'system' }, () => ({ events: [{ type: 'decision.made' }] })),
  };
}

/** What somebody hears who follows a node: "pay_1:3". */
function follow({ changes }: ReturnType<typeof aNode>) {
  const heard: string[] = [];
  const leave = changes.follow(({ _id }, events) => heard.push(...events.map(({ sequence }) => `${_id}:${sequence}`)));
  return { heard, leave };
}

describe('the feed of changes', () => {
  it('tells the own changes at once and those of other nodes at the next look, each once and in order', async () => {
    const [mine, other] = [aNode(), aNode()];
    const { heard } = follow(mine);
    await mine.insert('pay_1');
    expect(heard).toEqual(['pay_1:1']);
    await other.remark('pay_1');
    await other.remark('pay_1');
    await other.insert('pay_2');
    await mine.remark('pay_1');
    expect(heard).toEqual(['pay_1:1', 'pay_1:2', 'pay_1:3', 'pay_1:4']);
    for (let look = 0; look < 3; look++) await mine.changes.look();
    expect(heard).toEqual(['pay_1:1', 'pay_1:2', 'pay_1:3', 'pay_1:4', 'pay_2:1']);
  });

  it('misses nothing of a node whose clock is a little behind, or far ahead', async () => {
    const [mine, late, early] = [aNode(), aNode(-4_000), aNode(3_600_000)];
    const { heard } = follow(mine);
    advance(10_000);
    await early.insert('pay_early');
    await mine.changes.look();
    await late.insert('pay_late');
    await mine.changes.look();
    advance(60_000);
    await early.remark('pay_early');
    await mine.changes.look();
    await late.remark('pay_late');
    await mine.changes.look();
    expect(heard).toEqual(['pay_early:1', 'pay_late:1', 'pay_early:2', 'pay_late:2']);
  });

  it('tells of more changes than it reads at a time', async () => {
    const [mine, other] = [aNode(), aNode()];
    const { heard } = follow(mine);
    for (let n = 0; n < 1_100; n += 100) {
      advance(n % 200 ? 1 : 0);
      await Promise.all(Array.from({ length: 100 }, (_, i) => other.insert(`pay_${n + i}`)));
    }
    for (let look = 0; look < 2; look++) await mine.changes.look();
    expect(heard).toHaveLength(1_100);
    expect(new Set(heard).size).toBe(1_100);
  });

  it('begins with what happens when somebody listens, and asks nobody when nobody does', async () => {
    const [mine, other] = [aNode(), aNode()];
    await other.insert('pay_1');
    advance(3_000);
    const first = follow(mine);
    await mine.changes.look();
    expect(first.heard).toEqual([]);
    first.leave();
    await other.remark('pay_1');
    expect(mine.changes.listenerCount).toBe(0);
    expect(mine.payments.listenerCount).toBe(0);
    advance(3_000);
    const second = follow(mine);
    await other.remark('pay_1');
    await mine.changes.look();
    expect([first.heard, second.heard]).toEqual([[], ['pay_1:3']]);
    second.leave();
  });
});
