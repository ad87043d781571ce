import type { PaymentWebhookList } from '@pih/schemas';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { webhookView } from './index.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const received = async (id: string): Promise<PaymentWebhookList['data']> =>
  (await hub.ask<PaymentWebhookList>('GET', `/v1/payments/${id}/webhooks`)).body.data;
const log = () => hub.app.payments.webhookLog;

/** A message about an attempt, signed as Stripe does, or by somebody else. */
async function tell(
  attempt: string,
  { secret, event = 'evt_1' }: { secret?: string; event?: string } = {},
): Promise<number> {
  const payload = JSON.stringify({
    id: event,
    object: 'event',
    type: 'payment_intent.succeeded',
    data: {
      object: { id: 'pi_1', object: 'payment_intent', metadata: { attempt }, receipt_email: 'anna@example.com' },
    },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: secret ?? (await hub.app.secrets.read('STRIPE_WEBHOOK_SECRET')) ?? '',
    timestamp: Math.floor(hub.app.payments.now().getTime() / 1000),
  });
  const headers = { 'stripe-signature': signature };
  return (await hub.ask('POST', '/webhooks/stripe', { key: null, body: payload, headers })).status;
}

describe('what providers sent', () => {
  it('is shown beside its payment, newest first, with what came of it', async () => {
    const payment = await hub.paid('card');
    const attempt = payment.attempts[0]?.id ?? '';
    await tell(attempt, { event: 'evt_new' });
    await tell(attempt, { event: 'evt_new' });
    const [again, first, ...earlier] = await received(payment.id);
    expect([again?.outcome, first?.outcome]).toEqual(['repeated', 'nothing_new']);
    expect(earlier.some(({ outcome, event }) => outcome === 'applied' && event === 'payment.paid')).toBe(true);
    expect(first).toMatchObject({ provider: 'stripe', isVerified: true, attempt });
  });

  it('is shown without personal data and secrets', async () => {
    const payment = await hub.paid('card');
    await tell(payment.attempts[0]?.id ?? '');
    const [latest] = await received(payment.id);
    expect(latest?.body).toContain('payment_intent.succeeded');
    expect(latest?.body).not.toContain('anna@example.com');
  });

  it('keeps its body from whoever sees personal fields in part only', async () => {
    const payment = await hub.paid('card');
    const [webhook] = await log().of(payment.id);
    expect(webhook && webhookView(webhook, true).body).toBeDefined();
    expect(webhook && webhookView(webhook, false).body).toBeUndefined();
  });

  it('shows a forgery beside the payment that it names, and none that names nothing of ours', async () => {
    const payment = await hub.paid('card');
    const before = (await received(payment.id)).length;
    expect(await tell(payment.attempts[0]?.id ?? '', { secret: 'whsec_forged' })).toBe(401);
    expect(await tell('att_01KAS2T3V4W5X6Y7Z8A9B0C1D2', { secret: 'whsec_forged' })).toBe(401);
    const [latest, ...others] = await received(payment.id);
    expect(latest).toMatchObject({ outcome: 'refused', isVerified: false });
    expect(others).toHaveLength(before);
  });

  it('is not filled by forgeries, and keeps no more than the latest of one payment', async () => {
    const raw = (text: string) => ({ headers: {}, body: Buffer.from(text) });
    const about = { payment: 'pay_flood', provider: 'stripe' };
    await log().note(raw('genuine'), { ...about, isVerified: true, outcome: 'applied' });
    for (let number = 0; number < 30; number++)
      await log().note(raw(`forged ${number}`), { ...about, isVerified: false, outcome: 'refused' });
    const kept = await log().of('pay_flood');
    expect(kept.filter(({ isVerified }) => !isVerified)).toHaveLength(20);
    expect(kept.some(({ body }) => body === 'genuine')).toBe(true);
    for (let number = 0; number < 110; number++)
      await log().note(raw(`news ${number}`), { ...about, isVerified: true, outcome: 'nothing_new' });
    const latest = await log().of('pay_flood');
    expect([latest.length, latest[0]?.body]).toEqual([100, 'news 109']);
  });
});
