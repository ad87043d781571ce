import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../store-for-tests.ts';
import { decode } from '../values/types.ts';
import { Catalogue } from './catalogue.ts';
import { under } from './collection.ts';

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 5);
const writer = path.join(import.meta.dirname, 'durability.writer.ts');

interface Acknowledged {
  inserted: string[];
  /** The highest value that was acknowledged, by counter. */
  counted: Map<string, number>;
}

/** Lets a process write to the folder and kills it after so many acknowledgements. */
async function writeUntilKilled(folder: string, round: number, kill: number): Promise<Acknowledged> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: Acknowledged = { inserted: [], counted: new Map() };
  let lines = 0;
  // Lines that were printed before the kill are acknowledgements too, even if they are read after it.
  for await (const line of createInterface({ input: child.stdout })) {
    const [kind, id = '', value = ''] = line.split(' ');
    if (kind === 'inserted') acknowledged.inserted.push(id);
    if (kind === 'counted') acknowledged.counted.set(id, Math.max(acknowledged.counted.get(id) ?? 0, Number(value)));
    if (++lines === kill) child.kill('SIGKILL');
  }
  return acknowledged;
}

/** Compares what the indexes of a folder hold with what its documents say they must hold. */
async function assertConsistent(folder: string): Promise<void> {
  const catalogue = new Catalogue(folder, true);
  for (const collection of catalogue.list()) {
    const expected = new Set<string>();
    for (const { key, value } of catalogue.pages.walk(under(collection.prefix))) {
      const id = key.subarray(4);
      for (const index of collection.indexes)
        for (const { bytes } of index.keysOf(decode(value)).keys)
          expected.add(Buffer.concat([index.prefix, bytes, id]).toString('hex'));
    }
    const held = collection.indexes.flatMap((index) =>
      [...catalogue.pages.walk(under(index.prefix))].map(({ key }) => key.toString('hex')),
    );
    expect(new Set(held)).toEqual(expected);
    expect(held).toHaveLength(expected.size);
    expect(collection.count()).toBe([...catalogue.pages.walk(under(collection.prefix))].length);
  }
  await catalogue.pages.close();
}

it(
  `loses no acknowledged write when it is killed, ${rounds} times`,
  async () => {
    const folder = temporaryFolder();
    const inserted: string[] = [];
    const counted = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const acknowledged = await writeUntilKilled(folder, round, 150 + ((round * 97) % 200));
      inserted.push(...acknowledged.inserted);
      for (const [counter, value] of acknowledged.counted) counted.set(counter, value);
      expect(acknowledged.inserted.length).toBeGreaterThan(0);
      await assertConsistent(folder);
    }
    const store = await openTestStore(folder);
    const written = store.server.store.catalogue.find('test.written');
    const kept = new Set(
      (await store.db.collection('written').find().project({ _id: 1 }).toArray()).map(({ _id }) => String(_id)),
    );
    expect(inserted.filter((id) => !kept.has(id))).toEqual([]);
    expect(kept.size).toBe(written?.count());
    for (const { _id, n } of await store.db.collection('counters').find().toArray())
      expect(n).toBeGreaterThanOrEqual(counted.get(String(_id)) ?? 0);
    await store.close();
  },
  20_000 + rounds * 10_000,
);

it('does not grow from cursors that nobody finishes', async () => {
  const store = await openTestStore();
  const documents = store.db.collection<{ _id: string; n: number; text: string }>('documents');
  await documents.insertMany(Array.from({ length: 500 }, (_, i) => ({ _id: `d${i}`, n: 0, text: 'x'.repeat(400) })));
  await documents.createIndex({ n: 1 });
  const size = (): number => statSync(path.join(store.folder, 'documents.mdb')).size;
  for (let i = 0; i < 20; i++) {
    await documents.find(i % 2 ? {} : { n: { $gte: 0 } }, { batchSize: 2 }).next();
    await Promise.all(
      Array.from({ length: 100 }, (_, k) =>
        documents.updateOne({ _id: `d${(i * 100 + k) % 500}` }, { $inc: { n: 1 } }),
      ),
    );
  }
  expect(store.server.store.cursors.size).toBe(20);
  expect(size()).toBeLessThan(4_000_000);
  await store.close();
});
