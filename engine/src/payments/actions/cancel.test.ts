import type { Payment, Provider } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../hub-for-tests.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { happened, payByCard, publish, slug, tryToPay } from '../shop-for-tests.ts';

type Canceled = Payment & { type?: string };

const { hub, line: stripe } = await hubOnALine();

const cancel = ({ id }: Pick<Payment, 'id'>, body: unknown = {}): Promise<Answer<Canceled>> =>
  hub.ask<Canceled>('POST', `/v1/payments/${id}/cancel`, { body });

describe('canceling', () => {
  it('ends a payment that nobody tried to pay, and says why', async () => {
    const payment = await hub.order();
    const { status, body } = await cancel(payment, { reason: 'Sold out' });
    expect([status, body.state]).toEqual([200, 'canceled']);
    expect(body.events.at(-1)).toMatchObject({ type: 'payment.canceled', data: { reason: 'Sold out' } });
    expect(body.can).toEqual([]);
    expect((await hub.checkout(payment)).state).toBe('canceled');
  });

  it('again changes nothing', async () => {
    const payment = await hub.order();
    const { body } = await cancel(payment);
    expect((await cancel(payment)).body.events).toEqual(body.events);
  });

  it.each(['card', 'paypal'] as const)('while the shopper is away makes the %s page useless', async (method) => {
    const payment = await hub.order();
    const page = await hub.choose(payment, method);
    const { body } = await cancel(payment);
    expect(body.state).toBe('canceled');
    expect(body.attempts[0]).toMatchObject({ state: 'failed', reason: 'abandoned' });
    const back = await hub.onHostedPage(page, method === 'card' ? 'pay' : 'approve');
    if (back.startsWith(hub.url)) await hub.goBack(back);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect([after.state, after.attention, after.captured.amount]).toEqual(['canceled', undefined, 0]);
  });

  it('what was paid a moment ago finds it paid', async () => {
    const payment = await hub.order();
    const page = await hub.choose(payment, 'card');
    hub.sandbox?.stripe.webhooks.hold();
    await payByCard(page);
    const answer = await cancel(payment);
    expect([answer.status, slug(answer)]).toEqual([409, 'not-cancelable']);
    hub.sandbox?.stripe.webhooks.release();
    expect((await hub.payment(payment.id)).state).toBe('paid');
  });

  it('waits when the provider does not say whether it was paid', async () => {
    const payment = await hub.order();
    await hub.choose(payment, 'card');
    stripe.fate(/./, 'never arrives');
    const answer = await cancel(payment);
    expect([answer.status, slug(answer)]).toEqual([502, 'outcome-unknown']);
    expect((await hub.payment(payment.id)).state).toBe('pending');
  });

  it('while an attempt is starting sends nobody to the provider', async () => {
    const payment = await hub.order();
    await hub.checkout(payment);
    let letGo = () => {};
    stripe.fate(/sessions$/, new Promise<void>((resolve) => (letGo = resolve)));
    const trying = tryToPay(hub, payment, { method: 'card' });
    await expect.poll(async () => (await hub.payment(payment.id)).state).toBe('pending');
    expect((await cancel(payment)).body.state).toBe('canceled');
    letGo();
    expect((await trying).body).toMatchObject({ state: 'canceled', status: 409 });
    expect((await hub.payment(payment.id)).state).toBe('canceled');
  });

  it.each(['card', 'paypal'] as const)('releases money held by %s', async (method) => {
    const payment = await hub.paid(method, { capture: 'manual' });
    const { body } = await cancel(payment, { reason: 'Changed their mind' });
    expect(body.state).toBe('canceled');
    expect(body.events.at(-1)).toMatchObject({ type: 'payment.canceled', data: { reason: 'Changed their mind' } });
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).events).toHaveLength(body.events.length);
    expect((await hub.ask('POST', `/v1/payments/${payment.id}/capture`, { body: {} })).status).toBe(409);
  });

  it('keeps held money on record as long as its release is not certain', async () => {
    const payment = await hub.paid('card', { capture: 'manual' });
    stripe.fate(/\/cancel$/, 'never arrives');
    expect(slug(await cancel(payment))).toBe('outcome-unknown');
    expect((await hub.payment(payment.id)).state).toBe('authorized');
    stripe.repair();
    expect((await cancel(payment)).body.state).toBe('canceled');
  });

  it('says that the provider did not release the money when it still holds it', async () => {
    const payment = await hub.paid('paypal', { capture: 'manual' });
    const voided = (status: string) =>
      publish<Provider>(hub, 'provider', 'paypal', (document) => {
        const { cancel: operation } = document.declarative?.operations ?? {};
        if (operation) operation.status = status;
        return document;
      });
    await voided("= 'AUTHORIZATION CREATED'");
    const answer = await cancel(payment);
    expect([answer.status, slug(answer)]).toEqual([409, 'provider-refused']);
    expect((await hub.payment(payment.id)).state).toBe('authorized');
    await voided("= 'AUTHORIZATION VOIDED'");
    expect((await cancel(payment)).body.state).toBe('canceled');
  });

  it('what is paid is refused: it is refunded instead', async () => {
    expect(slug(await cancel(await hub.paid('card')))).toBe('not-cancelable');
  });

  it('on the shopper’s last try is a cancelation, not a failure', async () => {
    await publish(hub, 'checkout', 'nordlicht', (document) => ({ ...document, payment: { maxAttempts: 1 } }));
    const payment = await hub.order({ brand: 'nordlicht' });
    await hub.choose(payment, 'card');
    const { body } = await cancel(payment);
    expect(happened(body).slice(-1)).toEqual(['payment.canceled']);
  });
});
