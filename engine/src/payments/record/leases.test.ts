import { createConnection } from 'mongoose';
import type { Payment } from '@pih/schemas';
import { afterAll, describe, expect, it } from 'vitest';
import { expireDue, reconcile } from '../news/keep-asking.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { underLease } from './leases.ts';
import { paymentModel } from './model.ts';
import { PaymentRepository } from './repository.ts';
import { happened, payByCard } from '../shop-for-tests.ts';

const minute = 60_000;
const { hub, line: stripe } = await hubOnALine();
const one = hub.app.payments;

/** A second engine on the same store, with nothing else in common. */
const connection = await createConnection(hub.storeUri).asPromise();
const other = { ...one, payments: new PaymentRepository(paymentModel(connection), one.now, one.log) };
afterAll(() => connection.close());

/** Payments whose shoppers are away, so that the hub has to ask. */
const away = (count: number, about: Parameters<typeof hub.order>[0] = {}): Promise<Payment[]> =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const payment = await hub.order({ expiresAfterMinutes: 3 * 24 * 60, ...about });
      await hub.choose(payment, 'card');
      return hub.payment(payment.id);
    }),
  );
const asked = (calls: readonly string[], { attempts }: Payment): number =>
  calls.filter((call) => call.startsWith('GET ') && call.includes(attempts[0]?.reference ?? 'nothing')).length;
const endAll = async (payments: Payment[]): Promise<void> => {
  stripe.repair();
  await Promise.all(payments.map(({ id }) => hub.ask('POST', `/v1/payments/${id}/cancel`, { body: {} })));
};

describe('two engines that tick at once', () => {
  it('ask about each payment once between them', async () => {
    const payments = await away(20);
    hub.advance(3 * minute);
    const before = stripe.calls.length;
    const worked = await Promise.all([reconcile(one), reconcile(other), reconcile(one), reconcile(other)]);
    expect(worked.reduce((sum, each) => sum + each, 0)).toBe(20);
    const calls = stripe.calls.slice(before);
    expect(payments.map((payment) => asked(calls, payment))).toEqual(Array<number>(20).fill(1));
    await endAll(payments);
  });

  it('end each payment once whose time is over', async () => {
    const payments = await away(10, { expiresAfterMinutes: 5 });
    hub.advance(5 * minute);
    const before = stripe.calls.length;
    const worked = await Promise.all([expireDue(one), expireDue(other), reconcile(one), reconcile(other)]);
    expect(worked.reduce((sum, each) => sum + each, 0)).toBe(10);
    const expired = stripe.calls.slice(before).filter((call) => call.includes('/expire '));
    expect(expired).toHaveLength(10);
    for (const { id } of payments)
      expect(happened(await hub.payment(id)).filter((type) => type === 'payment.expired')).toHaveLength(1);
  });
});

describe('a lease', () => {
  it('keeps others away while it lasts, and runs out when its engine died', async () => {
    const [payment] = await away(1);
    if (!payment) throw new Error('No payment');
    hub.advance(3 * minute);
    const until = new Date(one.now().getTime() + 5 * minute);
    expect(await other.payments.lease(payment.id, {}, 'an engine that dies', until)).toBe(true);
    const before = stripe.calls.length;
    expect(await reconcile(one)).toBe(0);
    hub.advance(4 * minute);
    expect([await reconcile(one), await reconcile(other)]).toEqual([0, 0]);
    expect(stripe.calls).toHaveLength(before);
    hub.advance(minute + 1_000);
    expect(await reconcile(one)).toBe(1);
    expect(asked(stripe.calls.slice(before), payment)).toBe(1);
    expect((await one.payments.get(payment.id)).lease).toBeUndefined();
    await endAll([payment]);
  });

  it('is not given up for another engine by one that was too slow', async () => {
    const [payment] = await away(1);
    if (!payment) throw new Error('No payment');
    const owner = 'the engine that took over';
    await underLease(one, payment.id, {}, async () => {
      hub.advance(6 * minute);
      expect(await other.payments.lease(payment.id, {}, owner, new Date(one.now().getTime() + 5 * minute))).toBe(true);
      return { isKnown: true };
    });
    expect((await one.payments.get(payment.id)).lease?.owner).toBe(owner);
    await endAll([payment]);
  });

  it('holds up neither shoppers nor operators', async () => {
    const [payment] = await away(1);
    if (!payment) throw new Error('No payment');
    await other.payments.lease(payment.id, {}, 'an engine at work', new Date(one.now().getTime() + 5 * minute));
    const answer = await hub.ask<Payment>('POST', `/v1/payments/${payment.id}/cancel`, { body: {} });
    expect(answer.body.state).toBe('canceled');
    expect((await one.payments.get(payment.id)).lease).toBeUndefined();
  });

  it('is lost to nobody who changes the payment at the same moment', async () => {
    const [payment] = await away(1);
    if (!payment) throw new Error('No payment');
    const until = new Date(one.now().getTime() + 5 * minute);
    await Promise.all([
      ...Array.from({ length: 20 }, (_, index) =>
        one.payments.change(payment.id, { type: 'system' }, () => ({ events: [], set: { language: `${index}` } })),
      ),
      other.payments.lease(payment.id, {}, 'the other', until),
    ]);
    expect((await one.payments.get(payment.id)).lease).toEqual({ owner: 'the other', until });
    await endAll([payment]);
  });
});

describe('what the provider does not say', () => {
  it('is escalated after an hour, once, is asked about further, and is settled when it answers', async () => {
    const [payment] = await away(1);
    if (!payment) throw new Error('No payment');
    stripe.fate(/./, 'never arrives');
    const state = () => hub.payment(payment.id);
    for (let passed = 0; passed < 60; passed += 10) {
      hub.advance(10 * minute);
      await reconcile(one);
      expect((await state()).attention).toBeUndefined();
    }
    for (let passed = 0; passed < 240; passed += 60) {
      hub.advance(61 * minute);
      const before = stripe.calls.length;
      expect(await reconcile(other)).toBe(1);
      expect(stripe.calls.length).toBeGreaterThan(before);
    }
    const after = await state();
    expect(after).toMatchObject({ state: 'pending', attention: 'attempt_unresolved' });
    const told = after.events.filter(({ type }) => type === 'attempt.unresolved');
    expect(told).toMatchObject([{ data: { attempt: payment.attempts[0]?.id, provider: 'stripe' } }]);
    stripe.repair();
    hub.advance(61 * minute);
    await reconcile(one);
    expect((await state()).attention).toBeUndefined();
    await endAll([payment]);
  });

  it('is asked about even after the payment had to end, and money that was there all along is a correction', async () => {
    hub.sandbox?.stripe.webhooks.hold();
    const payment = await hub.order({ expiresAfterMinutes: 5 });
    await payByCard(await hub.choose(payment, 'card'));
    stripe.fate(/./, 'never arrives');
    hub.advance(5 * minute);
    await expireDue(one);
    expect((await hub.payment(payment.id)).state).toBe('pending');
    hub.advance(24 * 60 * minute);
    await expireDue(one);
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'expired', attention: 'attempt_unresolved' });
    stripe.repair();
    hub.advance(61 * minute);
    await reconcile(one);
    expect(await hub.payment(payment.id)).toMatchObject({
      state: 'paid',
      attention: 'paid_late',
      captured: payment.total,
    });
    hub.sandbox?.stripe.webhooks.release(() => []);
  });
});
