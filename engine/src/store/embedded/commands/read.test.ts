import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, openTestStore, type TestStore, type Thing } from '../store-for-tests.ts';

let store: TestStore;
const payments = () => store.db.collection<Thing>('payments');
const states = ['paid', 'refunded', 'failed'];
const at = (i: number): Date => new Date(Date.UTC(2029, 0, 1) + Math.floor(i / 2) * 1000);

/** 600 payments, two in each second, in three states by turns. */
beforeAll(async () => {
  store = await openTestStore();
  await payments().insertMany(
    Array.from({ length: 600 }, (_, i) => ({
      _id: `pay_${String(i).padStart(3, '0')}`,
      state: states[i % 3],
      createdAt: at(i),
      amount: i,
      ...(i % 10 === 0 ? { note: 'tenth' } : {}),
      items: [{ sku: `s${i % 7}`, qty: i % 5 }],
      tags: i % 2 ? ['odd', 'all'] : ['all'],
    })),
  );
  await payments().createIndex({ state: 1, createdAt: -1, _id: -1 });
  await payments().createIndex({ createdAt: -1, _id: -1 });
  await payments().createIndex({ tags: 1 });
  await payments().createIndex({ note: 1 }, { sparse: true });
  await payments().createIndex({ amount: 1 }, { partialFilterExpression: { state: 'failed' } });
});
afterAll(() => store.close());

describe('filters', () => {
  it.each([
    [{ amount: 5 }, 1],
    [{ amount: { $ne: 5 } }, 599],
    [{ amount: { $gt: 590, $lte: 595 } }, 5],
    [{ amount: { $gte: 590, $lt: 595 } }, 5],
    [{ state: { $in: ['paid', 'failed'] } }, 400],
    [{ state: { $nin: ['paid', 'failed'] } }, 200],
    [{ state: { $in: [] } }, 0],
    [{ note: { $exists: true } }, 60],
    [{ note: null }, 540],
    [{ $and: [{ state: 'paid' }, { amount: { $lt: 30 } }] }, 10],
    [{ $or: [{ amount: 1 }, { _id: 'pay_002' }] }, 2],
    [{ $nor: [{ state: 'paid' }, { state: 'failed' }] }, 200],
    [{ amount: { $not: { $gt: 9 } } }, 10],
    [{ _id: /^pay_59/ }, 10],
    [{ _id: { $regex: 'PAY_59', $options: 'i' } }, 10],
    [{ tags: 'odd' }, 300],
    [{ tags: { $all: ['odd', 'all'] } }, 300],
    [{ tags: { $size: 1 } }, 300],
    [{ items: { $elemMatch: { sku: 's0', qty: 0 } } }, 18],
    [{ 'items.sku': 's0', amount: { $lt: 70 } }, 10],
    [{ 'items.0.sku': 's0', amount: { $lt: 70 } }, 10],
    [{ $expr: { $eq: ['$amount', { $add: [2, 3] }] } }, 1],
    [{ createdAt: { $gte: at(590) } }, 10],
    [{ createdAt: { $gte: 5 } }, 0],
  ])('finds what %j asks for', async (filter, expected) => {
    expect(
      await payments()
        .find(filter as object)
        .toArray(),
    ).toHaveLength(expected);
    expect(await payments().countDocuments(filter as object)).toBe(expected);
  });
});

describe('projections', () => {
  const first = (projection: object) => payments().findOne({ _id: 'pay_001' }, { projection });
  it('keeps or leaves out fields, also inside arrays', async () => {
    expect(await first({ state: 1 })).toEqual({ _id: 'pay_001', state: 'refunded' });
    expect(await first({ _id: 0, 'items.sku': 1 })).toEqual({ items: [{ sku: 's1' }] });
    expect(await first({ createdAt: 0, amount: 0, 'items.qty': 0, tags: 0 })).toEqual({
      _id: 'pay_001',
      state: 'refunded',
      items: [{ sku: 's1' }],
    });
    expect(await first({ _id: 1 })).toEqual({ _id: 'pay_001' });
  });
});

describe('the planner', () => {
  const examined = async (filter: object, sort: Record<string, 1 | -1> = {}, limit = 0): Promise<number> => {
    const plan = await payments().find(filter).sort(sort).limit(limit).explain();
    return (plan as { executionStats: { totalDocsExamined: number } }).executionStats.totalDocsExamined;
  };
  const newest = { createdAt: -1, _id: -1 } as const;

  it('looks at one page of documents for one page of a sorted list', async () => {
    expect(await examined({ state: 'paid' }, newest, 50)).toBe(50);
    expect(await examined({}, newest, 50)).toBe(50);
    expect(await examined({}, { createdAt: 1, _id: 1 }, 50)).toBe(50);
    expect(await examined({ state: { $in: ['paid', 'failed'] } }, newest, 50)).toBe(50);
  });

  it('looks at little more than one page when it goes on from a cursor position', async () => {
    const position = { _id: 'pay_300', createdAt: at(300) };
    const after = {
      $or: [{ createdAt: { $lt: position.createdAt } }, { createdAt: position.createdAt, _id: { $lt: position._id } }],
    };
    expect(await examined({ state: 'paid', ...after }, newest, 50)).toBeLessThanOrEqual(52);
    expect(await examined({ state: 'paid', createdAt: { $lte: at(300) } }, newest, 50)).toBe(50);
    expect(await examined({ ...after, state: { $in: ['paid', 'refunded'] } }, newest, 50)).toBeLessThanOrEqual(54);
  });

  it('looks only at what equality, a range, a prefix or $in can mean', async () => {
    expect(await examined({ _id: 'pay_001' })).toBe(1);
    expect(await examined({ _id: { $in: ['pay_001', 'pay_002', 'none'] } })).toBe(2);
    expect(await examined({ _id: /^pay_59/ })).toBe(10);
    expect(await examined({ createdAt: { $gte: at(590) } })).toBe(10);
    expect(await examined({ tags: 'odd' })).toBe(300);
    expect(await examined({ note: 'tenth' })).toBe(60);
    expect(await examined({ state: 'failed', amount: { $lt: 30 } })).toBe(10);
    expect(await examined({ state: { $in: [] } })).toBe(0);
  });

  it('reads each branch of an $or by its own index', async () => {
    expect(
      await examined({ $or: [{ _id: 'pay_001' }, { note: 'tenth', createdAt: at(10) }] }, newest, 50),
    ).toBeLessThanOrEqual(3);
  });

  it('does not use an index that leaves wanted documents out', async () => {
    expect(await examined({ note: null })).toBe(600);
    expect(await examined({ amount: { $lt: 30 } })).toBe(600);
  });

  it('counts without looking at documents where the index decides', async () => {
    expect(await payments().countDocuments({ state: 'paid' })).toBe(200);
    expect(await payments().estimatedDocumentCount()).toBe(600);
  });

  it('pages through everything in order, without gaps or repeats', async () => {
    const seen: string[] = [];
    let filter = {};
    for (;;) {
      const page = await payments().find(filter).sort(newest).limit(70).toArray();
      seen.push(...page.map(({ _id }) => _id));
      const last = page.at(-1);
      if (!last) break;
      filter = {
        $or: [{ createdAt: { $lt: last['createdAt'] } }, { createdAt: last['createdAt'], _id: { $lt: last._id } }],
      };
    }
    expect(seen).toHaveLength(600);
    expect(seen).toEqual([...seen].sort().reverse());
  });
});

describe('cursors', () => {
  it('gives everything in batches, skipped and limited', async () => {
    const all = await payments().find().batchSize(7).toArray();
    expect(all).toHaveLength(600);
    expect(await payments().find().skip(5).limit(20).batchSize(3).toArray()).toHaveLength(20);
    expect(await payments().find().limit(-4).toArray()).toHaveLength(4);
    expect(store.server.store.cursors.size).toBe(0);
  });

  it('closes a cursor that is killed, and forgets one that is idle', async () => {
    const cursor = payments().find().batchSize(2);
    await cursor.next();
    expect(store.server.store.cursors.size).toBe(1);
    await cursor.close();
    expect(store.server.store.cursors.size).toBe(0);
    const idle = payments().find().batchSize(2);
    await idle.next();
    store.advance(11 * 60_000);
    await store.server.sweep();
    await idle.next();
    expect(await codeOf(idle.next())).toBe(43);
  });

  it('goes on after writes without repeating or losing what was there', async () => {
    const cursor = store.db.collection<Thing>('moving').find().sort({ _id: 1 }).batchSize(10);
    await store.db
      .collection<Thing>('moving')
      .insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: `m${String(i).padStart(2, '0')}` })));
    const seen: string[] = [];
    for await (const { _id } of cursor) {
      seen.push(_id);
      if (seen.length === 5) await store.db.collection<Thing>('moving').deleteMany({ _id: { $gte: 'm30' } });
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => `m${String(i).padStart(2, '0')}`));
  });
});

describe('aggregate', () => {
  const run = (...pipeline: object[]) =>
    payments()
      .aggregate(pipeline as Array<Record<string, unknown>>)
      .toArray();

  it('matches, sorts, skips, limits and projects', async () => {
    expect(
      await run(
        { $match: { state: 'paid' } },
        { $sort: { amount: -1 } },
        { $skip: 1 },
        { $limit: 2 },
        { $project: { _id: 0, twice: { $multiply: ['$amount', 2] } } },
      ),
    ).toEqual([{ twice: 1188 }, { twice: 1182 }]);
    expect(await run({ $limit: 5 }, { $skip: 3 })).toHaveLength(2);
  });

  it('groups, counts, unwinds and adds fields', async () => {
    expect(
      await run(
        { $group: { _id: '$state', n: { $sum: 1 }, total: { $sum: '$amount' }, largest: { $max: '$amount' } } },
        { $sort: { _id: 1 } },
      ),
    ).toEqual([
      { _id: 'failed', n: 200, total: 60100, largest: 599 },
      { _id: 'paid', n: 200, total: 59700, largest: 597 },
      { _id: 'refunded', n: 200, total: 59900, largest: 598 },
    ]);
    expect(await run({ $match: { state: 'paid' } }, { $count: 'n' })).toEqual([{ n: 200 }]);
    expect(await run({ $match: { state: 'none' } }, { $count: 'n' })).toEqual([]);
    expect(await run({ $unwind: '$tags' }, { $group: { _id: '$tags', n: { $sum: 1 } } }, { $sort: { n: 1 } })).toEqual([
      { _id: 'odd', n: 300 },
      { _id: 'all', n: 600 },
    ]);
    expect(
      await run(
        { $match: { _id: 'pay_007' } },
        { $addFields: { x: { $add: ['$amount', 1] } } },
        { $set: { y: '$x' } },
        { $project: { x: 1, y: 1 } },
      ),
    ).toEqual([{ _id: 'pay_007', x: 8, y: 8 }]);
  });

  it('groups by calendar days of a time zone', async () => {
    const day = { $dateToString: { date: '$createdAt', format: '%Y-%m-%d', timezone: 'Europe/Rome' } };
    expect(await run({ $group: { _id: day, n: { $sum: 1 } } })).toEqual([{ _id: '2029-01-01', n: 600 }]);
  });
});

it('lists distinct values, also from arrays', async () => {
  expect((await payments().distinct('tags')).sort()).toEqual(['all', 'odd']);
  expect(await payments().distinct('state', { amount: { $lt: 2 } })).toEqual(['paid', 'refunded']);
});

it('finds nothing in a collection that does not exist', async () => {
  const none = store.db.collection('none');
  expect(await none.find().toArray()).toEqual([]);
  expect(await none.countDocuments()).toBe(0);
  expect(await none.distinct('x')).toEqual([]);
});
