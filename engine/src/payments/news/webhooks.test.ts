import { randomUUID } from 'node:crypto';
import type { Payment } from '@pih/schemas';
import Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { expireDue, reconcile } from './keep-asking.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { eur, happened, payByCard } from '../shop-for-tests.ts';

const minute = 60_000;
const { hub, line: stripe } = await hubOnALine();
const post = () => {
  if (!hub.sandbox) throw new Error('This hub runs no simulators');
  return hub.sandbox.stripe.webhooks;
};
// News of the simulator waits, and each test decides what comes of it.
beforeEach(() => post().hold());
/** What waited arrives, as a test arranges it. */
const newsComes = async (arrange?: Parameters<ReturnType<typeof post>['release']>[0]): Promise<void> => {
  post().release(arrange);
  await hub.webhooksSettled();
  post().hold();
};

/** An event about an attempt as Stripe sends it: signed, unless the test gives another signature. */
async function tell(
  attempt: string,
  { signedAt = hub.app.payments.now(), secret }: { signedAt?: Date; secret?: string } = {},
): Promise<number> {
  const payload = JSON.stringify({
    id: `evt_${randomUUID()}`,
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { id: 'pi_1', object: 'payment_intent', metadata: { attempt }, amount_received: 49_90 } },
  });
  const header = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: secret ?? (await hub.app.secrets.read('STRIPE_WEBHOOK_SECRET')) ?? '',
    timestamp: Math.floor(signedAt.getTime() / 1000),
  });
  const answer = await hub.ask('POST', '/webhooks/stripe', {
    key: null,
    body: payload,
    headers: { 'stripe-signature': header },
  });
  return answer.status;
}

/** A payment that its shopper paid a moment ago, of which the hub does not know yet. */
async function paidThere(about: Parameters<typeof hub.order>[0] = {}): Promise<{ payment: Payment; back: string }> {
  const payment = await hub.order({ expiresAfterMinutes: 30, ...about });
  const back = await payByCard(await hub.choose(payment, 'card'));
  return { payment: await hub.payment(payment.id), back };
}
const attemptOf = ({ attempts }: Payment): string => attempts.at(-1)?.id ?? '';

describe('genuine news', () => {
  /** Each ends with a payment that is paid once, whatever came before and after. */
  it.each<[string, (given: { payment: Payment; back: string }) => Promise<unknown>]>([
    ['once', () => newsComes()],
    ['twice', () => newsComes((letters) => [...letters, ...letters])],
    ['in the wrong order', () => newsComes((letters) => [...letters].reverse())],
    ['only in part', () => newsComes((letters) => letters.slice(-1))],
    ['before the shopper returns', async ({ back }) => newsComes().then(() => hub.goBack(back))],
    ['after the shopper returned', async ({ back }) => hub.goBack(back).then(() => newsComes())],
    [
      'after the schedule found out',
      async () => {
        hub.advance(3 * minute);
        await reconcile(hub.app.payments);
        await newsComes();
      },
    ],
    [
      'after the payment was found paid in its last moment',
      async () => {
        hub.advance(31 * minute);
        await expireDue(hub.app.payments);
        await newsComes();
      },
    ],
    ['fifty times at once', ({ payment }) => Promise.all(Array.from({ length: 50 }, () => tell(attemptOf(payment))))],
  ])('that comes %s pays once', async (_how, comes) => {
    const given = await paidThere();
    await comes(given);
    const after = await hub.payment(given.payment.id);
    expect(after).toMatchObject({ state: 'paid', captured: eur(49_90) });
    expect(happened(after).filter((type) => type === 'payment.paid')).toHaveLength(1);
    expect(after.attention).toBeUndefined();
    await newsComes();
    expect((await hub.payment(given.payment.id)).events).toEqual(after.events);
  });

  it('about what the hub does not know is taken, and nothing is asked', async () => {
    const calls = stripe.calls.length;
    expect(await tell('att_01JDCJ0000000000000000000A')).toBe(200);
    expect(stripe.calls).toHaveLength(calls);
  });

  it('about an attempt at another provider is taken, and nothing changes', async () => {
    const payment = await hub.order();
    await hub.choose(payment, 'paypal');
    const before = await hub.payment(payment.id);
    const calls = stripe.calls.length;
    expect(await tell(attemptOf(before))).toBe(200);
    expect(stripe.calls).toHaveLength(calls);
    expect(await hub.payment(payment.id)).toEqual(before);
  });
});

describe('news that is not genuine', () => {
  it.each<[string, () => Parameters<typeof tell>[1]]>([
    ['is signed with another secret', () => ({ secret: 'whsec_guessed' })],
    [
      'was signed more than five minutes ago',
      () => ({ signedAt: new Date(hub.app.payments.now().getTime() - 5 * minute - 2_000) }),
    ],
  ])('because it %s is refused, and nothing is asked', async (_why, how) => {
    const { payment } = await paidThere();
    const calls = stripe.calls.length;
    expect(await tell(attemptOf(payment), how())).toBe(401);
    expect(stripe.calls).toHaveLength(calls);
    expect(await hub.payment(payment.id)).toEqual(payment);
  });

  it('was good four minutes ago', async () => {
    const { payment } = await paidThere();
    const signedAt = new Date(hub.app.payments.now().getTime() - 4 * minute);
    expect(await tell(attemptOf(payment), { signedAt })).toBe(200);
    expect((await hub.payment(payment.id)).state).toBe('paid');
  });
});

describe('news of another sum than the payment asks', () => {
  const rewritten = (from: RegExp, to: string) =>
    stripe.fate(/^GET .*checkout\/sessions\//, (answer) => answer.replaceAll(from, to));

  it.each([
    ['less', () => rewritten(/"amount_received":\s*4990/g, '"amount_received":1000'), eur(10_00)],
    [
      'another currency',
      () => rewritten(/"currency":\s*"eur"/g, '"currency":"usd"'),
      { amount: 49_90, currency: 'USD' },
    ],
  ])('(%s) never pays it: the money is kept apart, shown, and can be given back', async (_what, rewrite, surplus) => {
    rewrite();
    const { payment } = await paidThere();
    expect(await tell(attemptOf(payment))).toBe(200);
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({
      state: 'failed',
      attention: 'sum_differs',
      captured: eur(0),
      refundable: eur(0),
      attempts: [{ state: 'paid', surplus }],
      can: ['refund_surplus'],
    });
    expect(happened(after)).not.toContain('payment.paid');
    expect(after.events.at(-2)).toMatchObject({
      type: 'attempt.sum_differed',
      data: { amount: surplus, expected: eur(49_90) },
    });
    expect((await hub.checkout(payment)).state).toBe('failed');
    expect(await tell(attemptOf(payment))).toBe(200);
    expect((await hub.payment(payment.id)).events).toEqual(after.events);
  });

  it('(more) pays it, and an operator sees what is too much', async () => {
    rewritten(/"amount_received":\s*4990/g, '"amount_received":5990');
    const { payment } = await paidThere();
    await tell(attemptOf(payment));
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'paid', captured: eur(59_90), attention: 'sum_differs' });
    expect(happened(after).slice(-2)).toEqual(['payment.paid', 'attempt.sum_differed']);
  });
});
