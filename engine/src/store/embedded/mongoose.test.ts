import mongoose, { Schema, type Connection } from 'mongoose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, type TestStore } from './store-for-tests.ts';

let store: TestStore;
let connection: Connection;
beforeEach(async () => {
  store = await openTestStore();
  connection = await mongoose.createConnection(store.server.uri, { dbName: 'hub' }).asPromise();
});
afterEach(async () => {
  await connection.close();
  await store.close();
});

function paymentModel() {
  const schema = new Schema(
    {
      _id: String,
      state: { type: String, required: true },
      total: { amount: Number, currency: String },
      attempts: [new Schema({ provider: String, startedAt: Date }, { _id: false })],
      facts: { type: Map, of: Schema.Types.Mixed },
    },
    { timestamps: true, optimisticConcurrency: true },
  );
  schema.index({ state: 1, createdAt: -1, _id: -1 });
  schema.index({ 'total.currency': 1, 'attempts.provider': 1 }, { sparse: true });
  return connection.model('Payment', schema);
}
const aPayment = (id: string) => ({
  _id: id,
  state: 'created',
  total: { amount: 1050, currency: 'EUR' },
  facts: { country: 'IT' },
});

it('saves, loads, changes and deletes a document', async () => {
  const Payment = paymentModel();
  await Payment.init();
  const made = await Payment.create(aPayment('pay_1'));
  made.attempts.push({ provider: 'stripe', startedAt: new Date(5) });
  made.state = 'pending';
  await made.save();
  const found = await Payment.findById('pay_1').orFail();
  expect(found.toObject({ flattenMaps: true })).toMatchObject({
    state: 'pending',
    total: { amount: 1050, currency: 'EUR' },
    attempts: [{ provider: 'stripe', startedAt: new Date(5) }],
    facts: { country: 'IT' },
    __v: 1,
  });
  expect(found.updatedAt.getTime()).toBeGreaterThanOrEqual(found.createdAt.getTime());
  await found.deleteOne();
  expect(await Payment.exists({ _id: 'pay_1' })).toBeNull();
});

it('refuses to save over a version that changed meanwhile', async () => {
  const Payment = paymentModel();
  await Payment.create(aPayment('pay_1'));
  const [one, two] = await Promise.all([Payment.findById('pay_1').orFail(), Payment.findById('pay_1').orFail()]);
  one.state = 'paid';
  two.state = 'expired';
  await one.save();
  await expect(two.save()).rejects.toBeInstanceOf(mongoose.Error.VersionError);
  expect(await Payment.findById('pay_1').lean()).toMatchObject({ state: 'paid' });
});

it('keeps indexes as the schema describes them', async () => {
  const Payment = paymentModel();
  await Payment.init();
  expect(await Payment.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  await Payment.collection.createIndex({ left: 1 }, { name: 'over' });
  expect(await Payment.syncIndexes()).toEqual(['over']);
});

it('writes in bulk, streams with a cursor and aggregates', async () => {
  const Payment = paymentModel();
  await Payment.bulkWrite(
    Array.from({ length: 250 }, (_, i) => ({
      updateOne: {
        filter: { _id: `pay_${i}` },
        update: { $setOnInsert: { state: i % 2 ? 'paid' : 'failed', total: { amount: i, currency: 'EUR' } } },
        upsert: true,
      },
    })),
  );
  let streamed = 0;
  for await (const payment of Payment.find({ state: 'paid' }).cursor({ batchSize: 20 }))
    streamed += payment.total?.amount ?? 0;
  const [grouped] = await Payment.aggregate<{ total: number }>([
    { $match: { state: 'paid' } },
    { $group: { _id: null, total: { $sum: '$total.amount' } } },
  ]);
  expect(streamed).toBe(grouped?.total);
  expect(await Payment.countDocuments({ state: 'paid' })).toBe(125);
});
