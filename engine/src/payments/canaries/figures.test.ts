import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import type { StoredPayment } from '../record/payment.ts';
import { paymentModel } from '../record/model.ts';
import { aPayment } from '../shop-for-tests.ts';
import { openStore, type Store } from '../../store/index.ts';
import type { Part } from './arms.ts';
import { canaryFigures, inArm } from './figures.ts';

let hub: TestHub;
let store: Store;
beforeAll(async () => {
  hub = await startTestHub();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
});
afterAll(async () => {
  await store.close();
  await hub.stop();
});

const minute = 60_000;
/** A payment that its shopper has seen so many minutes ago. */
const seen = (id: string, state: StoredPayment['state'], part?: Pick<Part, 'arm'> & { minutesAgo: number }) => {
  const flow = part && {
    ...{ release: 'rel_1', arm: part.arm, revision: 2 },
    seenAt: new Date(Date.now() - part.minutesAgo * minute),
  };
  return hub.app.payments.payments.insert(
    aPayment({
      ...{ _id: `pay_${id}`, state, checkoutToken: id, intention: { key: id, fingerprint: id } },
      ...(flow && { canary: { flow } }),
    }),
  );
};

it('counts what was held or taken as success, of those who had their time, and reads no payment outside of the canary', async () => {
  for (let index = 0; index < 40; index += 1) await seen(`outside-${index}`, 'paid');
  const states = [
    'created',
    'pending',
    'authorized',
    'paid',
    'partially_refunded',
    'refunded',
    'failed',
    'canceled',
  ] as const;
  for (const state of states) {
    await seen(`canary-${state}`, state, { arm: 'canary', minutesAgo: 20 });
    await seen(`young-${state}`, state, { arm: 'canary', minutesAgo: 5 });
  }
  await seen('control', 'expired', { arm: 'control', minutesAgo: 20 });
  const compared = { kind: 'flow', release: 'rel_1' } as const;
  expect(await canaryFigures(hub.app.payments, { ...compared, matureMinutes: 10 })).toEqual({
    canary: { payments: 8, succeeded: 4 },
    control: { payments: 1, succeeded: 0 },
  });
  expect((await canaryFigures(hub.app.payments, compared)).canary).toEqual({ payments: 16, succeeded: 8 });
  const question = paymentModel(store.connection)
    .find({ ...inArm('flow', 'rel_1', 'canary'), 'canary.flow.seenAt': { $lte: new Date() } })
    .sort({ 'canary.flow.seenAt': -1 });
  const { executionStats } = (await question.explain('executionStats')) as unknown as {
    executionStats: { totalDocsExamined: number };
  };
  expect(executionStats.totalDocsExamined).toBe(16);
});
