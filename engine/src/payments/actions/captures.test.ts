import type { Payment } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../hub-for-tests.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { reconcile } from '../news/keep-asking.ts';
import { eur, happened, slug } from '../shop-for-tests.ts';

type Captured = Payment & { type?: string };

const { hub, line: stripe } = await hubOnALine();

const capture = ({ id }: Payment, body: unknown = {}, idempotencyKey?: string): Promise<Answer<Captured>> =>
  hub.ask<Captured>('POST', `/v1/payments/${id}/capture`, { body, ...(idempotencyKey && { idempotencyKey }) });
const held = (method: 'card' | 'paypal' = 'card') => hub.paid(method, { capture: 'manual' });

describe.each(['card', 'paypal'] as const)('money held by %s', (method) => {
  it('is taken wholly', async () => {
    const payment = await held(method);
    expect(payment).toMatchObject({ state: 'authorized', captured: eur(0), can: ['cancel', 'capture'] });
    const { status, body } = await capture(payment);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'paid', captured: eur(49_90) });
    expect(happened(body).slice(-2)).toEqual(['capture.requested', 'payment.paid']);
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).events).toHaveLength(body.events.length);
  });

  it('is taken in part, and no more than that can be refunded', async () => {
    const payment = await held(method);
    expect((await capture(payment, { amount: eur(20_00) })).body).toMatchObject({
      state: 'paid',
      captured: eur(20_00),
      refundable: eur(20_00),
    });
    await hub.webhooksSettled();
    const refund = { body: { amount: eur(20_01) } };
    expect((await hub.ask('POST', `/v1/payments/${payment.id}/refunds`, refund)).status).toBe(409);
  });
});

describe('a capture', () => {
  it.each([
    ['more than is held', { amount: eur(49_91) }, 409, 'not-capturable'],
    ['another currency', { amount: { amount: 1, currency: 'USD' } }, 409, 'not-capturable'],
    ['nothing', { amount: eur(0) }, 400, 'invalid-input'],
  ])('of %s is refused', async (_what, body, status, type) => {
    const answer = await capture(await held(), body);
    expect([answer.status, slug(answer)]).toEqual([status, type]);
  });

  it('of a payment that is not held is refused', async () => {
    expect(slug(await capture(await hub.order()))).toBe('not-capturable');
    expect(slug(await capture(await hub.paid('card')))).toBe('not-capturable');
  });

  it('happens once, however often it is asked under one key, and no second one after it', async () => {
    const payment = await held();
    const body = { amount: eur(10_00) };
    await capture(payment, body, 'take ten');
    expect((await capture(payment, body, 'take ten')).body).toMatchObject({ state: 'paid', captured: eur(10_00) });
    expect(slug(await capture(payment, { amount: eur(9_00) }, 'take ten'))).toBe('idempotency-key-reused');
    expect(slug(await capture(payment, body, 'take ten more'))).toBe('not-capturable');
  });

  it('by two operators at once takes one of the sums', async () => {
    const payment = await held();
    const answers = await Promise.all([
      capture(payment, { amount: eur(10_00) }),
      capture(payment, { amount: eur(20_00) }),
    ]);
    const [taken, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    expect((await hub.payment(payment.id)).captured).toEqual(taken?.body.captured);
  });

  it('whose answer was lost is found out at once', async () => {
    const payment = await held();
    stripe.fate(/\/capture$/, 'answer lost');
    expect((await capture(payment)).body).toMatchObject({ state: 'paid', captured: eur(49_90) });
  });

  it('that never arrived is sent again by the schedule, under the same key and with the same sum', async () => {
    const payment = await held();
    stripe.fate(/\/capture$/, 'never arrives');
    const answer = await capture(payment, { amount: eur(30_00) });
    expect([answer.status, slug(answer)]).toEqual([502, 'outcome-unknown']);
    expect((await hub.payment(payment.id)).can).toEqual([]);
    expect((await hub.ask('POST', `/v1/payments/${payment.id}/cancel`, { body: {} })).status).toBe(409);
    stripe.repair();
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'paid', captured: eur(30_00) });
    const sent = stripe.calls.filter((call) => call.includes('/capture ')).slice(-2);
    expect(sent[0]).toBe(sent[1]);
  });

  it('of another sum after a refusal is another call for its provider, which remembers the first by its key', async () => {
    const payment = await held();
    const before = stripe.calls.length;
    stripe.fate(/\/capture$/, 'refused');
    expect(slug(await capture(payment, { amount: eur(40_00) }))).toBe('provider-refused');
    stripe.repair();
    expect((await capture(payment, { amount: eur(30_00) })).body).toMatchObject({ captured: eur(30_00) });
    const sent = stripe.calls.slice(before).filter((call) => call.includes('/capture '));
    expect([sent.length, new Set(sent).size]).toEqual([2, 2]);
  });

  it('that was carried out all along is not given up because its repetition is refused', async () => {
    const payment = await held();
    hub.sandbox?.stripe.webhooks.hold();
    stripe.fate(/\/capture$/, 'answer lost');
    stripe.fate(/^GET /, 'never arrives');
    expect(slug(await capture(payment, { amount: eur(30_00) }))).toBe('outcome-unknown');
    stripe.repair();
    stripe.fate(/\/capture$/, 'refused');
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'paid', captured: eur(30_00) });
    expect(happened(after)).not.toContain('capture.failed');
    hub.sandbox?.stripe.webhooks.release();
  });

  it('that is refused while nobody can say how the money stands is asked about further', async () => {
    const payment = await held();
    stripe.fate(/\/capture$/, 'refused');
    stripe.fate(/^GET /, 'never arrives');
    expect(slug(await capture(payment))).toBe('outcome-unknown');
    stripe.repair();
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'paid', captured: eur(49_90) });
  });

  it('that the provider refuses is told, and the payment ends with the money that was released there', async () => {
    const payment = await held();
    hub.sandbox?.stripe.webhooks.hold();
    const secret = (await hub.app.secrets.read('STRIPE_SECRET_KEY')) ?? '';
    const headers = { Authorization: `Bearer ${secret}` };
    const url = `${hub.sandbox?.stripe.url}/v1`;
    const session = await fetch(`${url}/checkout/sessions/${payment.attempts[0]?.reference}`, { headers });
    const { payment_intent: intent } = (await session.json()) as { payment_intent: string };
    await fetch(`${url}/payment_intents/${intent}/cancel`, { method: 'POST', headers });
    expect(slug(await capture(payment))).toBe('provider-refused');
    const after = await hub.payment(payment.id);
    expect(after.state).toBe('canceled');
    expect(happened(after).slice(-2)).toEqual(['capture.failed', 'payment.canceled']);
    hub.sandbox?.stripe.webhooks.release();
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).events).toHaveLength(after.events.length);
  });
});
