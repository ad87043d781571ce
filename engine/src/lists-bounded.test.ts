import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestHub, type Ask, type TestHub } from './hub-for-tests.ts';
import { at, idOf, is, lists, type Known, type List, type Row } from './lists-for-tests.ts';
import { openStore, type Store } from './store/index.ts';

/** More than a request may look at, in each list. */
const stored = 2_600;
const mostExamined = 2_000;
const limit = 40;
/** Who asks is looked up, and a page of payments that the rows are about; ways that are joined read a page each. */
const beside = 6 * limit + 40;
/** Each way is asked where it stands after so many entries, and what it leads to is read by keys first. */
const mostKeys = 7 * mostExamined;

let hub: TestHub;
let store: Store;
let giulia: Pick<Ask, 'key' | 'headers'>;
let known: Known;
const asked: mongoose.mongo.FindCursor[] = [];

const rowsOf = (collection: string) => store.connection.collection<Row>(collection);

beforeAll(async () => {
  hub = await startTestHub();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
  giulia = await hub.signIn();
  const session = await hub.ask<{ operator: { id: string } }>('GET', '/v1/session', giulia);
  const order = async (): Promise<string> => (await hub.order()).id;
  known = { payments: [await order(), await order(), await order()], owner: session.body.operator.id };
  const { find } = mongoose.mongo.Collection.prototype;
  vi.spyOn(mongoose.mongo.Collection.prototype, 'find').mockImplementation(function (this: unknown, ...given) {
    const cursor = find.apply(this as mongoose.mongo.Collection, given);
    asked.push(cursor);
    return cursor;
  });
}, 60_000);
beforeEach(() => void (asked.length = 0));
afterAll(async () => {
  vi.restoreAllMocks();
  await store.close();
  await hub.stop();
});

/** What the database had to look at since it was asked for the last time: documents, and keys of indexes. */
async function examined(): Promise<{ docs: number; keys: number }> {
  const sum = { docs: 0, keys: 0 };
  for (const cursor of asked.splice(0)) {
    const { executionStats } = await cursor.clone().explain('executionStats');
    const { totalDocsExamined = 0, totalKeysExamined = 0 } = (executionStats ?? {}) as Record<string, number>;
    sum.docs += totalDocsExamined;
    sum.keys += totalKeysExamined;
  }
  asked.length = 0;
  return sum;
}

interface Answer {
  data: { id: string }[];
  nextCursor: string | null;
  searchedTo?: string;
}

async function page(path: string, query: Record<string, string>): Promise<Answer> {
  const { status, body } = await hub.ask<Answer>('GET', `${path}?${new URLSearchParams(query).toString()}`, giulia);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

interface Walked {
  ids: string[];
  /** Pages that came back short though there was more. */
  short: number;
  /** How many documents were looked at for all pages. */
  looks: number;
}

/** All pages of a list, none of which looked at more than it may. */
async function everyPage(path: string, query: Record<string, string>): Promise<Walked> {
  const ids: string[] = [];
  let [cursor, short, looks]: [string | null, number, number] = ['', 0, 0];
  asked.length = 0;
  while (cursor !== null) {
    const { data, nextCursor, searchedTo } = await page(path, { ...query, ...(cursor && { cursor }) });
    const { docs, keys } = await examined();
    expect(docs).toBeLessThanOrEqual(mostExamined + beside);
    expect(keys).toBeLessThanOrEqual(mostKeys);
    looks += docs;
    // A page that is not full and not the last says how far it got.
    expect(searchedTo !== undefined).toBe(data.length < Number(query['limit']) && nextCursor !== null);
    short += searchedTo === undefined ? 0 : 1;
    ids.push(...data.map(({ id }) => id));
    cursor = nextCursor;
  }
  return { ids, short, looks };
}

describe.each(Object.entries(lists))('the list of %s', (_name, make) => {
  let list: List;
  let rows: Row[];
  beforeAll(async () => {
    list = make(known);
    await rowsOf(list.collection).insertMany(Array.from({ length: stored }, (_, number) => list.plant(number)));
    const order = Object.fromEntries(list.order.map((each) => [each, -1 as const]));
    rows = await rowsOf(list.collection).find({}).sort(order).toArray();
    if (list.isOwn) rows = rows.filter(is('by.id', known.owner));
  }, 60_000);

  const expected = (holds: (row: Row) => boolean): string[] => rows.filter(holds).map(({ _id }) => _id);

  it('has each parameter of the API in the tests below', () => {
    expect([...Object.keys(list.cases), 'limit', 'cursor'].sort()).toEqual([...list.parameters].sort());
  });

  it('is whole, in order and bounded by whatever it is narrowed to', async () => {
    const most = { limit: '100' };
    const everything = await everyPage(list.path, most);
    expect(everything.ids).toEqual(expected(() => true));
    expect(everything.looks).toBeGreaterThan(rows.length);
    for (const [parameter, cases] of Object.entries(list.cases))
      for (const [value, holds] of cases)
        expect([parameter, value, (await everyPage(list.path, { ...most, [parameter]: value })).ids]).toEqual([
          parameter,
          value,
          expected(holds),
        ]);
  }, 60_000);

  it('is bounded where filters hardly ever hold together, and says how far it got', async () => {
    const { ids, short } = await everyPage(list.path, { limit: String(limit), ...list.rare });
    expect(short).toBe(list.isShort ? 1 : 0);
    const values = Object.entries(list.rare).map(([parameter, value]) => {
      const told = list.cases[parameter]?.find(([each]) => each === value)?.[1];
      return told ?? is(pathOf[parameter] ?? parameter, value, Number(value));
    });
    expect(ids).toEqual(expected((row) => values.every((holds) => holds(row))));
  }, 60_000);
});

/** Where a parameter's value stands in the stored rows. */
const pathOf: Record<string, string> = { actorType: 'actor.type', targetKind: 'target.kind' };

it('what was received about a payment is read by its payment', async () => {
  const of = (number: number): Row => ({
    ...{ _id: idOf('webhook', number), payment: number % 20 ? 'pay_other' : known.payments[0], provider: 'stripe' },
    ...{ receivedAt: at(number), isVerified: true, outcome: 'nothing_new', digest: `${number}` },
  });
  await rowsOf('webhooks').insertMany(Array.from({ length: stored }, (_, number) => of(number)));
  asked.length = 0;
  const { data } = await page(`/v1/payments/${known.payments[0]}/webhooks`, {});
  expect(data).toHaveLength(100);
  expect((await examined()).docs).toBeLessThanOrEqual(100 + beside);
}, 60_000);
