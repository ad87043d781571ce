import type { CheckoutView, Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anItalian, startTestHub, tokenOf, type TestHub } from '../../hub-for-tests.ts';
import { eur } from '../shop-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const methods = ({ offers }: CheckoutView): string[] => offers.map(({ method }) => method);
const refund = (payment: Payment, amount: number) =>
  hub.ask<Payment>('POST', `/v1/payments/${payment.id}/refunds`, { body: { amount: eur(amount) } });
const attempt = (payment: Payment, body: object) =>
  hub.ask('POST', `/v1/checkout/${tokenOf(payment)}/attempts`, { key: null, body });

describe.each(['satispay', 'scalapay'] as const)('a payment with %s, which only its document describes', (method) => {
  it('is paid, and given back in parts', async () => {
    const payment = await hub.paid(method);
    expect(payment).toMatchObject({ state: 'paid', method, captured: eur(49_90) });
    expect(await refund(payment, 12_00)).toMatchObject({ status: 201, body: { state: 'partially_refunded' } });
    expect(await refund(payment, 37_91)).toMatchObject({ status: 409 });
    expect(await refund(payment, 37_90)).toMatchObject({ status: 201, body: { state: 'refunded' } });
  });

  it('is found out about by news alone, when the shopper never comes back', async () => {
    const order = await hub.order({ shopper: anItalian });
    await hub.onHostedPage(await hub.choose(order, method), 'approve');
    await hub.webhooksSettled();
    expect(await hub.payment(order.id)).toMatchObject({ state: 'paid', captured: eur(49_90) });
  });

  it('that the shopper does not grant leaves the other methods to choose', async () => {
    const order = await hub.order({ shopper: anItalian });
    await hub.goBack(await hub.onHostedPage(await hub.choose(order, method), 'decline'));
    expect(await hub.payment(order.id)).toMatchObject({ state: 'created', attempts: [{ method, state: 'failed' }] });
    await hub.goBack(await hub.onHostedPage(await hub.choose(order, 'paypal'), 'approve'));
    expect(await hub.payment(order.id)).toMatchObject({ state: 'paid', method: 'paypal' });
  });

  it('that is left for another method cannot be paid any more', async () => {
    const order = await hub.order({ shopper: anItalian });
    const left = await hub.choose(order, method);
    const page = await hub.choose(order, 'paypal');
    await hub.onHostedPage(left, 'approve');
    await hub.webhooksSettled();
    expect(await hub.payment(order.id)).toMatchObject({ state: 'pending', method: 'paypal' });
    await hub.goBack(await hub.onHostedPage(page, 'approve'));
    expect(await hub.payment(order.id)).toMatchObject({ state: 'paid', captured: eur(49_90) });
  });

  it('is held first where the merchant takes the money later', async () => {
    const held = await hub.paid(method, { capture: 'manual' });
    expect(held).toMatchObject({ state: 'authorized', method });
    const taken = await hub.ask('POST', `/v1/payments/${held.id}/capture`, { body: { amount: eur(30_00) } });
    expect(taken).toMatchObject({ status: 200, body: { state: 'paid', captured: eur(30_00) } });
    const other = await hub.paid(method, { capture: 'manual' });
    const released = await hub.ask('POST', `/v1/payments/${other.id}/cancel`, { body: {} });
    expect(released).toMatchObject({ status: 200, body: { state: 'canceled' } });
  });

  it('is paid once, though its news comes twice', async () => {
    const payment = await hub.paid(method, { total: eur(66_63) });
    expect(payment).toMatchObject({ state: 'paid', captured: eur(66_63) });
    expect(payment.events.filter(({ type }) => type === 'payment.paid')).toHaveLength(1);
  });
});

describe('a call that nobody signed', () => {
  it('changes nothing at all: Satispay itself is asked', async () => {
    const order = await hub.order({ shopper: anItalian });
    await hub.choose(order, 'satispay');
    const [begun] = (await hub.payment(order.id)).attempts;
    for (const query of [`attempt=${begun?.id ?? ''}`, `payment_id=${begun?.reference ?? ''}`, 'attempt=att_none', ''])
      expect((await hub.ask('GET', `/webhooks/satispay?${query}`, { key: null })).status).toBe(200);
    expect(await hub.payment(order.id)).toMatchObject({ state: 'pending' });
  });

  it('is refused in the name of Scalapay, which signs', async () => {
    const body = { status: 'charged', orderToken: 'ABCDEFGHJK', totalAmount: 49.9 };
    expect((await hub.ask('POST', '/webhooks/scalapay', { key: null, body })).status).toBe(401);
  });
});

describe('what a method wants to know', () => {
  const known = { type: 'private', country: 'IT', email: 'anna@example.com' } as const;
  const { name, phone, address } = anItalian;

  it('is asked for that method only, and only what is missing', async () => {
    const view = await hub.checkout(await hub.order({ shopper: known }));
    expect(methods(view)).toEqual(['card', 'paypal', 'satispay', 'scalapay']);
    expect(view.requirements).toEqual([]);
    expect(view.offers.map(({ requirements }) => requirements)).toEqual([
      undefined,
      undefined,
      undefined,
      ['name', 'phone', 'billing_address'],
    ]);
  });

  it('has to be told before the shopper is sent to the provider', async () => {
    const order = await hub.order({ shopper: known });
    await hub.checkout(order);
    const refused = await attempt(order, { method: 'scalapay', shopper: { name } });
    expect(refused).toMatchObject({ status: 422, body: { missing: ['phone', 'billing_address'] } });
    expect(await attempt(order, { method: 'card' })).toMatchObject({ status: 201 });
    const told = { name, phone, address, email: 'mallory@example.com' };
    expect(await attempt(order, { method: 'scalapay', shopper: told })).toMatchObject({ status: 201 });
    // What the merchant said stays as the merchant said it.
    expect((await hub.payment(order.id)).shopper).toMatchObject({ name, phone, address, email: 'anna@example.com' });
  });

  it.each([
    ['19.99 €', { total: eur(19_99), shopper: anItalian }, ['card', 'paypal', 'satispay']],
    ['1,500.01 €', { total: eur(1_500_01), shopper: anItalian }, ['card', 'paypal', 'satispay']],
    ['a shopper in Portugal', { shopper: { ...anItalian, country: 'PT' } }, ['card', 'paypal', 'scalapay']],
    ['a shopper in Poland', { shopper: { ...anItalian, country: 'PL' } }, ['card', 'paypal']],
    ['dollars', { total: { amount: 49_90, currency: 'USD' }, shopper: anItalian }, ['card', 'paypal']],
  ])('does not matter where it is not offered: %s', async (_what, about, offered) => {
    expect(methods(await hub.checkout(await hub.order(about)))).toEqual(offered);
  });
});
