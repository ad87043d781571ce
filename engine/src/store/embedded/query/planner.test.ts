import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore, type Thing } from '../store-for-tests.ts';

/** The same documents in several collections: without any index, with all kinds, with copies by the id. Answers must be the same. */
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  const values = [
    null,
    0,
    1,
    2,
    -1,
    'a',
    'ab',
    'b',
    '',
    true,
    false,
    new Date(0),
    new Date(1),
    { x: 1 },
    [],
    [1, 2],
    ['a', 'b'],
    [[1]],
  ];
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const pick = (): unknown => values[random(values.length)];
  const single = values.filter((value) => !Array.isArray(value));
  const pickOne = (): unknown => single[random(single.length)];
  const docs = Array.from({ length: 250 }, (_, i): Thing => {
    const doc: Thing = {
      _id: `d${String((i * 37) % 250).padStart(3, '0')}`,
      plain: i % 5,
      when: new Date(i % 20),
      long: 'x'.repeat(600 * (i % 3)) + (i % 7),
    };
    if (i % 3) doc['a'] = pick();
    if (i % 6) doc['one'] = pickOne();
    if (i % 4) doc['b'] = { c: pick() };
    if (i % 5) doc['list'] = [{ c: i % 4 }, { c: i % 6 }, i % 2];
    return doc;
  });
  await store.db.collection<Thing>('bare').insertMany(docs);
  const indexed = store.db.collection<Thing>('indexed');
  await indexed.createIndexes([
    { key: { a: 1 } },
    { key: { 'b.c': -1, plain: 1 } },
    { key: { plain: 1, when: -1, _id: -1 } },
    { key: { when: -1 } },
    { key: { 'list.c': 1 } },
    { key: { long: 1 } },
    { key: { plain: -1, long: 1, when: 1 } },
    { key: { 'b.c': 1 }, sparse: true, name: 'sparse' },
    { key: { when: 1, plain: 1 }, partialFilterExpression: { plain: { $gte: 2 } }, name: 'partial' },
  ]);
  await indexed.insertMany(docs);
  const copied = store.db.collection<Thing>('copied');
  // One index is made of what is there, the other follows what is written.
  await copied.createIndex({ plain: 1, _id: -1 });
  await copied.insertMany(docs);
  await copied.createIndex({ _id: 1, plain: 1, when: -1, one: 1, long: -1 });
});
afterAll(() => store.close());

const scalar = fc.constantFrom<unknown>(
  null,
  0,
  1,
  2,
  3,
  'a',
  'ab',
  'b',
  '',
  true,
  false,
  new Date(0),
  new Date(1),
  new Date(10),
  `${'x'.repeat(600)}3`,
);
const demand = fc.oneof(
  scalar,
  fc.constantFrom<unknown>({ x: 1 }, [], [1, 2], /^a/, /^ab?/, /B/i),
  fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $gt: scalar, $lte: scalar }),
  fc.record({ $gte: scalar }),
  fc.record({ $lt: scalar }),
  fc.record({ $not: fc.record({ $gt: scalar }) }),
);
const path = fc.constantFrom('a', 'one', 'b.c', 'plain', 'when', 'list.c', 'list', 'long', '_id', 'none');
const clause = fc.tuple(path, demand).map(([field, wish]) => ({ [field]: wish }));
const group = fc.array(clause, { minLength: 1, maxLength: 3 });
const filter = fc.oneof(
  clause,
  group.map((clauses) => ({ $nor: clauses })),
  group.map((clauses) => ({ $and: clauses })),
  group.map((clauses): object => Object.assign({}, ...clauses) as object),
  fc.tuple(clause, group).map(([one, others]) => ({ ...one, $or: others })),
  fc.tuple(group, group).map(([some, others]) => ({ $or: [{ $and: some }, ...others] })),
);
const direction = fc.constantFrom(1 as const, -1 as const);
const sort = fc.uniqueArray(fc.tuple(path, direction), { maxLength: 2, selector: ([field]) => field }).map((fields) =>
  // The id at the end makes every order complete, so that both collections must give the same one.
  [...fields.filter(([field]) => field !== '_id'), ['_id', fields[0]?.[1] ?? 1] as [string, 1 | -1]],
);

it('never changes what a query finds, in which order, and how many', async () => {
  const ask = (name: string, wanted: object, order: Array<[string, 1 | -1]>, limit: number, skip = 0, keep = {}) =>
    store.db
      .collection<Thing>(name)
      .find(wanted)
      .sort(order)
      .skip(skip)
      .limit(limit)
      .project({ _id: 1, ...keep })
      .toArray();
  await fc.assert(
    fc.asyncProperty(filter, sort, fc.integer({ min: 0, max: 30 }), async (wanted, order, limit) => {
      const first = (name: string) => ask(name, wanted, order, limit);
      const later = (name: string) => ask(name, wanted, order, limit, 3, { plain: 1, 'b.c': 1 });
      const count = (name: string) => store.db.collection<Thing>(name).countDocuments(wanted);
      const upTo = (name: string) => store.db.collection<Thing>(name).countDocuments(wanted, { limit: limit + 1 });
      for (const asked of [first, later, count, upTo]) {
        const plain = await asked('bare');
        expect(await asked('indexed')).toEqual(plain);
        expect(await asked('copied')).toEqual(plain);
      }
    }),
    { numRuns: Number(process.env['PLANNER_RUNS'] ?? 100), seed: 20300101 },
  );
}, 60_000);

it('uses the index that is named, and finds the same by it', async () => {
  const indexed = store.db.collection<Thing>('indexed');
  const wanted = { plain: 2, when: { $gte: new Date(3), $lt: new Date(9) } };
  const plain = await indexed.find(wanted).sort({ _id: 1 }).toArray();
  for (const hint of ['plain_1_when_-1__id_-1', 'when_-1', 'partial', { long: 1 }, '_id_'] as const) {
    expect(await indexed.find(wanted, { hint }).sort({ _id: 1 }).toArray()).toEqual(plain);
    expect(await indexed.countDocuments(wanted, { hint, limit: 5 })).toBe(Math.min(5, plain.length));
  }
  await expect(indexed.find(wanted, { hint: 'none' }).toArray()).rejects.toThrow(
    /does not correspond to an existing index/,
  );
  await expect(indexed.find({}, { hint: 'partial' }).toArray()).rejects.toThrow(/leaves out what the filter wants/);
});

it('looks at no document where an index says all that is asked', async () => {
  const explain = async (asked: object): Promise<unknown> => {
    const { executionStats } = await store.db.command({ explain: asked, verbosity: 'executionStats' });
    return (executionStats as { totalDocsExamined: number }).totalDocsExamined;
  };
  const filter = { plain: { $in: [1, 2] }, when: { $gt: new Date(3), $lte: new Date(9) } };
  const asked = { find: 'indexed', filter, hint: 'plain_1_when_-1__id_-1', projection: { _id: 1 } };
  expect(await explain({ ...asked, sort: { when: -1, _id: -1 }, skip: 4 })).toBe(0);
  expect(await explain({ ...asked, sort: { _id: 1 } })).toBe(0);
  expect(await explain({ count: 'indexed', query: filter, hint: 'plain_1_when_-1__id_-1' })).toBe(0);
  expect(await explain({ ...asked, filter: { ...filter, a: 1 } })).toBeGreaterThan(0);
});

it('reads no document that an index by the id says enough of, also after it was changed', async () => {
  const things = store.db.collection<Thing>('by-id');
  await things.createIndexes([{ key: { _id: 1, kind: 1, state: 1, sum: 1 } }, { key: { kind: 1, _id: -1 } }]);
  const thing = (n: number): Thing => ({ _id: `t${n}`, kind: 'x', state: n % 2 ? 'new' : 'old', sum: n, body: 'long' });
  await things.insertMany([1, 2, 3, 4, 5, 6].map(thing));
  await things.updateOne({ _id: 't2' }, { $set: { state: 'new' } });
  await things.deleteOne({ _id: 't3' });
  const filter = { kind: 'x', $or: [{ state: 'new' }, { sum: { $gte: 6 } }], _id: { $nin: ['t1'] } };
  const asked = { find: 'by-id', filter, hint: 'kind_1__id_-1', sort: { _id: -1 } };
  const { cursor } = await store.db.command(asked);
  expect((cursor as { firstBatch: Thing[] }).firstBatch.map(({ _id }) => _id)).toEqual(['t6', 't5', 't2']);
  const { executionStats } = await store.db.command({ explain: asked, verbosity: 'executionStats' });
  expect(executionStats).toMatchObject({ nReturned: 3, totalDocsExamined: 3 });
  const counted = { count: 'by-id', query: filter, hint: 'kind_1__id_-1' };
  const { executionStats: ofCount } = await store.db.command({ explain: counted, verbosity: 'executionStats' });
  expect(ofCount).toMatchObject({ totalDocsExamined: 0 });
});

it('counts no further than it is asked to', async () => {
  const counted = { count: 'copied', query: { plain: 2 }, limit: 3, hint: 'plain_1__id_-1' };
  expect(await store.db.command(counted)).toMatchObject({ n: 3 });
  const { executionStats } = await store.db.command({ explain: counted, verbosity: 'executionStats' });
  expect(executionStats).toMatchObject({ totalKeysExamined: 3, totalDocsExamined: 0 });
});
