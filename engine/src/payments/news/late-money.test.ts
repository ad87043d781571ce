import type { Checkout, Payment } from '@pih/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestHub } from '../../hub-for-tests.ts';
import { endPayment } from '../actions/cancel.ts';
import { giveBack } from './late-money.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { failed } from './outcomes.ts';
import { openAttempt } from '../record/payment.ts';
import { eur, happened, payByCard, publish, slug, stripeHolds } from '../shop-for-tests.ts';

const { hub, line: stripe } = await hubOnALine();
const system = { type: 'system' } as const;

/** nordlicht gives late money back by itself; rosmarino leaves it to operators. */
beforeAll(() =>
  publish<Checkout>(hub, 'checkout', 'nordlicht', (document) => ({
    ...document,
    payment: { ...document.payment, lateMoney: 'refund' },
  })),
);

type About = Parameters<TestHub['order']>[0];

/** Ended here while its page stays open there, and paid there then. */
async function paidLate(about: About): Promise<Payment> {
  const payment = await hub.order(about);
  const page = await hub.choose(payment, 'card');
  const closed = (await hub.payment(payment.id)).attempts[0]?.id;
  await endPayment(hub.app.payments, payment.id, 'payment.expired', system, { closed });
  await payByCard(page);
  await settled();
  return hub.payment(payment.id);
}

/** Paid by PayPal, and on the card page that was left open as well. */
async function paidTwice(about: About): Promise<Payment> {
  const payment = await hub.order(about);
  const left = await hub.choose(payment, 'card');
  await hub.app.payments.payments.change(payment.id, system, (current, now) => {
    const open = openAttempt(current);
    return open && failed(current, open, 'abandoned', now, 10);
  });
  await hub.goBack(await hub.onHostedPage(await hub.choose(payment, 'paypal'), 'approve'));
  await payByCard(left);
  await settled();
  return hub.payment(payment.id);
}

/** News has arrived, and what follows from it is done; refunds make news themselves. */
async function settled(): Promise<void> {
  await hub.webhooksSettled();
  await hub.app.effects.idle();
  await hub.webhooksSettled();
}

const surplusOf = ({ attempts }: Payment) => attempts.find(({ surplus }) => surplus);
const refund = ({ id }: Payment, body: unknown, idempotencyKey?: string) =>
  hub.ask<Payment & { type?: string; left?: unknown }>('POST', `/v1/payments/${id}/refunds`, {
    body,
    ...(idempotencyKey && { idempotencyKey }),
  });
const card = ({ attempts }: Payment) => ({ attempts: attempts.filter(({ method }) => method === 'card') });

describe('a brand that leaves late money to operators', () => {
  it('keeps it, and shows why somebody has to look', async () => {
    const payment = await paidLate({});
    expect(payment).toMatchObject({ state: 'paid', attention: 'paid_late', refunds: [] });
    expect((await refund(payment, {})).body).toMatchObject({ state: 'refunded' });
    expect((await hub.payment(payment.id)).attention).toBeUndefined();
  });

  it('lets an operator give a second payment back, and the first stays as it is', async () => {
    const payment = await paidTwice({});
    const attempt = surplusOf(payment);
    expect(payment).toMatchObject({
      state: 'paid',
      attention: 'paid_twice',
      captured: eur(49_90),
      refundable: eur(49_90),
    });
    expect(attempt?.surplus).toEqual(eur(49_90));
    expect(payment.can).toEqual(['refund', 'refund_partly', 'refund_surplus']);
    const part = await refund(payment, { attempt: attempt?.id, amount: eur(9_90) });
    expect(part.body).toMatchObject({
      state: 'paid',
      attention: 'paid_twice',
      refunded: eur(0),
      refundable: eur(49_90),
    });
    expect(surplusOf(part.body)?.surplus).toEqual(eur(40_00));
    const rest = await refund(payment, { attempt: attempt?.id });
    expect(rest.body).toMatchObject({ state: 'paid', refunded: eur(0), can: ['refund', 'refund_partly'] });
    expect([rest.body.attention, surplusOf(rest.body)]).toEqual([undefined, undefined]);
    expect(await stripeHolds(hub, card(payment))).toEqual({ captured: 49_90, refunded: 49_90 });
    expect((await refund(payment, {})).body).toMatchObject({ state: 'refunded', refunded: eur(49_90) });
  });

  it('gives back no more than the surplus, to whoever asks at once', async () => {
    const payment = await paidTwice({});
    const attempt = surplusOf(payment)?.id;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refund(payment, { attempt, amount: eur(10_00) })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(new Set(answers.flatMap((answer) => slug(answer) ?? []))).toEqual(new Set(['refund-too-large']));
    expect(await stripeHolds(hub, card(payment))).toEqual({ captured: 49_90, refunded: 40_00 });
    expect(await hub.payment(payment.id)).toMatchObject({ refunded: eur(0), refundable: eur(49_90) });
  });

  it.each([
    ['an attempt that brought nothing', 'att_01JDCJ0000000000000000000A', 'not-refundable'],
    ['no attempt at all', 'card', 'invalid-input'],
  ])('has no surplus of %s', async (_what, attempt, type) => {
    expect(slug(await refund(await hub.paid('card'), { attempt }))).toBe(type);
  });

  it('takes the paying attempt for the payment itself', async () => {
    const payment = await hub.paid('card');
    const answer = await refund(payment, { attempt: payment.attempts[0]?.id, amount: eur(1_00) });
    expect(answer.body).toMatchObject({ state: 'partially_refunded', refunded: eur(1_00) });
  });
});

describe('a brand that gives late money back', () => {
  const brand = 'nordlicht';

  it('refunds a payment that came after its end, once, and says who and why', async () => {
    const payment = await paidLate({ brand });
    expect(payment).toMatchObject({ state: 'refunded', refunded: eur(49_90) });
    expect(payment.attention).toBeUndefined();
    expect(payment.refunds).toMatchObject([{ state: 'succeeded', reason: 'paid_late', actor: { type: 'system' } }]);
    // This brand invoices by itself, too.
    const ofMoney = happened(payment).filter((type) => !/^(?:invoice|credit_note|debit_note)\./.test(type));
    expect(ofMoney.slice(-4)).toEqual([
      'payment.paid_late',
      'refund.requested',
      'refund.succeeded',
      'payment.refunded',
    ]);
    expect(await stripeHolds(hub, payment)).toEqual({ captured: 49_90, refunded: 49_90 });
  });

  it('refunds the second payment of two, and the first stays paid', async () => {
    const payment = await paidTwice({ brand });
    expect(payment).toMatchObject({ state: 'paid', method: 'paypal', refunded: eur(0), refundable: eur(49_90) });
    expect(payment.attention).toBeUndefined();
    expect(payment.refunds).toMatchObject([{ state: 'succeeded', reason: 'paid_twice' }]);
    expect(await stripeHolds(hub, card(payment))).toEqual({ captured: 49_90, refunded: 49_90 });
  });

  it('refunds each of the payments that came beside the first', async () => {
    const payment = await hub.order({ brand });
    const pages: string[] = [];
    for (let times = 0; times < 2; times++) {
      pages.push(await hub.choose(payment, 'card'));
      await hub.app.payments.payments.change(payment.id, system, (current, now) => {
        const open = openAttempt(current);
        return open && failed(current, open, 'abandoned', now, 10);
      });
    }
    await hub.goBack(await hub.onHostedPage(await hub.choose(payment, 'paypal'), 'approve'));
    for (const page of pages) await payByCard(page);
    await settled();
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'paid', refunded: eur(0) });
    expect(after.attention).toBeUndefined();
    expect(after.refunds.map(({ state, reason }) => [state, reason])).toEqual([
      ['succeeded', 'paid_twice'],
      ['succeeded', 'paid_twice'],
    ]);
    expect(new Set(after.refunds.map(({ attempt }) => attempt)).size).toBe(2);
  });

  it('does so once however often and however late the event is handed over', async () => {
    const { id } = await paidTwice({ brand });
    const payment = await hub.app.payments.payments.get(id);
    const event = payment.events.find(({ type }) => type === 'payment.paid_twice');
    if (!event) throw new Error('It was not paid twice');
    await Promise.all(Array.from({ length: 20 }, () => giveBack(hub.app.payments, payment, event)));
    hub.advance(48 * 3_600_000);
    await giveBack(hub.app.payments, payment, event);
    expect((await hub.payment(id)).refunds).toHaveLength(1);
    expect(await stripeHolds(hub, card(await hub.payment(id)))).toEqual({ captured: 49_90, refunded: 49_90 });
  });

  it('gives it back once where the answer was lost', async () => {
    stripe.fate(/^POST \/v1\/refunds/, 'answer lost');
    const before = stripe.calls.length;
    const payment = await paidTwice({ brand });
    expect(payment.refunds).toMatchObject([{ state: 'succeeded' }]);
    const sent = stripe.calls.slice(before).filter((call) => call.startsWith('POST /v1/refunds'));
    expect(new Set(sent).size).toBe(1);
    expect(await stripeHolds(hub, card(payment))).toEqual({ captured: 49_90, refunded: 49_90 });
  });

  it('leaves it to an operator when the provider refuses', async () => {
    stripe.fate(/^POST \/v1\/refunds/, 'refused');
    const payment = await paidTwice({ brand });
    expect(payment).toMatchObject({ attention: 'paid_twice', refunds: [{ state: 'failed' }] });
    expect(payment.can).toContain('refund_surplus');
    stripe.repair();
    const stored = await hub.app.payments.payments.get(payment.id);
    const event = stored.events.find(({ type }) => type === 'payment.paid_twice');
    if (!event) throw new Error('It was not paid twice');
    hub.advance(48 * 3_600_000);
    await giveBack(hub.app.payments, stored, event);
    expect((await hub.payment(payment.id)).refunds).toMatchObject([{ state: 'failed' }]);
  });

  describe('of more than was asked', () => {
    /** More came than the total, at a brand that leaves it to operators. */
    const overpaid = async () => {
      const { id } = await hub.order();
      await payByCard(await hub.choose(await hub.payment(id), 'card'));
      stripe.fate(/^GET .*sessions/, (answer) => answer.replaceAll('4990', '5990'));
      await settled();
      stripe.repair();
      const payment = await hub.app.payments.payments.get(id);
      const event = payment.events.find(({ type }) => type === 'attempt.sum_differed');
      if (!event) throw new Error('The sum did not differ');
      expect(payment).toMatchObject({ state: 'paid', captured: 59_90, attention: 'sum_differs' });
      return { id, give: () => giveBack(hub.app.payments, { ...payment, brand }, event) };
    };

    it('gives back what is beyond the total', async () => {
      const { id, give } = await overpaid();
      await give();
      expect(await hub.payment(id)).toMatchObject({ state: 'partially_refunded', refunded: eur(10_00) });
    });

    it.each([
      ['all of it', 10_00, [10_00]],
      ['more than that', 12_00, [12_00]],
      ['part of it', 4_00, [4_00, 6_00]],
    ])('gives nothing back that an operator gave back first: %s', async (_what, amount, refunds) => {
      const { id, give } = await overpaid();
      await refund(await hub.payment(id), { amount: eur(amount) });
      await give();
      const after = await hub.payment(id);
      expect(after.refunds.map((each) => each.amount.amount)).toEqual(refunds);
      expect(after.attention).toBeUndefined();
    });
  });

  it('refunds nothing of a payment that came as it should', async () => {
    expect((await hub.paid('card', { brand })).refunds).toEqual([]);
  });
});
