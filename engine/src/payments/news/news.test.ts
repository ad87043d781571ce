import type { Payment } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { type TestHub } from '../../hub-for-tests.ts';
import { endPayment } from '../actions/cancel.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { reconcile } from './keep-asking.ts';
import { failed } from './outcomes.ts';
import { openAttempt } from '../record/payment.ts';
import { eur, happened, payByCard } from '../shop-for-tests.ts';

const system = { type: 'system' } as const;

const { hub, line: stripe } = await hubOnALine();

const webhooks = () => {
  if (!hub.sandbox) throw new Error('This hub runs no simulators');
  return hub.sandbox.stripe.webhooks;
};
/** Each of these once, whatever else happened. */
const times = (payment: Payment, type: string): number => happened(payment).filter((each) => each === type).length;

describe('a payment by card', () => {
  it('is paid once when the news comes before the shopper', async () => {
    const payment = await hub.order();
    const back = await payByCard(await hub.choose(payment, 'card'));
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).state).toBe('paid');
    await hub.goBack(back);
    expect(times(await hub.payment(payment.id), 'payment.paid')).toBe(1);
  });

  it('is paid once when the shopper comes before the news', async () => {
    webhooks().hold();
    const payment = await hub.order();
    await hub.goBack(await payByCard(await hub.choose(payment, 'card')));
    const before = await hub.payment(payment.id);
    expect(before.state).toBe('paid');
    expect(before.events.at(-1)?.actor).toEqual({ type: 'shopper' });
    webhooks().release();
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).events).toEqual(before.events);
  });

  it('is paid once when news comes twice, in the wrong order, and again much later', async () => {
    webhooks().hold();
    const payment = await hub.order({ total: eur(66_63) });
    await payByCard(await hub.choose(payment, 'card'));
    webhooks().release((waiting) => [...waiting].reverse());
    await hub.webhooksSettled();
    for (const { eventId } of [...webhooks().deliveries].slice(-4)) webhooks().repeat(eventId);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(times(after, 'payment.paid')).toBe(1);
    expect(after.attention).toBeUndefined();
  });

  it('is not asked about any more once it is paid, however much news of it comes', async () => {
    webhooks().hold();
    const payment = await hub.order();
    await hub.goBack(await payByCard(await hub.choose(payment, 'card')));
    const [{ reference = '' } = {}] = (await hub.payment(payment.id)).attempts;
    const asked = () => stripe.calls.filter((call) => call.startsWith('GET ') && call.includes(reference)).length;
    expect(asked()).toBe(1);
    webhooks().release();
    await hub.webhooksSettled();
    expect(asked()).toBe(1);
  });

  it('is found by asking when no news ever comes', async () => {
    const payment = await hub.order({ total: eur(66_66) });
    await payByCard(await hub.choose(payment, 'card'));
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).state).toBe('pending');
    expect(await reconcile(hub.app.payments)).toBe(0);
    hub.advance(2 * 60_000);
    await reconcile(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('paid');
  });

  it('is paid when the provider cannot be asked at first: the news is sent again', async () => {
    const payment = await hub.order();
    const page = await hub.choose(payment, 'card');
    stripe.fate(/GET /, 'never arrives');
    await payByCard(page);
    await expect.poll(() => webhooks().deliveries.at(-1)?.status).toBe(502);
    stripe.repair();
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).state).toBe('paid');
  });

  it('is paid though the answer to its creation was lost and nobody knows its reference', async () => {
    const payment = await hub.order();
    const page = await hub.choose(payment, 'card');
    await hub.app.payments.payments.change(payment.id, system, ({ attempts }) => ({
      events: [],
      set: { attempts: attempts.map(({ reference: _lost, ...attempt }) => attempt) },
    }));
    await payByCard(page);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'paid', captured: payment.total });
    expect(after.attempts[0]?.reference).toMatch(/^cs_/);
  });
});

describe('a payment by PayPal', () => {
  it('is paid though the shopper closed the browser', async () => {
    const payment = await hub.order();
    await hub.onHostedPage(await hub.choose(payment, 'paypal'), 'approve');
    await hub.webhooksSettled();
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'paid', captured: payment.total });
  });

  it('is found by asking when no news ever comes', async () => {
    const payment = await hub.order({ total: eur(66_66) });
    await hub.onHostedPage(await hub.choose(payment, 'paypal'), 'approve');
    hub.advance(2 * 60_000);
    await reconcile(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('paid');
  });
});

describe('the shopper’s return', () => {
  it('proves nothing: without paying, the payment stays pending', async () => {
    const payment = await hub.order();
    await hub.choose(payment, 'card');
    const [attempt] = (await hub.payment(payment.id)).attempts;
    await hub.goBack(
      `${hub.url}/v1/checkout/${payment.checkoutUrl.split('/').at(-1)}/return/${attempt?.id}?status=paid`,
    );
    expect((await hub.payment(payment.id)).state).toBe('pending');
  });

  it('leads to the page even when the provider cannot be asked', async () => {
    const payment = await hub.order();
    const back = await payByCard(await hub.choose(payment, 'card'));
    stripe.fate(/./, 'never arrives');
    await hub.goBack(back);
    stripe.repair();
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).state).toBe('paid');
  });
});

describe('forged news', () => {
  it.each(['stripe', 'paypal'])('from “%s” is refused, and changes nothing', async (provider) => {
    const payment = await hub.order();
    await hub.choose(payment, provider === 'stripe' ? 'card' : 'paypal');
    const before = await hub.payment(payment.id);
    const attempt = before.attempts[0]?.id;
    const body = {
      id: 'evt_1',
      object: 'event',
      type: 'checkout.session.completed',
      event_type: 'PAYMENT.CAPTURE.COMPLETED',
      data: { object: { object: 'checkout.session', metadata: { attempt } } },
      resource: { custom_id: attempt },
    };
    const headers = { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` };
    const answer = await hub.ask('POST', `/webhooks/${provider}`, { key: null, body, headers });
    expect([answer.status, answer.body['title']]).toEqual([401, 'The webhook is not genuine']);
    expect(await hub.payment(payment.id)).toEqual(before);
  });

  it('from a provider that nobody knows is refused', async () => {
    const answer = await hub.ask('POST', '/webhooks/nobody', { key: null, body: {} });
    expect([answer.status, String(answer.body['type']).split('/').at(-1)]).toEqual([404, 'provider-unknown']);
  });
});

describe('money that comes when nobody waits for it', () => {
  /** Ends the payment here while its page stays open there, as when the provider did not hear the hub close it. */
  const endedHereOnly = async (about: Parameters<TestHub['order']>[0]) => {
    const payment = await hub.order(about);
    const page = await hub.choose(payment, 'card');
    const closed = (await hub.payment(payment.id)).attempts[0]?.id;
    await endPayment(hub.app.payments, payment.id, 'payment.expired', system, { closed });
    return { payment, page };
  };

  it('pays an expired payment, and an operator is told', async () => {
    const { payment, page } = await endedHereOnly({});
    await payByCard(page);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'paid', attention: 'paid_late', captured: payment.total });
    expect(after.can).toContain('refund');
    expect(times(after, 'payment.paid_late')).toBe(1);
  });

  it('is released at the provider when it is only held', async () => {
    const { payment, page } = await endedHereOnly({ capture: 'manual' });
    await payByCard(page);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after.state).toBe('expired');
    expect(after.attention).toBeUndefined();
    expect(happened(after).slice(-2)).toEqual(['payment.authorized_late', 'attempt.released']);
    expect(stripe.calls.some((call) => /payment_intents\/.*\/cancel .*-release$/.test(call))).toBe(true);
  });

  it('is released by the schedule when the provider did not hear it at first', async () => {
    const { payment, page } = await endedHereOnly({ capture: 'manual' });
    stripe.fate(/\/cancel$/, 'never arrives');
    await payByCard(page);
    await hub.webhooksSettled();
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'expired', attention: 'paid_late' });
    stripe.repair();
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    expect(happened(await hub.payment(payment.id)).at(-1)).toBe('attempt.released');
  });

  it('a second time is kept apart from the first, and a refund goes to the first', async () => {
    const payment = await hub.order();
    const left = await hub.choose(payment, 'card');
    await hub.app.payments.payments.change(payment.id, system, (current, now) => {
      const open = openAttempt(current);
      return open && failed(current, open, 'abandoned', now, 10);
    });
    await hub.goBack(await hub.onHostedPage(await hub.choose(payment, 'paypal'), 'approve'));
    await payByCard(left);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'paid', method: 'paypal', attention: 'paid_twice', captured: payment.total });
    expect(after.events.at(-1)).toMatchObject({ type: 'payment.paid_twice', data: { provider: 'stripe' } });
    const refund = await hub.ask<Payment>('POST', `/v1/payments/${payment.id}/refunds`, { body: {} });
    expect(refund.body.refunds[0]?.attempt).toBe(after.attempts.find(({ provider }) => provider === 'paypal')?.id);
    expect(refund.body).toMatchObject({ state: 'refunded', attention: 'paid_twice' });
  });

  it('closes the page that was opened meanwhile', async () => {
    const payment = await hub.order();
    const left = await hub.choose(payment, 'card');
    await hub.app.payments.payments.change(payment.id, system, (current, now) => {
      const open = openAttempt(current);
      return open && failed(current, open, 'abandoned', now, 10);
    });
    const second = await hub.choose(payment, 'card');
    await payByCard(left);
    await hub.webhooksSettled();
    await payByCard(second);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after.attempts.map(({ state }) => state)).toEqual(['paid', 'failed']);
    expect([after.state, after.attention]).toEqual(['paid', undefined]);
  });
});
