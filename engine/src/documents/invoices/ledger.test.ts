import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../store/index.ts';
import { Ledger, type Entry } from './ledger.ts';
import { invoiceModel } from './model.ts';
import { aSnapshot } from './pdf-for-tests.ts';

let folder: string;
let store: Store;
let now: Date;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-ledger-'));
  store = await openStore({ folder, durable: false });
  await aNode().prepare();
});
beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  await store.connection.collection('invoices').deleteMany({});
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** One engine among several: it knows of the others by the database alone. */
const aNode = (clock = () => now) => new Ledger(invoiceModel(store.connection), clock);
const entry = (subject: string, about: Partial<Entry> = {}): Entry => ({
  subject,
  series: 'A',
  timeZone: 'Europe/Rome',
  draft: aSnapshot({ payment: { id: subject, reference: subject } }),
  by: { type: 'system' },
  ...about,
});
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const sequences = async (filter: object) =>
  (await invoiceModel(store.connection).find(filter).lean()).map(({ sequence }) => sequence).sort((a, b) => a - b);

describe('the books', () => {
  it('number without gaps and without doubles, however many nodes enter at once', async () => {
    const nodes = [aNode(), aNode(), aNode(), aNode()];
    const rows = await Promise.all(upTo(48).map((n) => nodes[n % 4]?.enter(entry(`pay_${n}`))));
    expect(rows.map((row) => row?.sequence).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(upTo(48));
    expect(await sequences({ series: 'A', year: 2026 })).toEqual(upTo(48));
  });

  it('give a payment one number, however often and wherever it is entered', async () => {
    const nodes = [aNode(), aNode(), aNode()];
    const rows = await Promise.all(upTo(30).map((n) => nodes[n % 3]?.enter(entry('pay_same'))));
    expect(new Set(rows.map((row) => row?.number))).toEqual(new Set(['A-2026-00001']));
    expect(await sequences({})).toEqual([1]);
  });

  it('count each series by itself, also the one without a name', async () => {
    const node = aNode();
    const numbers = [];
    for (const [subject, series] of [
      ['pay_1', 'A'],
      ['pay_2', ''],
      ['pay_3', 'A'],
      ['pay_4', 'NC'],
      ['pay_5', ''],
    ] as const)
      numbers.push((await node.enter(entry(subject, { series }))).number);
    expect(numbers).toEqual(['A-2026-00001', '2026-00001', 'A-2026-00002', 'NC-2026-00001', '2026-00002']);
  });

  it('begin again with the merchant’s new year, an hour before that of UTC', async () => {
    const node = aNode();
    now = new Date('2026-12-31T22:59:59Z');
    expect(await node.enter(entry('pay_1'))).toMatchObject({ number: 'A-2026-00001', issuedOn: '2026-12-31' });
    now = new Date('2026-12-31T23:00:00Z');
    expect(await node.enter(entry('pay_2'))).toMatchObject({ number: 'A-2027-00001', issuedOn: '2027-01-01' });
  });

  it('never have a later number at an earlier time, though a node’s clock be slow', async () => {
    const first = await aNode().enter(entry('pay_1'));
    const slow = aNode(() => new Date(now.getTime() - 5_000));
    expect((await slow.enter(entry('pay_2'))).issuedAt).toEqual(first.issuedAt);
  });

  it('leave no gap where a node dies with the number it was about to take', async () => {
    // Its row is not written, so its number is nobody's.
    await aNode().enter(entry('pay_1'));
    const dying = aNode(() => {
      throw new Error('killed');
    });
    await expect(dying.enter(entry('pay_2'))).rejects.toThrow('killed');
    await aNode().enter(entry('pay_3'));
    expect(await sequences({})).toEqual([1, 2]);
  });

  it('keep what was entered as it was', async () => {
    const node = aNode();
    const first = await node.enter(entry('pay_1'));
    const draft = aSnapshot({ payment: { id: 'pay_1', reference: 'another' } });
    expect(await node.enter(entry('pay_1', { draft }))).toEqual(first);
    expect(await aNode().get(first._id)).toEqual(first);
  });
});
