import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InvoiceList, InvoiceSummary, PaymentRequest } from '@pih/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProviders, type Providers } from '../../soak/providers.ts';
import { goOn, type Story } from '../../soak/story.ts';
import { CutOff, Wire } from '../../soak/wire.ts';
import { startEmbeddedStore, type EmbeddedStore } from '../store/index.ts';
import { buildEngine, freePort, type EngineProcess, type EngineProgram } from './engine-process-for-tests.ts';

let folder: string;
let store: EmbeddedStore;
let providers: Providers;
let program: EngineProgram;
let start: (index: number) => Promise<EngineProcess>;
const engines: EngineProcess[] = [];

/** Two engines that know nothing of each other but the database and the providers. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-numbers-'));
  store = await startEmbeddedStore({ folder: path.join(folder, 'store'), durable: false });
  const port = await freePort();
  [program, providers] = await Promise.all([buildEngine(), startProviders(`http://127.0.0.1:${port}`)]);
  const shared = {
    ...providers.env,
    MASTER_KEY: randomBytes(32).toString('base64'),
    MONGODB_URI: store.uri.replace('/?', '/hub?'),
  };
  start = (index) =>
    program.start({
      ...shared,
      PORT: String(index === 0 ? port : 0),
      DATA_FOLDER: path.join(folder, `engine-${index}`),
    });
  for (const index of [0, 1]) engines.push(await start(index));
}, 120_000);

afterAll(async () => {
  for (const engine of engines) await engine.stop();
  await providers.stop();
  await store.stop();
  await program.remove();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

async function paid(wire: Wire): Promise<string> {
  const order: PaymentRequest = {
    reference: randomUUID(),
    brand: 'rosmarino',
    total: { amount: 20_00, currency: 'EUR' },
  };
  const story: Story = {
    ...{ key: randomUUID(), order, method: 'card', declines: false, refunds: [] },
    ...{ tries: 0, hasPaid: false, isPaid: false, isOver: false },
  };
  await goOn(wire, story);
  return story.payment?.id ?? '';
}

it('two engines, one of them killed, give out invoice numbers without a gap and without a double', async () => {
  const [survivor, victim] = engines.map(({ url }) => new Wire(url)) as [Wire, Wire];
  const payments: string[] = [];
  for (let n = 0; n < 12; n++) payments.push(await paid(survivor));

  const acknowledged = new Map<string, Set<string>>();
  const issue = async (wire: Wire, payment: string): Promise<void> => {
    const answer = await wire
      .asShop<InvoiceSummary>('POST', `/v1/payments/${payment}/invoice`)
      .catch((error: unknown) => {
        if (error instanceof CutOff) return undefined;
        throw error;
      });
    if (!answer) return;
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ kind: 'invoice' })]);
    acknowledged.set(payment, (acknowledged.get(payment) ?? new Set()).add(answer.body.number));
  };

  // Both are asked for all of them at once, and one dies in the middle of it.
  const isUnderWay = victim.sent(payments.length);
  const asked = payments.flatMap((payment) => [issue(survivor, payment), issue(victim, payment)]);
  await isUnderWay;
  await engines[1]?.kill();
  await Promise.all(asked);
  engines[1] = await start(1);
  await Promise.all(payments.map((payment) => issue(new Wire(engines[1]?.url ?? ''), payment)));

  expect([...acknowledged.values()].map(({ size }) => size)).toEqual(payments.map(() => 1));
  const { body } = await survivor.asShop<InvoiceList>('GET', '/v1/invoices?limit=100');
  expect(body.data.map(({ payment }) => payment.id).sort()).toEqual([...payments].sort());
  const told = new Map([...acknowledged].map(([payment, numbers]) => [payment, [...numbers][0]]));
  for (const { payment, number } of body.data) expect(told.get(payment.id)).toBe(number);
  const sequences = body.data.map(({ number }) => Number(number.split('-').at(-1))).sort((a, b) => a - b);
  expect(sequences).toEqual(payments.map((_payment, index) => index + 1));
}, 120_000);
