import { startEmbeddedStore } from '../index.ts';
import { MongoClient } from '../store-for-tests.ts';

/**
 * The process that the durability test kills: sixteen clients write to the store in a folder without end, and each
 * acknowledgement is printed. Written synchronously, a line that the test reads was acknowledged before the kill.
 */
const [folder = '', round = ''] = process.argv.slice(2);
const { uri } = await startEmbeddedStore({ folder });
const db = (await new MongoClient(uri).connect()).db('test');
const written = db.collection<{ _id: string; reference: string; round: string; tags: string[] }>('written');
const counters = db.collection<{ _id: string; n: number }>('counters');
await written.createIndex({ reference: 1 }, { unique: true });
await written.createIndex({ round: 1, tags: 1 });

async function writeForever(client: number): Promise<never> {
  for (let i = 0; ; i++) {
    const _id = `${round}-${client}-${i}`;
    await written.insertOne({ _id, reference: `ref ${_id}`, round, tags: ['a', `t${i % 3}`] });
    process.stdout.write(`inserted ${_id}\n`);
    const counter = await counters.findOneAndUpdate(
      { _id: `c${client % 4}` },
      { $inc: { n: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    process.stdout.write(`counted c${client % 4} ${counter?.n ?? 0}\n`);
    await written.updateOne({ _id }, { $set: { tags: ['b'] } });
  }
}

await Promise.all(Array.from({ length: 16 }, (_, client) => writeForever(client)));
