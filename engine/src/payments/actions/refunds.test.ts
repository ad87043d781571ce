import type { Payment, RefundRequest } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../hub-for-tests.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { reconcile } from '../news/keep-asking.ts';
import { eur, happened, payByCard, slug, stripeHolds } from '../shop-for-tests.ts';

type Refunded = Payment & { type?: string; left?: unknown };

const { hub, line: stripe } = await hubOnALine();

const refund = (
  { id }: Pick<Payment, 'id'>,
  body: RefundRequest | Record<string, unknown> = {},
  idempotencyKey?: string,
): Promise<Answer<Refunded>> =>
  hub.ask<Refunded>('POST', `/v1/payments/${id}/refunds`, { body, ...(idempotencyKey && { idempotencyKey }) });
const paidWith = async (cardNumber: string, amount = 49_90): Promise<Payment> => {
  const payment = await hub.order({ total: eur(amount) });
  await hub.goBack(await payByCard(await hub.choose(payment, 'card'), cardNumber));
  await hub.webhooksSettled();
  return hub.payment(payment.id);
};

const refundedAtStripe = async (payment: Payment) => (await stripeHolds(hub, payment)).refunded;

describe.each(['card', 'paypal'] as const)('a payment by %s', (method) => {
  it('is refunded in part, and then the rest', async () => {
    const payment = await hub.paid(method);
    const part = await refund(payment, { amount: eur(10_00), reason: 'One bottle was broken' });
    expect(part.status).toBe(201);
    expect(part.body).toMatchObject({ state: 'partially_refunded', refunded: eur(10_00), refundable: eur(39_90) });
    expect(part.body.can).toContain('refund');
    const rest = await refund(payment);
    expect(rest.body).toMatchObject({ state: 'refunded', refunded: eur(49_90), refundable: eur(0), can: [] });
    expect(happened(rest.body).slice(-6)).toEqual([
      'refund.requested',
      'refund.succeeded',
      'payment.partially_refunded',
      'refund.requested',
      'refund.succeeded',
      'payment.refunded',
    ]);
    expect(slug(await refund(payment))).toBe('not-refundable');
  });
});

describe('a refund', () => {
  it('of more than the rest is refused, and says what is left', async () => {
    const payment = await hub.paid('card');
    await refund(payment, { amount: eur(40_00) });
    const answer = await refund(payment, { amount: eur(9_91) });
    expect([answer.status, slug(answer), answer.body.left]).toEqual([409, 'refund-too-large', eur(9_90)]);
  });

  it.each([
    ['nothing', eur(0)],
    ['a negative sum', eur(-1)],
    ['half a cent', eur(0.5)],
    ['text', { amount: '100', currency: 'EUR' }],
    ['no currency', { amount: 100 }],
  ])('of %s is refused at the border', async (_what, amount) => {
    const answer = await refund(await hub.paid('card'), { amount });
    expect([answer.status, slug(answer)]).toEqual([400, 'invalid-input']);
  });

  it('in another currency is refused', async () => {
    const answer = await refund(await hub.paid('card'), { amount: { amount: 1, currency: 'USD' } });
    expect([answer.status, slug(answer)]).toEqual([409, 'not-refundable']);
  });

  it('of a payment that nobody paid is refused', async () => {
    const answer = await refund(await hub.order());
    expect([answer.status, slug(answer)]).toEqual([409, 'not-refundable']);
  });

  it('of a payment that nobody knows is refused', async () => {
    expect((await refund({ id: 'pay_nobody' })).status).toBe(404);
  });
});

describe('twenty refunds of a third at once', () => {
  it('give back three thirds, at the hub and at the provider', async () => {
    const payment = await hub.paid('card', { total: eur(30_00) });
    const answers = await Promise.all(Array.from({ length: 20 }, () => refund(payment, { amount: eur(10_00) })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(
      answers.filter((answer) => ['refund-too-large', 'not-refundable'].includes(slug(answer) ?? '')),
    ).toHaveLength(17);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'refunded', refunded: eur(30_00) });
    expect(await refundedAtStripe(payment)).toBe(30_00);
  });
});

describe('the same intention again', () => {
  it('is one refund, later as well as at the same moment', async () => {
    const payment = await hub.paid('card');
    const body = { amount: eur(5_00) };
    const answers = await Promise.all(Array.from({ length: 20 }, () => refund(payment, body, 'give five')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await refund(payment, body, 'give five')).status).toBe(201);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after.refunds.map(({ amount, state }) => [amount.amount, state])).toEqual([[5_00, 'succeeded']]);
    expect(after.attention).toBeUndefined();
    expect(await refundedAtStripe(payment)).toBe(5_00);
  });

  it('cannot mean another sum', async () => {
    const payment = await hub.paid('card');
    await refund(payment, { amount: eur(5_00) }, 'five or six');
    const answer = await refund(payment, { amount: eur(6_00) }, 'five or six');
    expect([answer.status, slug(answer)]).toEqual([422, 'idempotency-key-reused']);
  });
});

describe('a refund that is being sent', () => {
  const heldUp = async () => {
    const payment = await hub.paid('card');
    hub.sandbox?.stripe.webhooks.hold();
    const before = stripe.calls.length;
    const sent = () => stripe.calls.slice(before).filter((call) => call.startsWith('POST /v1/refunds'));
    let letGo = () => {};
    stripe.fate(/POST \/v1\/refunds/, new Promise<void>((resolve) => (letGo = resolve)));
    const first = refund(payment, {}, `held up ${payment.id}`);
    await expect.poll(() => sent().length).toBe(1);
    stripe.repair();
    return { payment, first, letGo, sent };
  };

  it('is not sent by whoever repeats it in that moment, nor given up: both are told how it went', async () => {
    const { payment, first, letGo, sent } = await heldUp();
    const again = refund(payment, {}, `held up ${payment.id}`);
    expect((await hub.payment(payment.id)).refunds[0]?.state).toBe('pending');
    letGo();
    expect((await first).body.state).toBe('refunded');
    expect((await again).body).toMatchObject({ state: 'refunded', refunds: [{ state: 'succeeded' }] });
    expect(sent()).toHaveLength(1);
    hub.sandbox?.stripe.webhooks.release();
  });

  it('is sent again under the same key when its engine seems to have died, and made once', async () => {
    const { payment, first, letGo, sent } = await heldUp();
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('refunded');
    letGo();
    expect((await first).body.state).toBe('refunded');
    expect(sent()).toHaveLength(2);
    expect(new Set(sent()).size).toBe(1);
    expect(await refundedAtStripe(payment)).toBe(49_90);
    hub.sandbox?.stripe.webhooks.release();
  });
});

describe('a refund whose end is not known yet', () => {
  it('is told once, however often the provider does not say', async () => {
    const payment = await hub.paid('card');
    hub.sandbox?.stripe.webhooks.hold();
    stripe.fate(/refunds/, 'never arrives');
    const asked = await refund(payment);
    expect(asked.body.events.at(-1)).toMatchObject({ type: 'refund.unknown', data: { amount: eur(49_90) } });
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    expect(happened(await hub.payment(payment.id)).filter((type) => type === 'refund.unknown')).toHaveLength(1);
    hub.sandbox?.stripe.webhooks.release();
  });

  it('is told once, though the provider says it is on its way in between', async () => {
    const { settlement } = await import('./refund-changes.ts');
    const { changed } = await import('../record/change.ts');
    const { aPayment, anAttempt, noon } = await import('../shop-for-tests.ts');
    const actor = { type: 'system' } as const;
    const refunding = {
      id: 'ref_1',
      key: 'k',
      fingerprint: 'f',
      amount: 10_00,
      attempt: 'att_1',
      createdAt: noon,
      actor,
    };
    let given = aPayment({
      state: 'paid',
      captured: 49_90,
      attempts: [anAttempt({ state: 'paid' })],
      refunds: [{ ...refunding, state: 'pending' }],
    });
    for (const outcome of [
      { kind: 'unknown', because: 'timeout' },
      { kind: 'pending', reference: 're_1' },
      { kind: 'unknown', because: 'timeout' },
    ] as const) {
      const change = settlement(given, 'ref_1', outcome, noon, true);
      given = change ? changed(given, change, actor, noon) : given;
      expect(given.attention).toBe(outcome.kind === 'unknown' ? 'refund_unknown' : undefined);
    }
    expect(given.events.filter(({ type }) => type === 'refund.unknown')).toHaveLength(1);
  });

  it('counts as given until the provider settles it, and is found by asking', async () => {
    const payment = await paidWith('4000000000007726');
    hub.sandbox?.stripe.webhooks.hold();
    const asked = await refund(payment, { amount: eur(20_00) });
    expect(asked.body).toMatchObject({ state: 'paid', refunded: eur(0), refundable: eur(29_90) });
    expect(asked.body.refunds[0]?.state).toBe('pending');
    hub.advance(61_000);
    await expect
      .poll(
        async () => {
          hub.advance(61_000);
          await reconcile(hub.app.payments);
          return (await hub.payment(payment.id)).state;
        },
        { timeout: 8_000, interval: 300 },
      )
      .toBe('partially_refunded');
    hub.sandbox?.stripe.webhooks.release();
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ refunded: eur(20_00), refundable: eur(29_90) });
    expect(happened(after).filter((type) => type === 'refund.succeeded')).toHaveLength(1);
  }, 15_000);

  it.each(['answer lost', 'never arrives'] as const)(
    '(%s) is asked again under the same key, and made once',
    async (fate) => {
      const payment = await hub.paid('card');
      hub.sandbox?.stripe.webhooks.hold();
      const before = stripe.calls.length;
      stripe.fate(/POST \/v1\/refunds/, fate);
      const asked = await refund(payment, { amount: eur(20_00) }, `lost ${fate}`);
      expect(asked.status).toBe(201);
      expect(asked.body).toMatchObject({ state: 'paid', attention: 'refund_unknown', refundable: eur(29_90) });
      stripe.repair();
      hub.advance(61_000);
      await reconcile(hub.app.payments);
      const after = await hub.payment(payment.id);
      expect(after).toMatchObject({ state: 'partially_refunded', refunded: eur(20_00) });
      expect(after.attention).toBeUndefined();
      const sent = stripe.calls.slice(before).filter((call) => call.startsWith('POST /v1/refunds'));
      expect(new Set(sent)).toEqual(new Set([`POST /v1/refunds ${after.refunds[0]?.id}`]));
      expect(await refundedAtStripe(payment)).toBe(20_00);
      hub.sandbox?.stripe.webhooks.release();
    },
  );

  it('is not given up because its repetition is refused', async () => {
    const payment = await hub.paid('card');
    hub.sandbox?.stripe.webhooks.hold();
    stripe.fate(/POST \/v1\/refunds/, 'answer lost');
    await refund(payment, { amount: eur(20_00) });
    stripe.repair();
    const by = { type: 'system', name: 'a test' } as const;
    const secret = (await hub.app.secrets.read('STRIPE_SECRET_KEY')) ?? '';
    await hub.app.secrets.write('STRIPE_SECRET_KEY', 'sk_test_revoked', by);
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    await hub.app.secrets.write('STRIPE_SECRET_KEY', secret, by);
    expect(await hub.payment(payment.id)).toMatchObject({ refundable: eur(29_90), refunds: [{ state: 'pending' }] });
    hub.advance(200_000);
    await reconcile(hub.app.payments);
    expect(await hub.payment(payment.id)).toMatchObject({ refunded: eur(20_00), refunds: [{ state: 'succeeded' }] });
    expect(await refundedAtStripe(payment)).toBe(20_00);
    hub.sandbox?.stripe.webhooks.release();
  });

  it('is not sent again when its provider may have forgotten the key by then', async () => {
    const payment = await hub.paid('card');
    hub.sandbox?.stripe.webhooks.hold();
    stripe.fate(/refunds/, 'answer lost');
    await refund(payment, { amount: eur(20_00) });
    hub.advance(7 * 3_600_000);
    const before = stripe.calls.length;
    await reconcile(hub.app.payments);
    const calls = stripe.calls.slice(before);
    expect(calls.some((call) => call.startsWith('GET /v1/refunds'))).toBe(true);
    expect(calls.filter((call) => call.startsWith('POST /v1/refunds'))).toEqual([]);
    expect(await hub.payment(payment.id)).toMatchObject({ refundable: eur(29_90), attention: 'refund_unknown' });
    hub.sandbox?.stripe.webhooks.release();
  });

  it('keeps its key for itself, however long it takes', async () => {
    const payment = await hub.paid('card');
    hub.sandbox?.stripe.webhooks.hold();
    stripe.fate(/refunds/, 'never arrives');
    await refund(payment, { amount: eur(20_00) }, 'two days');
    hub.advance(48 * 3_600_000);
    await refund(payment, { amount: eur(20_00) }, 'two days');
    expect((await hub.payment(payment.id)).refunds).toHaveLength(1);
    expect(slug(await refund(payment, { amount: eur(10_00) }, 'two days'))).toBe('idempotency-key-reused');
    hub.sandbox?.stripe.webhooks.release();
  });

  it('is continued by the caller who repeats it', async () => {
    const payment = await hub.paid('card');
    hub.sandbox?.stripe.webhooks.hold();
    stripe.fate(/POST \/v1\/refunds/, 'answer lost');
    await refund(payment, {}, 'patience');
    stripe.repair();
    expect((await refund(payment, {}, 'patience')).body.state).toBe('refunded');
    expect(await refundedAtStripe(payment)).toBe(49_90);
    hub.sandbox?.stripe.webhooks.release();
  });
});

describe('news about a refund', () => {
  it('has its provider asked about that one, not about all that were made before', async () => {
    const payment = await hub.paid('card');
    for (let times = 0; times < 5; times++) await refund(payment, { amount: eur(1_00) });
    await hub.webhooksSettled();
    const before = stripe.calls.length;
    const { body } = await refund(payment, { amount: eur(1_00) });
    await hub.webhooksSettled();
    const asked = stripe.calls.slice(before).filter((call) => call.startsWith('GET /v1/refunds'));
    // Its webhook may come before its reference is known, and then it is looked for by the hub's own id.
    expect(asked).toHaveLength(1);
    const earlier = body.refunds.slice(0, -1).map(({ reference }) => `GET /v1/refunds/${reference}`);
    expect(earlier).not.toContain(asked[0]);
  });
});

describe('a refund that comes back from the shopper’s bank', () => {
  it('is taken back from the sum, as a correction, and can be tried again', async () => {
    const payment = await paidWith('4000000000005126');
    expect((await refund(payment)).body.state).toBe('refunded');
    await expect
      .poll(async () => (await hub.payment(payment.id)).state, { timeout: 8_000, interval: 200 })
      .toBe('paid');
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ refunded: eur(0), refundable: eur(49_90) });
    expect(after.refunds[0]?.state).toBe('failed');
    expect(happened(after).slice(-2)).toEqual(['refund.failed', 'payment.refund_returned']);
    expect(after.can).toContain('refund');
  }, 15_000);

  it('leaves what else was refunded as it is', async () => {
    const { settlement } = await import('./refund-changes.ts');
    const { aPayment, anAttempt, noon } = await import('../shop-for-tests.ts');
    const given = {
      key: 'k',
      fingerprint: 'f',
      amount: 10_00,
      attempt: 'att_1',
      createdAt: noon,
      actor: { type: 'system' },
    } as const;
    const payment = aPayment({
      state: 'refunded',
      captured: 20_00,
      refunded: 20_00,
      attempts: [anAttempt({ state: 'paid' })],
      refunds: [
        { ...given, id: 'ref_1', state: 'succeeded' },
        { ...given, id: 'ref_2', state: 'succeeded' },
      ],
    });
    const change = settlement(payment, 'ref_2', { kind: 'failed' }, noon, true);
    expect(change?.events.map(({ type }) => type)).toEqual(['refund.failed', 'payment.partially_refunded']);
    expect(change?.set?.refunded).toBe(10_00);
    // A call that was refused says nothing about the call that did it.
    expect(settlement(payment, 'ref_2', { kind: 'failed' }, noon, false)).toBeUndefined();
    expect(settlement(payment, 'ref_1', { kind: 'succeeded', reference: 're_1' }, noon, true)).toBeUndefined();
    expect(settlement(payment, 'ref_1', { kind: 'unknown', because: 'timeout' }, noon, true)).toBeUndefined();
  });
});

it('says that the provider refused, and gives the sum free again', async () => {
  const payment = await hub.paid('card');
  const secret = (await hub.app.secrets.read('STRIPE_SECRET_KEY')) ?? '';
  const attempt = payment.attempts[0];
  const session = await fetch(`${hub.sandbox?.stripe.url}/v1/checkout/sessions/${attempt?.reference}`, {
    headers: { Authorization: `Bearer ${secret}` },
  }).then((answer) => answer.json() as Promise<{ payment_intent: string }>);
  // Somebody refunds in Stripe's own console.
  await fetch(`${hub.sandbox?.stripe.url}/v1/refunds`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ payment_intent: session.payment_intent }),
  });
  await hub.webhooksSettled();
  const answer = await refund(payment, {}, 'too late');
  expect([answer.status, slug(answer)]).toEqual([409, 'provider-refused']);
  expect(slug(await refund(payment, {}, 'too late'))).toBe('provider-refused');
  expect(await hub.payment(payment.id)).toMatchObject({ state: 'paid', refunded: eur(0), refundable: eur(49_90) });
});
