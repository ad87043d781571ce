import path from 'node:path';
import { bodyErrors, type Money } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { inboxOf } from '../record/attention.ts';
import { countryOf } from '../record/change.ts';
import type { StoredPayment } from '../record/payment.ts';
import { folded, promises } from '../record/promises-for-tests.ts';
import { paymentView } from '../sight/views.ts';
import { readShape, type Shape } from './shape.ts';
import { plantTraffic, traffic } from './index.ts';

const day = 24 * 3_600_000;
const operators = [{ type: 'operator', id: 'opr_1', name: 'Elena' } as const];
const wish = { payments: 700, days: 60, seed: 1, operators };

let hub: TestHub;
let shape: Shape;
let payments: StoredPayment[];
const all = async (about: Partial<typeof wish> = {}): Promise<StoredPayment[]> => {
  const made: StoredPayment[] = [];
  const end = hub.app.payments.now();
  for await (const payment of traffic({ ...hub.app.payments, now: () => end }, shape, { ...wish, ...about }))
    made.push(payment);
  return made;
};
beforeAll(async () => {
  hub = await startTestHub();
  shape = await readShape(path.resolve(import.meta.dirname, '../../../../seeds/traffic/shape.json'));
  payments = await all();
});
afterAll(() => hub.stop());

/** Which money each attempt brought, as its own events tell. */
const broughtTo = ({ events }: StoredPayment): Map<string, Money> =>
  new Map(
    events
      .filter(({ type }) =>
        ['payment.paid', 'payment.paid_late', 'payment.paid_twice', 'attempt.sum_differed'].includes(type),
      )
      .flatMap(({ data }) => (data ? [[String(data['attempt']), data['amount'] as Money] as const] : [])),
  );

describe('made-up traffic', () => {
  it('is made of payments that keep every promise that real ones keep', () => {
    expect(payments).toHaveLength(wish.payments);
    for (const payment of payments) {
      const broken = Object.entries(promises(broughtTo(payment), payment)).filter(([, holds]) => !holds);
      expect(broken, payment._id).toEqual([]);
      expect(folded(payment)).toBe(payment.state);
      expect(payment.events.map(({ sequence }) => sequence)).toEqual(payment.events.map((_event, at) => at + 1));
      expect(payment.inbox).toEqual(inboxOf(payment));
      expect(payment.country).toBe(countryOf(payment.shopper));
    }
  });

  it('shows each as the API describes payments', () => {
    for (const payment of payments.slice(0, 200)) {
      const view = paymentView(payment, 'https://hub.example/checkout/x', () => undefined);
      expect(bodyErrors('payment', JSON.parse(JSON.stringify(view))), payment._id).toEqual([]);
    }
  });

  it('tells nothing of the future, and everything in its order', () => {
    const end = hub.app.payments.now().getTime();
    for (const { events, createdAt } of payments) {
      const times = events.map(({ at }) => at.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times[0]).toBe(createdAt.getTime());
      expect(times.at(-1)).toBeLessThanOrEqual(end);
    }
    const born = payments.map(({ _id }) => _id);
    expect(born).toEqual([...born].sort());
  });

  it('leaves nothing open at a provider that does not know of it, but for what the inbox shows', () => {
    const waiting = payments.filter(({ askAgainAt }) => askAgainAt);
    expect(waiting.filter(({ inbox }) => !inbox).map(({ _id }) => _id)).toEqual([]);
  });

  it('is what an operator meets: declines, several attempts, refunds, and each reason to look', () => {
    const states = new Set(payments.map(({ state }) => state));
    for (const state of ['paid', 'partially_refunded', 'refunded', 'expired', 'canceled'] as const)
      expect(states).toContain(state);
    const reasons = new Set(payments.flatMap(({ inbox }) => inbox?.reason ?? []));
    expect([...reasons].sort()).toEqual(Object.keys(shape.incidents).sort());
    expect(payments.filter(({ attempts }) => attempts.length > 1).length).toBeGreaterThan(20);
    expect(new Set(payments.map(({ brand }) => brand)).size).toBe(2);
    expect(new Set(payments.map(({ total }) => total.currency)).size).toBeGreaterThan(2);
  });

  it('is busier in the evening than at night, and worst where a provider is down', () => {
    const hourOf = (at: Date) =>
      Number(
        new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', hour: 'numeric', hourCycle: 'h23' }).format(at),
      );
    const within = (from: number, to: number) =>
      payments.filter(({ createdAt }) => hourOf(createdAt) >= from && hourOf(createdAt) < to).length;
    expect(within(18, 22)).toBeGreaterThan(4 * within(1, 5));
    const end = hub.app.payments.now().getTime();
    const { provider, at, hours } = shape.outage;
    const from = end - wish.days * day * (1 - at);
    const failed = payments
      .flatMap(({ attempts }) => attempts)
      .filter(({ reason }) => reason === 'provider_unavailable');
    for (const attempt of failed) {
      expect(attempt.provider).toBe(provider);
      expect(attempt.startedAt.getTime()).toBeGreaterThanOrEqual(from);
      expect(attempt.startedAt.getTime()).toBeLessThan(from + hours * 3_600_000);
    }
  });

  it('comes again from the same seed, and otherwise from another', async () => {
    const few = { payments: 60 };
    const plain = (made: StoredPayment[]) =>
      made.map(({ reference, state, total, shopper }) => [reference, state, total, shopper]);
    const once = plain(await all(few));
    expect(plain(await all(few))).toEqual(once);
    expect(plain(await all({ ...few, seed: 2 }))).not.toEqual(once);
  });

  it('is planted once, however often that is asked', async () => {
    const few = { ...wish, payments: 120 };
    const written: number[] = [];
    const plant = () => plantTraffic(hub.app.payments, shape, few, (batch) => written.push(batch.length));
    expect([await plant(), await plant()]).toEqual([120, 0]);
    expect(written).toEqual([120, 120]);
    const { body } = await hub.ask('GET', '/v1/payments/count');
    expect(body).toEqual({ count: 120, isExact: true });
  });
});
