import { createConnection } from 'node:net';
import { Decimal128, Long, Timestamp } from 'bson';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore, type Thing } from '../store-for-tests.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.db.collection<Thing>('things').insertOne({ _id: 'a', at: new Date(), n: 1 });
});
afterAll(() => store.close());

const command = (body: object) => store.db.command(body as Record<string, unknown>);
const inPipeline = (...pipeline: object[]) => command({ aggregate: 'things', pipeline, cursor: {} });

it.each<[string, () => Promise<unknown>]>([
  [
    'transactions',
    () =>
      command({ insert: 'things', documents: [{}], txnNumber: Long.ONE, startTransaction: true, autocommit: false }),
  ],
  ['commands it does not know', () => command({ mapReduce: 'things' })],
  ['change streams', () => inPipeline({ $changeStream: {} })],
  ['joins', () => inPipeline({ $lookup: { from: 'things', as: 'x' } })],
  ['writing stages', () => inPipeline({ $out: 'things' })],
  [
    'code in expressions',
    () => inPipeline({ $project: { x: { $function: { body: 'function () {}', args: [], lang: 'js' } } } }),
  ],
  [
    'operators known to answer differently',
    () => inPipeline({ $group: { _id: null, m: { $median: { input: '$n', method: 'approximate' } } } }),
  ],
  [
    'date arithmetic',
    () => inPipeline({ $project: { x: { $dateAdd: { startDate: '$at', unit: 'month', amount: 1 } } } }),
  ],
  ['code in queries', () => command({ find: 'things', filter: { $where: 'true' } })],
  ['text search', () => command({ find: 'things', filter: { $text: { $search: 'x' } } })],
  ['geography', () => command({ find: 'things', filter: { at: { $near: [0, 0] } } })],
  ['collation in find', () => command({ find: 'things', collation: { locale: 'it' } })],
  [
    'collation in update',
    () => command({ update: 'things', updates: [{ q: {}, u: { $set: { n: 1 } }, collation: { locale: 'it' } }] }),
  ],
  [
    'collation in an index',
    () => command({ createIndexes: 'things', indexes: [{ key: { a: 1 }, name: 'a', collation: { locale: 'it' } }] }),
  ],
  ['tailable cursors', () => command({ find: 'things', tailable: true })],
  ['array projections', () => command({ find: 'things', projection: { list: { $slice: 1 } } })],
  ['snapshot reads', () => command({ find: 'things', readConcern: { level: 'snapshot' } })],
  ['capped collections', () => command({ create: 'x', capped: true, size: 1000 })],
  ['validators', () => command({ create: 'x', validator: { a: 1 } })],
  ['time series', () => command({ create: 'x', timeseries: { timeField: 'at' } })],
  ['text indexes', () => command({ createIndexes: 'things', indexes: [{ key: { a: 'text' }, name: 'a' }] })],
  ['wildcard indexes', () => command({ createIndexes: 'things', indexes: [{ key: { 'a.$**': 1 }, name: 'a' }] })],
  ['hidden indexes', () => command({ createIndexes: 'things', indexes: [{ key: { a: 1 }, name: 'a', hidden: true }] })],
  ['renaming fields', () => command({ update: 'things', updates: [{ q: {}, u: { $rename: { a: 'b' } } }] })],
  ['decimal numbers', () => command({ insert: 'things', documents: [{ d: Decimal128.fromString('1.0') }] })],
  ['integers beyond 2^53', () => command({ insert: 'things', documents: [{ l: Long.MAX_VALUE }] })],
  ['timestamps', () => command({ insert: 'things', documents: [{ t: new Timestamp({ t: 1, i: 1 }) }] })],
  ['regular expressions as values', () => command({ insert: 'things', documents: [{ r: /x/ }] })],
])('refuses %s and says what to do', async (_what, attempt) => {
  const error: unknown = await attempt().then(
    (reply) => (reply as { writeErrors?: Array<{ errmsg: string }> }).writeErrors?.[0],
    (refused: unknown) => refused,
  );
  const { message, errmsg, code } = error as { message?: string; errmsg?: string; code?: number };
  expect(message ?? errmsg).toContain('is not supported by the embedded store; set MONGODB_URI to use MongoDB');
  expect(code).toBeGreaterThan(0);
});

it('accepts integers that are sent as 64 bits when they are exact', async () => {
  await command({ insert: 'things', documents: [{ _id: 'long', l: Long.fromNumber(2 ** 40) }] });
  expect(await store.db.collection<Thing>('things').findOne({ l: 2 ** 40 })).toMatchObject({ _id: 'long' });
});

it('ends a connection that does not speak the protocol, and goes on serving the others', async () => {
  const socket = createConnection(decodeURIComponent(/\/\/([^/]+)/.exec(store.server.uri)?.[1] ?? ''));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await closed;
  expect(await command({ ping: 1 })).toMatchObject({ ok: 1 });
});
