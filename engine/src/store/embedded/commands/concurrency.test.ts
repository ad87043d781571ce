import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, type TestStore, type Thing } from '../store-for-tests.ts';

let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());
const things = () => store.db.collection<Thing>('things');
const hundred = Array.from({ length: 100 }, (_, i) => i);

it('lets exactly one of 100 concurrent inserts have a unique value', async () => {
  await things().createIndex({ reference: 1 }, { unique: true });
  const results = await Promise.allSettled(
    hundred.map((i) => things().insertOne({ _id: `t${i}`, reference: 'PAY-1' })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await things().countDocuments()).toBe(1);
});

it('makes one document of 100 concurrent upserts of the same value', async () => {
  await things().createIndex({ reference: 1 }, { unique: true });
  await Promise.all(
    hundred.map(() => things().updateOne({ reference: 'PAY-1' }, { $inc: { n: 1 } }, { upsert: true })),
  );
  expect(await things().find().toArray()).toMatchObject([{ reference: 'PAY-1', n: 100 }]);
});

it('lets exactly one of 100 concurrent changes of the same version win', async () => {
  await things().insertOne({ _id: 'a', version: 0 });
  const winners = await Promise.all(
    hundred.map((i) => things().findOneAndUpdate({ _id: 'a', version: 0 }, { $set: { by: i }, $inc: { version: 1 } })),
  );
  expect(winners.filter((before) => before !== null)).toHaveLength(1);
});

it('never gives out more than there is', async () => {
  await things().insertOne({ _id: 'a', captured: 1000, reserved: 0 });
  const reserve = () =>
    things().findOneAndUpdate(
      { _id: 'a', $expr: { $lte: [{ $add: ['$reserved', 30] }, '$captured'] } },
      { $inc: { reserved: 30 } },
    );
  const granted = (await Promise.all(hundred.map(reserve))).filter((before) => before !== null);
  expect(granted).toHaveLength(33);
  expect(await things().findOne()).toMatchObject({ reserved: 990 });
});
