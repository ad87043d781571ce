import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, openTestStore, type TestStore, type Thing } from '../store-for-tests.ts';

let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());
const things = () => store.db.collection<Thing>('things');

describe('unique indexes', () => {
  it('refuse a value that is taken and say which, in inserts, updates and upserts', async () => {
    await things().createIndex({ shop: 1, reference: 1 }, { unique: true });
    await things().insertMany([
      { _id: 'a', shop: 's', reference: 1 },
      { _id: 'b', shop: 's', reference: 2 },
    ]);
    const taken = { code: 11000, keyPattern: { shop: 1, reference: 1 }, keyValue: { shop: 's', reference: 1 } };
    await expect(things().insertOne({ _id: 'c', shop: 's', reference: 1 })).rejects.toMatchObject({
      ...taken,
      message:
        'E11000 duplicate key error collection: test.things index: shop_1_reference_1 dup key: { shop: "s", reference: 1 }',
    });
    await expect(things().updateOne({ _id: 'b' }, { $set: { reference: 1 } })).rejects.toMatchObject(taken);
    await expect(
      things().findOneAndUpdate({ _id: 'd' }, { $set: { shop: 's', reference: 1 } }, { upsert: true }),
    ).rejects.toMatchObject(taken);
    expect(await things().findOne({ _id: 'b' })).toMatchObject({ reference: 2 });
    expect(await things().countDocuments()).toBe(2);
  });

  it('free a value when its document changes or goes', async () => {
    await things().createIndex({ reference: 1 }, { unique: true });
    await things().insertMany([
      { _id: 'a', reference: 1 },
      { _id: 'b', reference: 2 },
    ]);
    await things().updateOne({ _id: 'a' }, { $set: { reference: 3 } });
    await things().deleteOne({ _id: 'b' });
    await things().insertMany([
      { _id: 'c', reference: 1 },
      { _id: 'd', reference: 2 },
    ]);
    expect(await things().countDocuments()).toBe(3);
  });

  it('count a missing value as one value, unless the index is sparse or partial', async () => {
    await things().createIndex({ plain: 1 }, { unique: true });
    await things().createIndex({ thin: 1 }, { unique: true, sparse: true });
    await things().createIndex({ text: 1 }, { unique: true, partialFilterExpression: { text: { $type: 'string' } } });
    await things().insertOne({ _id: 'a', plain: 1 });
    await things().insertOne({ _id: 'b' });
    expect(await codeOf(things().insertOne({ _id: 'c' }))).toBe(11000);
    await things().insertMany([
      { _id: 'd', plain: 2, text: 5 },
      { _id: 'e', plain: 3, text: 5 },
    ]);
    await things().insertOne({ _id: 'f', plain: 4, thin: 1, text: 'x' });
    expect(await codeOf(things().insertOne({ _id: 'g', plain: 5, thin: 1 }))).toBe(11000);
    expect(await codeOf(things().insertOne({ _id: 'g', plain: 5, text: 'x' }))).toBe(11000);
  });

  it('look at each element of an array', async () => {
    await things().createIndex({ 'events.id': 1 }, { unique: true });
    await things().insertOne({ _id: 'a', events: [{ id: 1 }, { id: 2 }] });
    await expect(things().insertOne({ _id: 'b', events: [{ id: 3 }, { id: 2 }] })).rejects.toMatchObject({
      keyValue: { 'events.id': 2 },
    });
  });

  it('tell very long values apart', async () => {
    await things().createIndex({ text: 1 }, { unique: true });
    await things().insertMany([
      { _id: 'a', text: 'x'.repeat(5000) + 'a' },
      { _id: 'b', text: 'x'.repeat(5000) + 'b' },
    ]);
    expect(await codeOf(things().insertOne({ _id: 'c', text: 'x'.repeat(5000) + 'b' }))).toBe(11000);
    const found = await things()
      .find({ text: { $gt: 'x'.repeat(5000) } })
      .sort({ text: -1 })
      .toArray();
    expect(found.map(({ _id }) => _id)).toEqual(['b', 'a']);
  });

  it('cannot be built over documents that contradict them, and leave nothing behind then', async () => {
    await things().insertMany([
      { _id: 'a', k: 1 },
      { _id: 'b', k: 1 },
    ]);
    await expect(things().createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject({
      code: 11000,
      keyValue: { k: 1 },
    });
    expect(await things().indexes()).toHaveLength(1);
  });
});

describe('index management', () => {
  it('lists every option as it was given', async () => {
    await things().createIndex({ a: 1 }, { unique: true, sparse: true });
    await things().createIndex({ at: 1 }, { expireAfterSeconds: 60, name: 'old' });
    await things().createIndex({ b: -1, c: 1 }, { partialFilterExpression: { b: { $exists: true } } });
    expect(await things().indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1', unique: true, sparse: true },
      { v: 2, key: { at: 1 }, name: 'old', expireAfterSeconds: 60 },
      { v: 2, key: { b: -1, c: 1 }, name: 'b_-1_c_1', partialFilterExpression: { b: { $exists: true } } },
    ]);
  });

  it('takes an equal index for the same and refuses one that contradicts', async () => {
    await things().createIndex({ a: 1 });
    await things().createIndex({ a: 1 });
    expect(await things().indexes()).toHaveLength(2);
    expect(await codeOf(things().createIndex({ a: 1 }, { name: 'other' }))).toBe(85);
    expect(await codeOf(things().createIndex({ a: 1 }, { unique: true }))).toBe(86);
    expect(await codeOf(things().createIndex({ b: 1 }, { name: 'a_1' }))).toBe(86);
  });

  it('drops indexes by name, by key and all', async () => {
    await things().createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    await things().dropIndex('a_1');
    await store.db.command({ dropIndexes: 'things', index: { b: 1 } });
    expect((await things().indexes()).map(({ name }) => name)).toEqual(['_id_', 'c_1']);
    await things().dropIndexes();
    expect(await things().indexes()).toHaveLength(1);
    expect(await codeOf(things().dropIndex('none'))).toBe(27);
    expect(await codeOf(things().dropIndex('_id_'))).toBe(72);
    expect(await codeOf(store.db.collection('none').indexes())).toBe(26);
  });

  it('refuses to index two arrays of one document', async () => {
    await things().createIndex({ a: 1, b: 1 });
    expect(await codeOf(things().insertOne({ _id: 'a', a: [1], b: [2] }))).toBe(171);
  });
});

describe('collections and databases', () => {
  it('creates, lists and drops them', async () => {
    await store.db.createCollection('made');
    await store.db.createCollection('made');
    await things().insertOne({ _id: 'a' });
    expect((await store.db.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(['made', 'things']);
    expect(await store.db.listCollections({ name: 'made' }, { nameOnly: true }).toArray()).toEqual([
      { name: 'made', type: 'collection' },
    ]);
    expect(await things().drop()).toBe(true);
    expect(await things().countDocuments()).toBe(0);
    await store.db.dropDatabase();
    expect(await store.db.listCollections().toArray()).toEqual([]);
  });

  it('are all there after closing and opening again', async () => {
    await things().createIndex({ k: 1 }, { unique: true });
    await things().insertOne({ _id: 'a', k: [1, 2] });
    await store.server.stop();
    const again = await openTestStore(store.folder);
    try {
      expect(await again.db.collection('things').findOne({ k: 2 })).toEqual({ _id: 'a', k: [1, 2] });
      expect(await codeOf(again.db.collection<Thing>('things').insertOne({ _id: 'b', k: 2 }))).toBe(11000);
    } finally {
      await again.close();
    }
    store = await openTestStore();
  });
});

it('answers to the commands that drivers and probes send', async () => {
  expect(await store.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  expect(await store.db.admin().command({ buildInfo: 1 })).toMatchObject({ version: '7.0.0' });
  expect(await store.db.command({ hello: 1 })).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21 });
  await things().insertOne({ _id: 'a' });
  expect(await store.db.admin().listDatabases()).toMatchObject({ databases: [{ name: 'test' }] });
});
