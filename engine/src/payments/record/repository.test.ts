import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../store/index.ts';
import { paymentModel } from './model.ts';
import type { StoredPayment } from './payment.ts';
import { PaymentRepository } from './repository.ts';
import { aPayment, noon } from '../shop-for-tests.ts';

const system = { type: 'system' } as const;
let folder: string;
let store: Store;
let payments: PaymentRepository;
/** What a caller has read before anything else happened. */
let seen: StoredPayment;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-repository-'));
  store = await openStore({ folder, durable: false });
  await paymentModel(store.connection).createIndexes();
  payments = new PaymentRepository(paymentModel(store.connection), () => noon, pino({ level: 'silent' }));
});
beforeEach(async () => {
  await store.connection.collection('payments').deleteMany({});
  await payments.insert(aPayment());
  seen = await payments.get('pay_1');
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const describedAs = (description: string) => ({ events: [], set: { description } });
const describeElsewhere = (description: string) => payments.change('pay_1', system, () => describedAs(description));

describe('a change of a payment that its caller has read', () => {
  it('is stored when nobody was faster, and the payment is not read again', async () => {
    const shown: number[] = [];
    const after = await payments.change(
      'pay_1',
      system,
      ({ version }) => {
        shown.push(version);
        return describedAs('mine');
      },
      seen,
    );
    expect(shown).toEqual([1]);
    expect(after).toEqual(await payments.get('pay_1'));
    expect(after).toMatchObject({ version: 2, description: 'mine' });
  });

  it('is decided anew when somebody was faster', async () => {
    await describeElsewhere('theirs');
    const after = await payments.change(
      'pay_1',
      system,
      ({ description }) => describedAs(`${description ?? 'nothing'}, then mine`),
      seen,
    );
    expect(after.description).toBe('theirs, then mine');
    expect(after.version).toBe(3);
  });

  it('is not left out because it was unnecessary before', async () => {
    await describeElsewhere('to be changed');
    const after = await payments.change(
      'pay_1',
      system,
      ({ description }) => (description === 'to be changed' ? describedAs('changed') : undefined),
      seen,
    );
    expect(after.description).toBe('changed');
  });

  it('is not refused because it was impossible before', async () => {
    await describeElsewhere('possible');
    const after = await payments.change(
      'pay_1',
      system,
      ({ description }) => {
        if (description !== 'possible') throw new Error('impossible');
        return describedAs('done');
      },
      seen,
    );
    expect(after.description).toBe('done');
  });

  it('is refused when it still is impossible', async () => {
    const refuse = () => {
      throw new Error('impossible');
    };
    await expect(payments.change('pay_1', system, refuse, seen)).rejects.toThrow('impossible');
    expect((await payments.get('pay_1')).version).toBe(1);
  });

  it('keeps what a node at work has put off without a new version', async () => {
    const effectsDueAt = new Date(noon.getTime() + 60_000);
    await paymentModel(store.connection).updateOne({ _id: 'pay_1' }, { $set: { effectsDueAt } });
    await payments.change('pay_1', system, () => describedAs('mine'), seen);
    expect(await payments.get('pay_1')).toMatchObject({ description: 'mine', effectsDueAt });
  });

  it('is made as often as it is asked for, however many come at once with the same copy', async () => {
    const ask = () =>
      payments.change('pay_1', system, ({ captured }) => ({ events: [], set: { captured: captured + 1 } }), seen);
    await Promise.all(Array.from({ length: 50 }, ask));
    expect(await payments.get('pay_1')).toMatchObject({ captured: 50, version: 51 });
  });
});

it('stores what is not there as nothing, not as null', async () => {
  await payments.change('pay_1', system, () => ({
    events: [{ type: 'decision.made', data: { attempt: undefined, method: 'card' } }],
  }));
  const stored = await store.connection.collection('payments').findOne({ version: 2 });
  expect(stored?.['events'].at(-1).data).toEqual({ method: 'card' });
});
