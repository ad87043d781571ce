import { randomUUID } from 'node:crypto';
import type { Payment, PaymentList } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { anOrder, tokenOf, type Answer } from '../../hub-for-tests.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { eur, happened, slug } from '../shop-for-tests.ts';

const day = 24 * 3_600_000;
const { hub, line: stripe } = await hubOnALine();

type Body = Partial<Payment> & { type?: string; redirectUrl?: string };

/** Something that callers ask for with a key. */
interface Operation {
  /** A payment to which it can be done. */
  before: () => Promise<Payment | undefined>;
  path: (payment: Payment | undefined) => string;
  body: unknown;
  other: unknown;
  /** The call that has it done at the provider; none for what happens here alone. */
  call?: RegExp;
  /** How often it was done to a payment, by its history. */
  times: (payment: Payment) => number;
  isShoppers?: boolean;
}

const looked = async (): Promise<Payment> => {
  const payment = await hub.order({ expiresAfterMinutes: 5 * 24 * 60 });
  await hub.checkout(payment);
  return payment;
};
const count = (type: string) => (payment: Payment) => happened(payment).filter((each) => each === type).length;
const order = anOrder({ reference: `SAME-${randomUUID()}` });

const operations: Record<string, Operation> = {
  create: {
    before: async () => undefined,
    path: () => '/v1/payments',
    body: order,
    other: { ...order, total: eur(1_00) },
    times: count('payment.created'),
  },
  attempt: {
    before: looked,
    path: (payment) => `/v1/checkout/${payment && tokenOf(payment)}/attempts`,
    body: { method: 'card' },
    other: { method: 'card', language: 'en' },
    call: /^POST \/v1\/checkout\/sessions /,
    times: count('attempt.redirected'),
    isShoppers: true,
  },
  capture: {
    before: () => hub.paid('card', { capture: 'manual' }),
    path: (payment) => `/v1/payments/${payment?.id}/capture`,
    body: { amount: eur(10_00) },
    other: { amount: eur(10_01) },
    call: /^POST \/v1\/payment_intents\/\w+\/capture /,
    times: count('payment.paid'),
  },
  refund: {
    before: () => hub.paid('card'),
    path: (payment) => `/v1/payments/${payment?.id}/refunds`,
    body: { amount: eur(10_00) },
    other: { amount: eur(10_01) },
    call: /^POST \/v1\/refunds /,
    times: count('refund.succeeded'),
  },
  cancel: {
    before: () => hub.paid('card', { capture: 'manual' }),
    path: (payment) => `/v1/payments/${payment?.id}/cancel`,
    body: { reason: 'Sold out' },
    other: { reason: 'Changed their mind' },
    call: /^POST \/v1\/payment_intents\/\w+\/cancel /,
    times: count('payment.canceled'),
  },
};

describe.each(Object.entries(operations))('to %s with one key', (_name, operation) => {
  const ask = (payment: Payment | undefined, idempotencyKey: string, body = operation.body): Promise<Answer<Body>> =>
    hub.ask<Body>('POST', operation.path(payment), {
      body,
      idempotencyKey,
      ...(operation.isShoppers && { key: null }),
    });
  const paymentOf = async (before: Payment | undefined): Promise<Payment> => {
    if (before) return hub.payment(before.id);
    const { body } = await hub.ask<PaymentList>('GET', `/v1/payments?search=${order.reference}`);
    expect(body.data).toHaveLength(1);
    return hub.payment(body.data[0]?.id ?? '');
  };
  const callsSince = (before: number): string[] =>
    stripe.calls.slice(before).filter((call) => operation.call?.test(call));

  it('fifty times at once is done once, and all are told the same', async () => {
    const before = await operation.before();
    const [key, calls] = [randomUUID(), stripe.calls.length];
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(before, key)));
    expect(new Set(answers.map(({ status }) => status)).size).toBe(1);
    expect(answers[0]?.status).toBeLessThan(300);
    expect(new Set(answers.map(({ body }) => JSON.stringify([body.id, body.state, body.redirectUrl]))).size).toBe(1);
    if (operation.call) expect(callsSince(calls)).toHaveLength(1);
    expect(operation.times(await paymentOf(before))).toBe(1);
  });

  it('again is told the same, and nothing is done', async () => {
    const before = await operation.before();
    const key = randomUUID();
    const first = await ask(before, key);
    await hub.webhooksSettled();
    const calls = stripe.calls.length;
    expect(await ask(before, key)).toMatchObject({ status: first.status, body: first.body });
    expect(callsSince(calls)).toEqual([]);
  });

  it('for something else is refused, and nothing is done', async () => {
    const before = await operation.before();
    const key = randomUUID();
    await ask(before, key);
    const calls = stripe.calls.length;
    const answer = await ask(before, key, operation.other);
    expect([answer.status, slug(answer)]).toEqual([422, 'idempotency-key-reused']);
    expect(callsSince(calls)).toEqual([]);
  });

  it('by another caller is another intention', async () => {
    const before = await operation.before();
    const key = randomUUID();
    await ask(before, key);
    if (operation.isShoppers) return;
    const other = await hub.keyWith('administrator');
    const answer = await hub.ask('POST', operation.path(before), {
      body: operation.other,
      idempotencyKey: key,
      key: other,
    });
    expect(slug(answer)).not.toBe('idempotency-key-reused');
  });
});

describe('a key that was used a day ago', () => {
  it('makes another payment, once though it comes fifty times at once', async () => {
    const body = anOrder();
    const [key] = [randomUUID()];
    const first = await hub.ask<Payment>('POST', '/v1/payments', { body, idempotencyKey: key });
    hub.advance(day - 60_000);
    const soon = await hub.ask<Payment>('POST', '/v1/payments', { body, idempotencyKey: key });
    expect(soon.body.id).toBe(first.body.id);
    hub.advance(60_000);
    const other = { ...body, total: eur(1_00) };
    const late = await Promise.all(
      Array.from({ length: 50 }, () => hub.ask<Payment>('POST', '/v1/payments', { body: other, idempotencyKey: key })),
    );
    const ids = new Set(late.map((answer) => answer.body.id));
    expect([ids.size, ids.has(first.body.id)]).toEqual([1, false]);
    expect((await hub.payment(first.body.id)).total).toEqual(body.total);
  });

  it('refunds once more', async () => {
    const payment = await hub.paid('card');
    const ask = (amount: number) =>
      hub.ask<Payment>('POST', `/v1/payments/${payment.id}/refunds`, {
        body: { amount: eur(amount) },
        idempotencyKey: 'a day',
      });
    await ask(5_00);
    hub.advance(day);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(7_00)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const { refunds } = await hub.payment(payment.id);
    expect(refunds.map(({ amount }) => amount.amount)).toEqual([5_00, 7_00]);
  });

  it('starts another attempt, and closes the page of the first', async () => {
    const payment = await looked();
    const ask = () =>
      hub.ask<Body>('POST', `/v1/checkout/${tokenOf(payment)}/attempts`, {
        body: { method: 'card' },
        idempotencyKey: 'a day',
        key: null,
      });
    const first = await ask();
    hub.advance(day);
    const second = await ask();
    expect(second.status).toBe(201);
    expect(second.body.redirectUrl).not.toBe(first.body.redirectUrl);
    const { attempts } = await hub.payment(payment.id);
    expect(attempts.map(({ state }) => state)).toEqual(['failed', 'pending']);
  });

  it.each(['capture', 'cancel'])('stands for a new %s, though there is nothing left to do', async (name) => {
    const operation = operations[name];
    const payment = await operation?.before();
    const path = operation?.path(payment) ?? '';
    const ask = (body: unknown) => hub.ask<Body>('POST', path, { body, idempotencyKey: 'a day' });
    expect((await ask(operation?.body)).status).toBe(200);
    hub.advance(day);
    expect(slug(await ask(operation?.other))).toBe(name === 'capture' ? 'not-capturable' : undefined);
  });
});

describe('what the provider refused', () => {
  it('is refused again under the same key without asking, also after others took the money meanwhile', async () => {
    const payment = await hub.paid('card', { capture: 'manual' });
    const path = `/v1/payments/${payment.id}/capture`;
    stripe.fate(/\/capture$/, 'refused');
    const first = await hub.ask<Body>('POST', path, { body: {}, idempotencyKey: 'no' });
    expect(slug(first)).toBe('provider-refused');
    stripe.repair();
    const calls = stripe.calls.length;
    const again = await hub.ask<Body>('POST', path, { body: {}, idempotencyKey: 'no' });
    expect([again.status, again.body.type]).toEqual([first.status, first.body.type]);
    expect(stripe.calls.slice(calls)).toEqual([]);
    expect((await hub.ask<Body>('POST', path, { body: {}, idempotencyKey: 'now' })).body.state).toBe('paid');
  });
});
