import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore, type Thing } from '../store-for-tests.ts';

/** The same documents twice: once without any index, once with all kinds. Answers must be the same. */
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
  const pick = (): unknown => values[(seed = (seed * 48271) % 2147483647) % values.length];
  const docs = Array.from({ length: 250 }, (_, i): Thing => {
    const doc: Thing = {
      _id: `d${String((i * 37) % 250).padStart(3, '0')}`,
      plain: i % 5,
      when: new Date(i % 20),
      long: 'x'.repeat(600 * (i % 3)) + (i % 7),
    };
    if (i % 3) doc['a'] = pick();
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
const path = fc.constantFrom('a', 'b.c', 'plain', 'when', 'list.c', 'list', 'long', '_id', 'none');
const clause = fc.tuple(path, demand).map(([field, wish]) => ({ [field]: wish }));
const group = fc.array(clause, { minLength: 1, maxLength: 3 });
const filter = fc.oneof(
  clause,
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
  const ask = (name: string, wanted: object, order: Array<[string, 1 | -1]>, limit: number) =>
    store.db.collection<Thing>(name).find(wanted).sort(order).limit(limit).project({ _id: 1 }).toArray();
  await fc.assert(
    fc.asyncProperty(filter, sort, fc.integer({ min: 0, max: 30 }), async (wanted, order, limit) => {
      expect(await ask('indexed', wanted, order, limit)).toEqual(await ask('bare', wanted, order, limit));
      const counts = await Promise.all(
        ['indexed', 'bare'].map((name) => store.db.collection<Thing>(name).countDocuments(wanted)),
      );
      expect(counts[0]).toBe(counts[1]);
    }),
    { numRuns: Number(process.env['PLANNER_RUNS'] ?? 120), seed: 20300101 },
  );
}, 60_000);
