import { Binary, ObjectId } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, openTestStore, type TestStore, type Thing } from '../store-for-tests.ts';

let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());
const things = () => store.db.collection<Thing>('things');
const thing = () => things().findOne({ _id: 'a' });

describe('insert', () => {
  it('gives back every storable type as it was given', async () => {
    const doc = {
      _id: 'a',
      nothing: null,
      yes: true,
      whole: 7,
      large: 2 ** 53 - 1,
      fraction: 1.25,
      text: 'zero \0 inside',
      at: new Date(5),
      list: [1, 'two', { three: 3 }],
      inner: { deep: { er: 1 } },
      object: new ObjectId(),
      bytes: new Binary(Buffer.from([1, 0, 255]), 4),
    };
    await things().insertOne(doc);
    expect(await things().findOne({ _id: 'a' }, { promoteValues: true })).toEqual(doc);
  });

  it('makes an id where there is none, and puts it first', async () => {
    await store.db.command({ insert: 'things', documents: [{ name: 'x' }] });
    expect(Object.keys((await things().findOne()) ?? {})).toEqual(['_id', 'name']);
  });

  it('stops an ordered bulk at its first error and goes on with an unordered one', async () => {
    const docs = [{ _id: 'a' }, { _id: 'a' }, { _id: 'b' }];
    expect(await codeOf(things().insertMany(docs))).toBe(11000);
    expect(await things().countDocuments()).toBe(1);
    expect(await codeOf(things().insertMany(docs, { ordered: false }))).toBe(11000);
    expect(await things().countDocuments()).toBe(2);
  });

  it('refuses documents that are too large or nest too deeply', async () => {
    let deep: Record<string, unknown> = {};
    for (let i = 0; i < 150; i++) deep = { deep };
    expect(await codeOf(things().insertOne({ _id: 'a', deep }))).toBe(15);
    // The driver itself stops at 16 MiB; an update can still grow a document beyond it.
    await things().insertOne({ _id: 'a', text: 'x'.repeat(9_000_000) });
    expect(await codeOf(things().updateOne({ _id: 'a' }, { $set: { more: 'x'.repeat(9_000_000) } }))).toBe(10334);
  });
});

describe('update', () => {
  beforeEach(() =>
    things().insertOne({
      _id: 'a',
      n: 1,
      list: [3, 1, 2],
      items: [
        { sku: 'x', qty: 1 },
        { sku: 'y', qty: 2 },
      ],
      inner: { k: 1 },
    }),
  );

  it.each([
    [{ $set: { n: 2, 'inner.j': 2, 'new.deep': true } }, { n: 2, inner: { k: 1, j: 2 }, new: { deep: true } }],
    [{ $unset: { n: '', 'inner.k': '', 'absent.path': '' } }, { n: undefined, inner: {} }],
    [{ $inc: { n: 4, fresh: 1.5 } }, { n: 5, fresh: 1.5 }],
    [{ $mul: { n: 3, fresh: 2 } }, { n: 3, fresh: 0 }],
    [
      { $min: { n: 0 }, $max: { 'inner.k': 9 } },
      { n: 0, inner: { k: 9 } },
    ],
    [{ $min: { n: 5, fresh: 5 } }, { n: 1, fresh: 5 }],
    [
      { $currentDate: { at: true, also: { $type: 'date' } } },
      { at: new Date('2030-01-01T12:00:00Z'), also: new Date('2030-01-01T12:00:00Z') },
    ],
    [{ $push: { list: 4, fresh: 1 } }, { list: [3, 1, 2, 4], fresh: [1] }],
    [{ $push: { list: { $each: [9, 0], $sort: 1, $slice: -3 } } }, { list: [2, 3, 9] }],
    [{ $push: { list: { $each: [7], $position: 0, $slice: 2 } } }, { list: [7, 3] }],
    [{ $push: { fresh: { $each: [3, 1, 2], $sort: -1, $slice: 2 } } }, { fresh: [3, 2] }],
    [
      { $push: { items: { $each: [{ sku: 'z', qty: 0 }], $sort: { qty: -1 } } } },
      {
        items: [
          { sku: 'y', qty: 2 },
          { sku: 'x', qty: 1 },
          { sku: 'z', qty: 0 },
        ],
      },
    ],
    [{ $addToSet: { list: 3, fresh: { $each: [1, 1] } } }, { list: [3, 1, 2], fresh: [1] }],
    [{ $pull: { list: { $gte: 2 }, items: { sku: 'x' } } }, { list: [1], items: [{ sku: 'y', qty: 2 }] }],
    [{ $pull: { list: { $in: [1, 2] } } }, { list: [3] }],
    [{ $pullAll: { list: [3, 2] } }, { list: [1] }],
    [{ $pop: { list: 1 } }, { list: [3, 1] }],
    [{ $pop: { list: -1 } }, { list: [1, 2] }],
    [
      { $set: { 'list.1': 9, 'items.0.qty': 5 } },
      {
        list: [3, 9, 2],
        items: [
          { sku: 'x', qty: 5 },
          { sku: 'y', qty: 2 },
        ],
      },
    ],
    [{ $set: { 'list.4': 9 } }, { list: [3, 1, 2, null, 9] }],
    [
      { $inc: { 'items.$[].qty': 10 } },
      {
        items: [
          { sku: 'x', qty: 11 },
          { sku: 'y', qty: 12 },
        ],
      },
    ],
    [[{ $set: { sum: { $add: ['$n', '$inner.k'] } } }, { $unset: 'list' }], { sum: 2, list: undefined }],
  ])('applies %j', async (change, expected) => {
    const result = await things().updateOne({ _id: 'a' }, change as object);
    expect(result).toMatchObject({ matchedCount: 1 });
    expect(await thing()).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
    );
    for (const [field, value] of Object.entries(expected))
      if (value === undefined) expect(await thing()).not.toHaveProperty(field);
  });

  it('changes the array element that the filter found, or those that array filters name', async () => {
    await things().updateOne({ _id: 'a', 'items.sku': 'y' }, { $set: { 'items.$.qty': 20 } });
    await things().updateOne({ _id: 'a', items: { $elemMatch: { sku: 'x', qty: 1 } } }, { $inc: { 'items.$.qty': 9 } });
    expect((await thing())?.['items']).toEqual([
      { sku: 'x', qty: 10 },
      { sku: 'y', qty: 20 },
    ]);
    await things().updateOne(
      { _id: 'a' },
      { $set: { 'items.$[big].qty': 0, 'list.$[two]': 22 } },
      { arrayFilters: [{ 'big.qty': { $gt: 15 } }, { two: 2 }] },
    );
    expect(await thing()).toMatchObject({
      items: [
        { sku: 'x', qty: 10 },
        { sku: 'y', qty: 0 },
      ],
      list: [3, 1, 22],
    });
  });

  it.each([
    ['a text is incremented', { $inc: { 'items.0.sku': 1 } }, 14],
    ['null is incremented', { $inc: { none: 1 } }, 14],
    ['something is pushed onto a number', { $push: { n: 1 } }, 2],
    ['a path runs through a number', { $set: { 'n.x': 1 } }, 28],
    ['a path runs through null', { $set: { 'none.x': 1 } }, 28],
    ['two operators write the same place', { $set: { 'inner.k': 1 }, $inc: { inner: 1 } }, 40],
    ['the id would change', { $set: { _id: 'b' } }, 66],
    ['a sum leaves the exact integers', { $inc: { n: Number.MAX_SAFE_INTEGER } }, 115],
    ['the operator is not supported', { $bit: { n: { and: 1 } } }, 9],
  ])('refuses and changes nothing when %s', async (_when, change, code) => {
    await things().updateOne({ _id: 'a' }, { $set: { none: null } });
    const before = await thing();
    expect(await codeOf(things().updateOne({ _id: 'a' }, change as object))).toBe(code);
    expect(await thing()).toEqual(before);
  });

  it('tells matched from modified, and changes many', async () => {
    await things().insertMany([
      { _id: 'b', n: 1 },
      { _id: 'c', n: 2 },
    ]);
    expect(await things().updateMany({ n: { $lte: 2 } }, { $set: { n: 2 } })).toMatchObject({
      matchedCount: 3,
      modifiedCount: 2,
    });
  });

  it('replaces a document and keeps its id', async () => {
    await things().replaceOne({ _id: 'a' }, { only: 'this' });
    expect(await thing()).toEqual({ _id: 'a', only: 'this' });
  });
});

describe('upsert', () => {
  it('starts from what the filter pins, and applies $setOnInsert only when inserting', async () => {
    const change = { $set: { n: 1 }, $setOnInsert: { born: true } };
    const filter = { _id: 'a', $and: [{ kind: 'x' }, { 'inner.k': { $eq: 5 } }], other: { $gt: 3 } };
    expect(await things().updateOne(filter, change, { upsert: true })).toMatchObject({
      upsertedId: 'a',
      upsertedCount: 1,
    });
    expect(await thing()).toEqual({ _id: 'a', kind: 'x', inner: { k: 5 }, n: 1, born: true });
    await things().updateOne({ _id: 'a' }, { $set: { n: 2 }, $setOnInsert: { again: true } }, { upsert: true });
    expect(await thing()).toEqual({ _id: 'a', kind: 'x', inner: { k: 5 }, n: 2, born: true });
  });
});

describe('delete', () => {
  it('deletes one or all that match', async () => {
    await things().insertMany([
      { _id: 'a', k: 1 },
      { _id: 'b', k: 1 },
      { _id: 'c', k: 1 },
    ]);
    expect(await things().deleteOne({ k: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await things().deleteMany({ k: 1 })).toMatchObject({ deletedCount: 2 });
  });
});

describe('findAndModify', () => {
  beforeEach(
    async () =>
      void (await things().insertMany([
        { _id: 'a', n: 1 },
        { _id: 'b', n: 2 },
      ])),
  );

  it('returns the document before or after, of the first in the order asked for', async () => {
    const change = { $inc: { n: 10 } };
    expect(await things().findOneAndUpdate({}, change, { sort: { n: -1 } })).toEqual({ _id: 'b', n: 2 });
    expect(
      await things().findOneAndUpdate({ _id: 'a' }, change, { returnDocument: 'after', projection: { n: 1, _id: 0 } }),
    ).toEqual({ n: 11 });
  });

  it('upserts, deletes, replaces, and finds nothing', async () => {
    expect(
      await things().findOneAndUpdate({ _id: 'c' }, { $set: { n: 3 } }, { upsert: true, returnDocument: 'after' }),
    ).toEqual({ _id: 'c', n: 3 });
    expect(await things().findOneAndDelete({ _id: 'c' })).toEqual({ _id: 'c', n: 3 });
    expect(await things().findOneAndReplace({ _id: 'a' }, { m: 1 }, { returnDocument: 'after' })).toEqual({
      _id: 'a',
      m: 1,
    });
    expect(await things().findOneAndUpdate({ _id: 'zz' }, { $set: { n: 1 } })).toBeNull();
  });
});

it('runs a bulk of different writes', async () => {
  const result = await things().bulkWrite([
    { insertOne: { document: { _id: 'a', n: 1 } } },
    { updateOne: { filter: { _id: 'a' }, update: { $inc: { n: 1 } } } },
    { updateOne: { filter: { _id: 'b' }, update: { $set: { n: 5 } }, upsert: true } },
    { deleteOne: { filter: { _id: 'a' } } },
  ]);
  expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
});

it('writes without waiting for a reply when asked to', async () => {
  await things().insertOne({ _id: 'a' }, { writeConcern: { w: 0 } });
  await expect.poll(() => things().countDocuments()).toBe(1);
});
