import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../store/index.ts';
import { paymentModel } from '../record/model.ts';
import { PaymentRepository } from '../record/repository.ts';
import { aPayment, noon } from '../shop-for-tests.ts';
import { Effects, Past, type Effect } from './index.ts';

const log = pino({ level: 'silent' });
const system = { type: 'system' } as const;
let folder: string;
let store: Store;
let now: Date;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-effects-'));
  store = await openStore({ folder, durable: false });
  await paymentModel(store.connection).createIndexes();
});
beforeEach(async () => {
  now = noon;
  await Promise.all(['payments', 'effects', 'rows'].map((name) => store.connection.collection(name).deleteMany({})));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const advance = (ms: number) => (now = new Date(now.getTime() + ms));
/** Longer than a node that was killed is waited for. */
const aCrashLater = () => advance(11_000);

/** One node of the hub, as far as payments go. */
function aNode(...effects: Effect[]) {
  const model = paymentModel(store.connection);
  const made = new Effects(model, new Past(store.connection, model), () => now, log);
  for (const effect of effects) made.register(effect);
  return { effects: made, payments: new PaymentRepository(model, () => now, log, made) };
}

/** An effect that notes what it was handed over; what a test adds comes first. */
function noting(about: Partial<Effect> = {}) {
  const handled: string[] = [];
  const effect: Effect = {
    name: 'noted',
    startsWith: 'now',
    ...about,
    handle: async (payment, event, key) => {
      await about.handle?.(payment, event, key);
      handled.push(key);
    },
  };
  return { effect, handled };
}

const newPayment = (id: string) =>
  aPayment({ _id: id, checkoutToken: id, intention: { key: id, fingerprint: 'f' }, createdAt: now, updatedAt: now });
type Node = ReturnType<typeof aNode>;
const insert = ({ payments }: Node, id: string) => payments.insert(newPayment(id));
const remark = ({ payments }: Node, id: string, type: 'decision.made' | 'decision.empty' = 'decision.made') =>
  payments.change(id, system, () => ({ events: [{ type }] }));

/** Never answers: what a killed process does. */
const killed = () => new Promise<void>(() => undefined);
const keys = (id: string, to: number, from = 1) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${id}:${from + index}`);

describe('the effects of events', () => {
  it('are made right after the change, in order, and nothing is left to do', async () => {
    const { effect, handled } = noting();
    const node = aNode(effect);
    await insert(node, 'pay_1');
    for (let n = 0; n < 5; n++) await remark(node, 'pay_1');
    await node.effects.idle();
    expect(handled).toEqual(keys('pay_1', 6));
    const stored = await node.payments.get('pay_1');
    expect(stored.effects).toEqual({ done: { noted: 6 } });
    expect(stored.effectsDueAt).toBeUndefined();
    aCrashLater();
    expect(await node.effects.sweep()).toBe(0);
  });

  it('cost a payment nothing while nobody wants them', async () => {
    const node = aNode();
    await insert(node, 'pay_1');
    expect(await remark(node, 'pay_1')).not.toHaveProperty('effectsDueAt');
    expect(await node.payments.get('pay_1')).not.toHaveProperty('effects');
  });

  it('that follow some events cost a change without any of them nothing, and miss none of theirs', async () => {
    const { effect, handled } = noting({ follows: ['decision.empty'] });
    const node = aNode(effect);
    await insert(node, 'pay_1');
    const stored = await remark(node, 'pay_1');
    expect(stored).toMatchObject({ version: 2, effects: { done: { noted: 2 } } });
    expect(stored).not.toHaveProperty('effectsDueAt');
    await remark(node, 'pay_1', 'decision.empty');
    await remark(node, 'pay_1');
    await remark(node, 'pay_1', 'decision.empty');
    await remark(node, 'pay_1');
    await node.effects.idle();
    expect(handled).toEqual(['pay_1:3', 'pay_1:5']);
    expect(await node.payments.get('pay_1')).toMatchObject({ effects: { done: { noted: 6 } } });
    aCrashLater();
    expect(await node.effects.sweep()).toBe(0);
  });

  it('are made by whoever comes next when the node was killed between the change and the effect', async () => {
    const before = aNode(noting({ handle: killed }).effect);
    await insert(before, 'pay_1');
    await remark(before, 'pay_1');
    const { effect, handled } = noting();
    const after = aNode(effect);
    expect(await after.effects.sweep()).toBe(0);
    aCrashLater();
    expect(await after.effects.sweep()).toBe(1);
    await after.effects.idle();
    expect(handled).toEqual(keys('pay_1', 2));
  });

  it('go on after the last mark, not from the start', async () => {
    let isKilled = false;
    const first = noting({ handle: () => (isKilled ? killed() : Promise.resolve()) });
    const before = aNode(first.effect);
    await insert(before, 'pay_1');
    await before.effects.idle();
    isKilled = true;
    await remark(before, 'pay_1');
    aCrashLater();
    const second = noting();
    const after = aNode(second.effect);
    await after.effects.sweep();
    await after.effects.idle();
    expect([first.handled, second.handled]).toEqual([['pay_1:1'], ['pay_1:2']]);
  });

  it('in our own database are there exactly once, however often they are handed over', async () => {
    const { db } = store.connection;
    const rows = db?.collection<{ _id: string }>('rows');
    const storeOnce = async (key: string) => {
      await rows?.insertOne({ _id: key }).catch((error: { code?: unknown }) => {
        if (error.code !== 11000) throw error;
      });
    };
    const dying = aNode({ name: 'rows', startsWith: 'now', handle: (_p, _e, key) => storeOnce(key).then(killed) });
    await insert(dying, 'pay_1');
    await expect.poll(() => rows?.countDocuments()).toBe(1);
    for (let n = 0; n < 3; n++) {
      aCrashLater();
      const next = aNode({ name: 'rows', startsWith: 'now', handle: (_p, _e, key) => storeOnce(key).then(killed) });
      expect(await next.effects.sweep()).toBe(1);
    }
    aCrashLater();
    const last = aNode({ name: 'rows', startsWith: 'now', handle: (_p, _e, key) => storeOnce(key) });
    await last.effects.sweep();
    await last.effects.idle();
    expect(await rows?.countDocuments()).toBe(1);
  });

  it('that fail for one payment hold up neither other payments nor other effects, and are tried again later', async () => {
    let isBroken = true;
    const mail = noting({
      name: 'mail',
      handle: async ({ _id }) => {
        if (isBroken && _id === 'pay_bad') throw new Error('the server is down');
      },
    });
    const figures = noting({ name: 'figures' });
    const node = aNode(mail.effect, figures.effect);
    for (const id of ['pay_bad', 'pay_good']) await insert(node, id);
    await node.effects.idle();
    expect(mail.handled).toEqual(['pay_good:1']);
    expect(figures.handled).toEqual(['pay_bad:1', 'pay_good:1']);
    expect(await node.payments.get('pay_bad')).toMatchObject({
      effects: { done: { mail: 0, figures: 1 }, failures: 1 },
    });

    // The second pause is longer than the first.
    advance(1_300);
    expect(await node.effects.sweep()).toBe(1);
    await node.effects.idle();
    advance(1_300);
    expect(await node.effects.sweep()).toBe(0);
    isBroken = false;
    advance(1_300);
    expect(await node.effects.sweep()).toBe(1);
    await node.effects.idle();
    expect(mail.handled).toEqual(['pay_good:1', 'pay_bad:1']);
    expect(await node.payments.get('pay_bad')).toMatchObject({ effects: { done: { mail: 1, figures: 1 } } });
    expect((await node.payments.get('pay_bad')).effectsDueAt).toBeUndefined();
  });

  it('that are slow hold up no other effect and no change', async () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const slow = noting({ name: 'slow', handle: () => gate });
    const fast = noting({ name: 'fast' });
    const node = aNode(slow.effect, fast.effect);
    for (let n = 0; n < 40; n++) await insert(node, `pay_${n}`);
    await remark(node, 'pay_0');
    await expect.poll(() => fast.handled.length).toBe(41);
    expect(slow.handled).toEqual([]);
    letGo();
    await node.effects.idle();
    expect(slow.handled).toHaveLength(41);
    expect(slow.handled.filter((key) => key.startsWith('pay_0:'))).toEqual(['pay_0:1', 'pay_0:2']);
  });

  it('of a payment that two nodes change are made in order, each once, by the one that is at work on it', async () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const first = noting({ handle: () => gate });
    const second = noting();
    const [one, two] = [aNode(first.effect), aNode(second.effect)];
    await insert(one, 'pay_1');
    await remark(two, 'pay_1');
    await remark(two, 'pay_1');
    await two.effects.idle();
    expect(second.handled).toEqual([]);
    letGo();
    await one.effects.idle();
    expect(first.handled).toEqual(keys('pay_1', 3));
    await remark(two, 'pay_1');
    await two.effects.idle();
    expect(second.handled).toEqual(['pay_1:4']);
  });

  it('that were left behind are shared by the nodes that find them: each is made once', async () => {
    const dying = aNode(noting({ handle: killed }).effect);
    for (let n = 0; n < 30; n++) await insert(dying, `pay_${n}`);
    aCrashLater();
    const found = [noting(), noting()];
    const nodes = found.map(({ effect }) => aNode(effect));
    await Promise.all(nodes.map(({ effects }) => effects.sweep()));
    await Promise.all(nodes.map(({ effects }) => effects.idle()));
    const all = found.flatMap(({ handled }) => handled);
    expect(all).toHaveLength(30);
    expect(new Set(all).size).toBe(30);
  });

  it('survive changes that come while they are noted', async () => {
    const noted = [noting(), noting()];
    const nodes = noted.map(({ effect }) => aNode(effect));
    const [one, two] = nodes as [Node, Node];
    await insert(one, 'pay_1');
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        await remark(n % 2 ? one : two, 'pay_1');
        if (n % 5 === 0) await (n % 2 ? one : two).effects.idle();
      }),
    );
    await Promise.all(nodes.map(({ effects }) => effects.idle()));
    aCrashLater();
    for (const { effects } of nodes) await effects.sweep().then(() => effects.idle());
    expect(noted.flatMap(({ handled }) => handled).sort()).toEqual(keys('pay_1', 41).sort());
    for (const { handled } of noted) expect(handled).toEqual([...handled].sort(bySequence));
  });
});

const sequenceOf = (key: string) => Number(key.split(':')[1]);
const bySequence = (a: string, b: string) => sequenceOf(a) - sequenceOf(b);

describe('an effect that is added later', () => {
  const withPast = async () => {
    const early = aNode();
    for (let n = 0; n < 450; n++) await insert(early, `pay_${String(n).padStart(3, '0')}`);
    await remark(early, 'pay_000');
  };

  it('sees what happens from then on, and not the past', async () => {
    await withPast();
    const { effect, handled } = noting();
    const node = aNode(effect);
    await remark(node, 'pay_000');
    await insert(node, 'pay_new');
    for (let n = 0; n < 4; n++) await node.effects.sweep();
    await node.effects.idle();
    expect(handled).toEqual(['pay_000:3', 'pay_new:1']);
  });

  it('sees all of the past, in order and once, when it asks for it, and over a crash as well', async () => {
    await withPast();
    const { effect, handled } = noting({ startsWith: 'beginning' });
    const killedSoon = aNode(effect);
    await killedSoon.effects.sweep();
    await remark(killedSoon, 'pay_000');
    await remark(killedSoon, 'pay_449');
    await killedSoon.effects.idle();
    expect(handled).toEqual([...keys('pay_000', 3), ...keys('pay_449', 2)]);
    const next = aNode(effect);
    // The first page is due already; two more follow, and an empty one says that this was all.
    for (let n = 0; n < 6; n++) {
      await next.effects.sweep();
      await next.effects.idle();
      advance(1);
    }
    expect(handled).toHaveLength(450 + 3);
    expect(new Set(handled).size).toBe(450 + 3);
    expect(await next.effects.sweep()).toBe(0);
  });

  it('is refused under a name that is taken or cannot be noted', () => {
    const { effect } = noting();
    expect(() => aNode(effect, effect)).toThrow(TypeError);
    expect(() => aNode({ ...effect, name: 'a.b' })).toThrow(TypeError);
  });
});
