import { newId, type AttentionList, type Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Answer, type TestHub } from '../../hub-for-tests.ts';
import { anAttempt, aPayment, eur } from '../record/a-payment-for-tests.ts';
import { changed, type Change } from '../record/change.ts';
import { outcomeChange } from '../news/outcomes.ts';
import type { StoredPayment } from '../record/payment.ts';
import { payByCard, slug } from '../shop-for-tests.ts';

const minute = 60_000;
const system = { type: 'system' } as const;

let hub: TestHub;
let operator: Awaited<ReturnType<TestHub['signIn']>>;
beforeAll(async () => {
  hub = await startTestHub();
  operator = await hub.signIn();
});
afterAll(() => hub.stop());

let made = 0;

/** A payment as an order of some minutes ago, and what then happened to it, stored as it is. */
async function has(agoMinutes: number, ...happened: ((payment: StoredPayment, at: Date) => Change | undefined)[]) {
  const createdAt = new Date(hub.app.payments.now().getTime() - agoMinutes * minute);
  const number = made++;
  const start = aPayment({
    ...{ _id: newId('payment', createdAt), checkoutToken: `inbox-${number}`, reference: `INBOX-${number}` },
    ...{ intention: { key: `inbox:${number}`, fingerprint: 'f' }, createdAt, updatedAt: createdAt },
    method: 'card',
    provider: 'stripe',
  });
  const payment = happened.reduce((present, decide, at) => {
    const now = new Date(createdAt.getTime() + (at + 1) * 1_000);
    const change = decide(present, now);
    return change ? changed(present, change, system, now) : present;
  }, start);
  await hub.app.payments.payments.plant([payment]);
  return payment;
}

const attempted =
  (id: string) =>
  ({ attempts }: StoredPayment): Change => ({
    events: [],
    set: { attempts: [...attempts, anAttempt({ id, key: id, state: 'failed', reference: `cs_${id}` })] },
  });
const paid = (id: string) => (payment: StoredPayment, at: Date) =>
  outcomeChange(payment, id, { kind: 'paid', reference: `cs_${id}`, at, amount: payment.total }, at, 3);
const paidTwice = (agoMinutes: number) =>
  has(agoMinutes, attempted('att_a'), attempted('att_b'), paid('att_a'), paid('att_b'));
const undecided = (agoMinutes: number) =>
  has(agoMinutes, () => ({ events: [{ type: 'decision.empty', data: { methods: [] } }] }));

const inbox = async (query = ''): Promise<AttentionList> => {
  const { status, body } = await hub.ask<AttentionList>('GET', `/v1/payments/attention?${query}`, operator);
  expect(status).toBe(200);
  return body;
};
const ids = ({ data }: AttentionList): string[] => data.map(({ payment }) => payment.id);
const acknowledge = (id: string, note = 'Called the shopper', idempotencyKey?: string): Promise<Answer<Payment>> =>
  hub.ask('POST', `/v1/payments/${id}/acknowledge`, {
    ...operator,
    body: { note },
    ...(idempotencyKey && { idempotencyKey }),
  });

describe('the inbox', () => {
  it('holds what needs a look, the longest waiting first, with the cause and what is usually done', async () => {
    const young = await undecided(10);
    const old = await paidTwice(60);
    await has(5);
    const list = await inbox();
    expect(ids(list)).toEqual([old._id, young._id]);
    expect(list.total).toEqual({ count: 2, isExact: true });
    expect(list.data[0]).toMatchObject({
      reason: 'paid_twice',
      suggestion: 'refund_surplus',
      since: old.events.find(({ type }) => type === 'payment.paid_twice')?.at.toISOString(),
      because: {
        event: 'payment.paid_twice',
        attempt: 'att_b',
        provider: 'stripe',
        method: 'card',
        amount: eur(49_90),
      },
    });
    expect(list.data[1]).toMatchObject({ reason: 'no_offer', suggestion: 'check_flow' });
  });

  it('can be narrowed to a reason and a provider, and comes page by page', async () => {
    expect((await inbox('reason=no_offer')).data.map(({ reason }) => reason)).toEqual(['no_offer']);
    expect((await inbox('provider=paypal')).total).toEqual({ count: 0, isExact: true });
    const first = await inbox('limit=1');
    const second = await inbox(`limit=1&cursor=${first.nextCursor}`);
    expect([...ids(first), ...ids(second)]).toEqual(ids(await inbox()));
    expect(second.nextCursor).toBeNull();
  });

  it('lets go of a payment that somebody has seen to, and notes who, until something new happens', async () => {
    const { _id: id } = await has(
      200,
      attempted('att_a'),
      attempted('att_b'),
      attempted('att_c'),
      paid('att_a'),
      paid('att_b'),
    );
    const { status, body } = await acknowledge(id, 'Given back by bank transfer');
    expect(status).toBe(200);
    expect(body.attention).toBeUndefined();
    expect(body.events.at(-1)).toMatchObject({
      type: 'attention.acknowledged',
      actor: { type: 'operator', name: 'Giulia Neri' },
      data: { reason: 'paid_twice', note: 'Given back by bank transfer' },
    });
    expect(ids(await inbox())).not.toContain(id);
    const again = await hub.app.payments.payments.change(id, system, (payment, at) => paid('att_c')(payment, at));
    expect(again.attention).toBe('paid_twice');
    expect(ids(await inbox())).toContain(id);
  });

  it('is left once: an acknowledgement that is repeated is one, a second one has nothing left to say', async () => {
    const { _id: id } = await undecided(20);
    const [first, repeated] = [await acknowledge(id, 'Seen', 'once'), await acknowledge(id, 'Seen', 'once')];
    expect([first.status, repeated.status]).toEqual([200, 200]);
    expect(repeated.body.events).toHaveLength(first.body.events.length);
    const second = await acknowledge(id, 'Seen', 'twice');
    expect([second.status, slug(second as never)]).toEqual([409, 'nothing-to-acknowledge']);
  });

  it('tells of what was put right, though nothing is left to do but to know it', async () => {
    const ended = () => ({ events: [{ type: 'payment.expired' as const }] });
    const late = await has(90, attempted('att_l'), ended, paid('att_l'));
    expect((await inbox('reason=paid_late')).data.map(({ payment }) => payment.id)).toEqual([late._id]);
    await hub.app.payments.payments.change(late._id, system, () => ({
      events: [{ type: 'payment.refunded' }],
      set: { refunded: late.total.amount },
    }));
    const list = await inbox('reason=corrected');
    expect(list.data).toMatchObject([{ payment: { id: late._id }, suggestion: 'acknowledge' }]);
    expect(list.data[0]?.payment.attention).toBeUndefined();
  });
});

describe('asking a provider now', () => {
  const askNow = (id: string): Promise<Answer<Payment>> => hub.ask('POST', `/v1/payments/${id}/ask`, operator);

  it('finds out that a payment was paid, whose news never came', async () => {
    hub.sandbox?.stripe.webhooks.hold();
    const order = await hub.order();
    await payByCard(await hub.choose(order, 'card'));
    expect((await hub.payment(order.id)).state).toBe('pending');
    const { status, body } = await askNow(order.id);
    expect([status, body.state]).toEqual([200, 'paid']);
    const asked = body.events.find(({ type }) => type === 'payment.asked');
    expect(asked).toMatchObject({ actor: { type: 'operator' } });
    hub.sandbox?.stripe.webhooks.release(() => []);
  });

  it('has nothing to ask about an order that nobody has tried to pay', async () => {
    const order = await hub.order();
    const { status, body } = await askNow(order.id);
    expect([status, body.state]).toEqual([200, 'created']);
  });
});

describe('a note', () => {
  const note = (id: string, text: string, key: string): Promise<Answer<Payment>> =>
    hub.ask('POST', `/v1/payments/${id}/notes`, { ...operator, body: { text }, idempotencyKey: key });

  it('stands in the history, with who wrote it, once however often it is sent', async () => {
    const order = await hub.order();
    const written = [await note(order.id, ' Gift, no prices ', 'n1'), await note(order.id, ' Gift, no prices ', 'n1')];
    expect(written.map(({ status }) => status)).toEqual([201, 201]);
    const { events } = await hub.payment(order.id);
    expect(events.filter(({ type }) => type === 'note.added')).toMatchObject([
      { actor: { name: 'Giulia Neri' }, data: { text: 'Gift, no prices' } },
    ]);
  });

  it.each([[''], ['  '], ['x'.repeat(2_001)]])('is refused when it says nothing, or too much', async (text) => {
    expect((await note((await hub.order()).id, text, 'n2')).status).toBe(400);
  });
});
