import { randomUUID } from 'node:crypto';
import type { Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capturePayment } from '../actions/captures.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { cancelPayment } from '../actions/cancel.ts';
import type { StoredPayment } from './payment.ts';
import { refundPayment } from '../actions/refunds.ts';
import { eur, stripeHolds } from '../shop-for-tests.ts';
import { refundableAmount } from './sums.ts';

const { hub } = await hubOnALine();
// Only what the hub does by itself is looked at; news has tests of its own.
beforeAll(() => hub.sandbox?.stripe.webhooks.hold());
afterAll(() => hub.sandbox?.stripe.webhooks.release(() => []));

const operator = { type: 'operator', id: 'opr_1' } as const;
const intention = () => ({ key: randomUUID(), fingerprint: randomUUID() });

/** All at once; what each came to: the payment, or why it was refused. */
const atOnce = async (asks: (() => Promise<StoredPayment>)[]): Promise<string[]> => {
  const results = await Promise.allSettled(asks.map((ask) => ask()));
  return results.map((result) => (result.status === 'fulfilled' ? 'done' : String(result.reason.type)));
};
const counted = (results: string[]): Record<string, number> =>
  Object.fromEntries([...new Set(results)].map((each) => [each, results.filter((result) => result === each).length]));
const many = <Each>(count: number, make: (index: number) => Each): Each[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Everything that may never be otherwise, here and at the provider. */
async function expectSound({ id }: Payment): Promise<StoredPayment> {
  const payment = await hub.app.payments.payments.get(id);
  expect(payment.captured).toBeLessThanOrEqual(payment.total.amount);
  expect(payment.refunded).toBeLessThanOrEqual(payment.captured);
  expect(refundableAmount(payment)).toBeGreaterThanOrEqual(0);
  const given = payment.refunds.filter(({ state }) => state === 'succeeded');
  expect(given.reduce((sum, { amount }) => sum + amount, 0)).toBe(payment.refunded);
  expect(await stripeHolds(hub, payment)).toEqual({ captured: payment.captured, refunded: payment.refunded });
  return payment;
}

const refund = (payment: Payment, amount: number) => () =>
  refundPayment(hub.app.payments, payment.id, { amount: eur(amount) }, intention(), operator);
const capture = (payment: Payment, amount: number) => () =>
  capturePayment(hub.app.payments, payment.id, { amount: eur(amount) }, intention(), operator);
const cancel = (payment: Payment) => () => cancelPayment(hub.app.payments, payment.id, {}, intention(), operator);

describe('two hundred at once', () => {
  it('refunds give back what was taken and no cent more', async () => {
    const payment = await hub.paid('card', { total: eur(50_00) });
    const results = counted(await atOnce(many(200, () => refund(payment, 1_00))));
    expect(results['done']).toBe(50);
    expect(await expectSound(payment)).toMatchObject({ state: 'refunded', refunded: 50_00 });
  }, 30_000);

  it('refunds of different sums never add up to more than was taken', async () => {
    const payment = await hub.paid('card', { total: eur(99_99) });
    await atOnce(many(200, (index) => refund(payment, 1 + ((index * 7919) % 9_000))));
    await expectSound(payment);
  }, 30_000);

  it('captures take one of the sums', async () => {
    const payment = await hub.paid('card', { total: eur(300_00), capture: 'manual' });
    const results = counted(await atOnce(many(200, (index) => capture(payment, index + 1_00))));
    expect(results['done']).toBe(1);
    expect((await expectSound(payment)).state).toBe('paid');
  }, 30_000);

  it('captures, cancelations and refunds end in one state that the provider shares', async () => {
    const payment = await hub.paid('card', { total: eur(100_00), capture: 'manual' });
    await atOnce(
      many(
        200,
        (index) => [capture(payment, 50_00), cancel(payment), refund(payment, 10_00)][index % 3] ?? cancel(payment),
      ),
    );
    expect(['canceled', 'paid', 'partially_refunded', 'refunded']).toContain((await expectSound(payment)).state);
  }, 30_000);
});
