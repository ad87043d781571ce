import { Binary, Long } from 'bson';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../store-for-tests.ts';
import type { Doc } from '../values/types.ts';
import { decode, encode } from '../values/types.ts';
import { answer } from './answer.ts';

let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());

const session = { id: new Binary(Buffer.alloc(16, 7), 4) };
const increment = (number: number): Doc => ({
  findAndModify: 'counters',
  query: { _id: 'a' },
  update: { $inc: { n: 1 } },
  upsert: true,
  new: true,
  lsid: session,
  txnNumber: Long.fromNumber(number),
  $db: 'test',
});
/** As the command arrives over the wire. */
const send = (body: Doc): Promise<Doc> => answer(decode(encode(body)), store.server.store);

it('answers a repeated write with its first answer and writes once', async () => {
  const [first, repeated] = await Promise.all([send(increment(1)), send(increment(1))]);
  expect(repeated).toEqual(first);
  expect(await send(increment(1))).toMatchObject({ value: { n: 1 } });
  expect(await send(increment(2))).toMatchObject({ value: { n: 2 } });
});

it('refuses a write that is older than the last of its session', async () => {
  await send(increment(5));
  expect(await send(increment(4))).toMatchObject({ ok: 0, code: 225 });
});

it('lets a refused write be tried again', async () => {
  const refused = { ...increment(1), update: { $bit: {} } };
  expect(await send(refused)).toMatchObject({ ok: 0 });
  expect(await send(increment(1))).toMatchObject({ ok: 1, value: { n: 1 } });
});

it('forgets a session that ended or was idle for half an hour', async () => {
  await send(increment(1));
  await send({ endSessions: [session], $db: 'admin' });
  expect(await send(increment(1))).toMatchObject({ value: { n: 2 } });
  store.advance(31 * 60_000);
  await store.server.sweep();
  expect(await send(increment(1))).toMatchObject({ value: { n: 3 } });
});
