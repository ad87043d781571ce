import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Payment, PaymentRequest } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviders, type Providers } from '../../soak/providers.ts';
import { goOn, problemOf, type Story } from '../../soak/story.ts';
import { Wire } from '../../soak/wire.ts';
import { startEmbeddedStore, type EmbeddedStore } from '../store/index.ts';
import { buildEngine, freePort, type EngineProcess, type EngineProgram } from './engine-process-for-tests.ts';

let folder: string;
let store: EmbeddedStore;
let providers: Providers;
let program: EngineProgram;
const engines: EngineProcess[] = [];
let wires: Wire[];

/** Two engines that know nothing of each other but the database and the providers. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-two-'));
  store = await startEmbeddedStore({ folder: path.join(folder, 'store'), durable: false });
  const port = await freePort();
  [program, providers] = await Promise.all([buildEngine(), startProviders(`http://127.0.0.1:${port}`)]);
  const shared = {
    ...providers.env,
    MASTER_KEY: randomBytes(32).toString('base64'),
    MONGODB_URI: store.uri.replace('/?', '/hub?'),
  };
  for (const [index, own] of [port, 0].entries())
    engines.push(
      await program.start({ ...shared, PORT: String(own), DATA_FOLDER: path.join(folder, `engine-${index}`) }),
    );
  wires = engines.map(({ url }) => new Wire(url));
}, 120_000);

afterAll(async () => {
  for (const engine of engines) await engine.stop();
  await providers.stop();
  await store.stop();
  await program.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const wire = (index: number): Wire => wires[index % wires.length] ?? new Wire('');

async function paid(amount: number): Promise<Payment> {
  const order: PaymentRequest = { reference: randomUUID(), brand: 'rosmarino', total: { amount, currency: 'EUR' } };
  const story: Story = {
    key: randomUUID(),
    order,
    method: 'card',
    declines: false,
    refunds: [],
    tries: 0,
    hasPaid: false,
    isPaid: false,
    isOver: false,
  };
  await goOn(wire(0), story);
  const { body } = await wire(1).asShop('GET', `/v1/payments/${story.payment?.id ?? ''}`);
  expect(body.captured.amount).toBe(amount);
  return body;
}

const refund = (index: number, { id }: Payment, amount: number, key: string = randomUUID()) =>
  wire(index).asShop('POST', `/v1/payments/${id}/refunds`, {
    body: { amount: { amount, currency: 'EUR' } },
    key,
  });

const booked = ({ attempts }: Payment) =>
  providers.books().find(({ attempt }) => attempts.some(({ id }) => id === attempt)) ?? { taken: 0, refunds: [] };

describe('two engine processes over one database', () => {
  it('never refund more than was captured, with 200 refunds at once', async () => {
    const payment = await paid(100_00);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => refund(index, payment, 3_00)));
    const problems = answers.filter(({ status }) => status !== 201).map(problemOf);
    const { body: after } = await wire(0).asShop('GET', `/v1/payments/${payment.id}`);
    // 33 times 3 euro leave one, which is too little for another.
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(33);
    expect(new Set(problems)).toEqual(new Set(['refund-too-large']));
    expect(after.refunded.amount).toBe(99_00);
    expect(after.state).toBe('partially_refunded');
    expect(booked(payment).refunds).toEqual(Array.from({ length: 33 }, () => 3_00));
  }, 120_000);

  it('refund once what is asked 50 times at once with one key', async () => {
    const payment = await paid(100_00);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => refund(index, payment, 60_00, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.flatMap(({ body }) => body.refunds.map(({ id }) => id))).size).toBe(1);
    expect(booked(payment).refunds).toEqual([60_00]);
  }, 120_000);
});
