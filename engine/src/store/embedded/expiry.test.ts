import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, type TestStore, type Thing } from './store-for-tests.ts';

let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());
const tokens = () => store.db.collection<Thing>('tokens');
const left = async () => (await tokens().find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id);

it('deletes documents when their time is over, not before', async () => {
  await tokens().createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  const now = new Date('2030-01-01T12:00:00Z');
  await tokens().insertMany([
    { _id: 'now', at: now },
    { _id: 'later', at: new Date(now.getTime() + 30_000) },
    { _id: 'never', at: 'not a date' },
    { _id: 'without' },
    { _id: 'several', at: [new Date(now.getTime() + 90_000), now] },
  ]);
  store.advance(59_999);
  expect(await store.server.sweep()).toBe(0);
  store.advance(1);
  expect(await store.server.sweep()).toBe(2);
  expect(await left()).toEqual(['later', 'never', 'without']);
  store.advance(30_000);
  expect(await store.server.sweep()).toBe(1);
});

it('deletes at the date itself when the index says 0 seconds, in portions when there are many', async () => {
  await tokens().createIndex({ expiresAt: -1 }, { expireAfterSeconds: 0 });
  await tokens().insertMany(
    Array.from({ length: 1200 }, (_, i) => ({ _id: `t${i}`, expiresAt: new Date('2030-01-01T12:00:01Z') })),
  );
  store.advance(1000);
  expect(await store.server.sweep()).toBe(1200);
});

it('leaves alone what a partial TTL index does not cover', async () => {
  await tokens().createIndex({ at: 1 }, { expireAfterSeconds: 1, partialFilterExpression: { kind: 'draft' } });
  const at = new Date('2030-01-01T11:00:00Z');
  await tokens().insertMany([
    { _id: 'draft', kind: 'draft', at },
    { _id: 'final', kind: 'final', at },
  ]);
  expect(await store.server.sweep()).toBe(1);
  expect(await left()).toEqual(['final']);
});
