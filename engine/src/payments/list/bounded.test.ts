import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apiSchemas, type AttentionQuery, type PaymentQuery } from '@pih/schemas';
import fc from 'fast-check';
import mongoose, { type Connection } from 'mongoose';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedStore } from '../../store/index.ts';
import { noon } from '../record/a-payment-for-tests.ts';
import { listInbox } from '../inbox/index.ts';
import { paymentModel } from '../record/model.ts';
import type { StoredPayment } from '../record/payment.ts';
import { PaymentRepository } from '../record/repository.ts';
import { summaryOf } from '../sight/views.ts';
import { anyFilters, filters, meets, oneFilter } from './filters-for-tests.ts';
import { countPayments, mostCounted, pageOf } from './list.ts';
import { nth } from './payments-for-tests.ts';

/** A small budget, so that few payments are many. */
const most = 40;
const limit = 7;
/**
 * Each way to the answer is asked where it stands after so many entries, what a text may mean is looked up, and an entry may
 * be looked at beside each.
 */
const mostKeys = 5_500;

interface Shop {
  payments: PaymentRepository;
  stored: StoredPayment[];
  /** What the database had to look at since it was asked for the last time: documents, and keys of indexes. */
  examined(): Promise<{ docs: number; keys: number }>;
}

let connection: Connection;
let store: Awaited<ReturnType<typeof startEmbeddedStore>> | undefined;
let folder: string;
const shops: Shop[] = [];

async function shopOf(database: string, size: number): Promise<Shop> {
  const own = connection.useDb(database);
  const model = paymentModel(own);
  await model.createIndexes();
  const payments = new PaymentRepository(model, () => noon, pino({ level: 'silent' }));
  const stored = Array.from({ length: size }, (_, number) => nth(number));
  await payments.plant(stored);
  let commands: Record<string, unknown>[] = [];
  connection.getClient().on('commandStarted', ({ command, databaseName, commandName }) => {
    if (databaseName === own.name && (commandName === 'find' || commandName === 'aggregate'))
      commands.push(command as Record<string, unknown>);
  });
  return {
    payments,
    stored,
    async examined() {
      const asked = commands;
      commands = [];
      const sum = { docs: 0, keys: 0 };
      for (const { lsid: _session, $db: _db, $clusterTime: _time, ...explain } of asked) {
        const answer = await own.db?.command({ explain, verbosity: 'executionStats' });
        const { totalDocsExamined, totalKeysExamined } = (answer?.['executionStats'] ?? {}) as Record<string, number>;
        sum.docs += totalDocsExamined ?? 0;
        sum.keys += totalKeysExamined ?? 0;
      }
      return sum;
    },
  };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-list-'));
  const given = process.env['MONGODB_URI'];
  store = given ? undefined : await startEmbeddedStore({ folder, durable: false });
  connection = await mongoose
    .createConnection(given ?? store?.uri ?? '', { autoIndex: false, autoCreate: false, monitorCommands: true })
    .asPromise();
  for (const size of [150, 600]) shops.push(await shopOf(`list-${path.basename(folder)}-${size}`, size));
}, 60_000);
afterAll(async () => {
  for (const { payments: _payments, stored } of shops)
    await connection.useDb(`list-${path.basename(folder)}-${stored.length}`).dropDatabase();
  await connection.close();
  await store?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Cost {
  docs: number;
  keys: number;
}

/** All pages of a list, and the most that one of them cost. */
async function pagesOf(
  { examined }: Shop,
  page: (cursor: string | undefined) => Promise<{ ids: string[]; nextCursor: string | null }>,
): Promise<{ ids: string[]; cost: Cost }> {
  const found: string[] = [];
  const cost = { docs: 0, keys: 0 };
  let cursor: string | undefined;
  do {
    const { ids, nextCursor } = await page(cursor);
    found.push(...ids);
    const { docs, keys } = await examined();
    cost.docs = Math.max(cost.docs, docs);
    cost.keys = Math.max(cost.keys, keys);
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return { ids: found, cost };
}

const allPages = (shop: Shop, asked: PaymentQuery, scope?: Record<string, unknown>) =>
  pagesOf(shop, async (cursor) => {
    const query = { ...asked, limit, ...(cursor && { cursor }) };
    const { payments, nextCursor } = await pageOf(shop.payments, query, { scope }, most);
    return { ids: payments.map(({ _id }) => _id), nextCursor };
  });

const expected = ({ stored }: Shop, asked: PaymentQuery): string[] => {
  const found = stored.filter((payment) => meets(payment, asked)).map(({ _id }) => _id);
  return asked.order === 'oldest' ? found : found.reverse();
};

/** The list is whole and in order, and no page looked at more than it may. */
async function expectBounded(shop: Shop, asked: PaymentQuery): Promise<Cost> {
  const { ids, cost } = await allPages(shop, asked);
  expect(ids).toEqual(expected(shop, asked));
  expect(cost.docs).toBeLessThanOrEqual(most + limit + 1);
  expect(cost.keys).toBeLessThanOrEqual(mostKeys);
  return cost;
}

describe('every filter that the API offers', () => {
  const paging = ['order', 'limit', 'cursor'];
  const offered = Object.keys(apiSchemas['payment-query'].properties).filter((name) => !paging.includes(name));

  it('stands in the tests below', () => {
    expect(Object.keys(filters).sort()).toEqual(offered.sort());
    expect(apiSchemas['payment-query'].properties.order.enum).toEqual(['newest', 'oldest']);
  });

  it.each(Object.keys(filters) as (keyof typeof filters)[])(
    'finds by itself what it should, and reads what it shows and hardly more: %s',
    async (name) => {
      for (const asked of fc.sample(oneFilter(name), { numRuns: name === 'search' ? 12 : 2, seed: 20_261_123 }))
        for (const shop of shops) {
          const { docs } = await expectBounded(shop, asked);
          // What tells whether a payment belongs to the list stands in an index; a server of MongoDB may read differently.
          if (store) expect(docs).toBeLessThanOrEqual(limit + 1);
        }
    },
    60_000,
  );

  it('is counted with a bounded look as well', async () => {
    const wishes = Object.keys(filters).flatMap((name) =>
      fc.sample(oneFilter(name as keyof typeof filters), { numRuns: 1, seed: 20_261_124 }),
    );
    for (const asked of [{}, ...wishes])
      for (const shop of shops) {
        const { count, isExact } = await countPayments(shop.payments, asked);
        expect({ count, isExact }).toEqual({ count: expected(shop, asked).length, isExact: true });
        const { docs, keys } = await shop.examined();
        if (store) expect(docs).toBe(0);
        expect(keys).toBeLessThanOrEqual(mostCounted + mostKeys);
      }
  }, 60_000);
});

describe('any filters together', () => {
  it('find every payment once, in order, and no page looks at more than it may, however many are stored', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, fc.constantFrom(...shops), (asked, shop) =>
        expectBounded(shop, asked).then(() => {}),
      ),
      { numRuns: 50, seed: 20261123 },
    );
  }, 120_000);

  it('go together with what somebody may see, at the same cost', async () => {
    const scope = {
      $or: [
        { method: 'paypal', 'total.amount': { $lte: 5_000 } },
        { brand: { $in: ['nordlicht'] }, state: 'paid' },
      ],
    };
    const allowed = ({ method, total, brand, state }: StoredPayment): boolean =>
      (method === 'paypal' && total.amount <= 5_000) || (brand === 'nordlicht' && state === 'paid');
    for (const shop of shops) {
      const { ids, cost } = await allPages(shop, { country: ['IT'] }, scope);
      const visible = shop.stored.filter((payment) => allowed(payment) && payment.country === 'IT');
      expect(ids).toEqual(visible.map(({ _id }) => _id).reverse());
      expect(cost.docs).toBeLessThanOrEqual(store ? limit + 1 : most + limit + 1);
    }
  }, 60_000);

  it('cost the same among four times as many payments', async () => {
    const asked: PaymentQuery = { state: ['paid'], country: ['DE'], channel: ['store'], method: ['paypal'] };
    const costs = [];
    for (const shop of shops) costs.push((await allPages(shop, asked)).cost.docs);
    expect(Math.max(...costs)).toBeLessThanOrEqual(most + limit + 1);
  }, 60_000);

  it('say how far they got when a page comes back short', async () => {
    const payments = (shops[1] ?? expect.fail()).payments;
    const page = await pageOf(payments, { search: 'nothing-like-it', state: ['paid'] }, {}, most);
    expect(page).toEqual({ payments: [], nextCursor: null });
    const rare: PaymentQuery = {
      brand: ['nordlicht'],
      country: ['FR'],
      channel: ['store'],
      state: ['refunded'],
      limit: 7,
    };
    const short = await pageOf(payments, rare, {}, 5);
    expect(short.payments.length).toBeLessThan(7);
    expect(Date.parse(short.searchedTo ?? '')).toBeGreaterThan(noon.getTime());
    expect(short.nextCursor).toMatch(/^pay_/);
  });
});

describe('the inbox', () => {
  const asked: Record<Exclude<keyof AttentionQuery, 'limit' | 'cursor'>, AttentionQuery> = {
    reason: { reason: ['paid_twice'] },
    provider: { provider: ['paypal'] },
  };

  it('reads what it shows, whatever it is narrowed to and however many wait', async () => {
    const offered = Object.keys(apiSchemas['attention-query'].properties);
    expect(['limit', 'cursor', ...Object.keys(asked)].sort()).toEqual(offered.sort());
    for (const query of [{}, ...Object.values(asked)])
      for (const shop of shops) {
        const { ids, cost } = await pagesOf(shop, async (cursor) => {
          const wish = { ...query, limit, ...(cursor && { cursor }) };
          const { data, nextCursor } = await listInbox(shop.payments, wish, undefined, summaryOf);
          return { ids: data.map(({ payment }) => payment.id), nextCursor };
        });
        const { reason, provider } = query;
        const waiting = shop.stored.filter(
          (payment) =>
            payment.inbox &&
            (!reason || reason.includes(payment.inbox.reason)) &&
            (!provider || provider.includes(payment.provider ?? '')),
        );
        expect(ids).toEqual(waiting.map(({ _id }) => _id));
        expect(cost.docs).toBeLessThanOrEqual(store ? limit + 1 : 2 * shop.stored.length);
      }
  }, 60_000);
});
