import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after, anAttempt, eur } from '../an-attempt.ts';
import type { Harness } from '../contract.ts';
import { loopback, type Said } from '../loopback.ts';
import { ForgedWebhook } from '../problems.ts';
import { demoDocument, sandboxHarness } from '../sandbox-harness.ts';
import { createStripeConnector } from './connector.ts';
import { sessionFor } from './session.ts';

const now = new Date('2026-01-01T12:00:00Z');
const connectorAt = (url: string) =>
  createStripeConnector(demoDocument('stripe'), { secret: () => 'whsec_test', sandboxUrl: url, now: () => now });

describe('a checkout session', () => {
  const startedAt = new Date('2026-01-01T12:00:00Z');
  const inMinutes = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);
  const session = (given: Parameters<typeof anAttempt>[0] = {}) =>
    sessionFor(anAttempt({ ...given, attempt: { startedAt, ...given.attempt } }));

  it.each([
    [1, 35],
    [60, 60],
    [7 * 24 * 60, 24 * 60 - 5],
  ])('that should end after %i minutes ends after %i', (wanted, given) => {
    expect(session({ expiresAt: inMinutes(wanted) }).expires_at).toBe(inMinutes(given).getTime() / 1000);
  });

  it('is the same however late it is asked for again', () => {
    const ctx = anAttempt({ attempt: { startedAt } });
    expect(sessionFor(ctx)).toEqual(sessionFor(structuredClone(ctx)));
  });

  it('names the attempt on the session and on the payment behind it', () => {
    const { metadata, payment_intent_data: behind } = session({ attempt: { id: 'att_1' } });
    expect(metadata).toMatchObject({ attempt: 'att_1' });
    expect(behind?.metadata).toMatchObject({ attempt: 'att_1' });
  });

  it('asks for strong authentication where the flow requires it', () => {
    expect(session().payment_method_options).toBeUndefined();
    expect(session({ requirements: ['three_d_secure'] }).payment_method_options?.card?.request_three_d_secure).toBe(
      'any',
    );
  });

  it.each([
    ['it', 'it'],
    ['no', 'nb'],
    ['cy', 'auto'],
  ])('speaks %s as %s', (language, locale) => expect(session({ language }).locale).toBe(locale));

  it('refuses a third digit that Stripe cannot charge', () => {
    expect(() => session({ total: { amount: 1_234, currency: 'KWD' } })).toThrow(RangeError);
  });
});

describe('a session that is shown as', () => {
  const attempt = anAttempt({ attempt: { reference: 'cs_1' } });
  const intent = (status: string, more: object = {}) => ({
    id: 'pi_1',
    object: 'payment_intent',
    status,
    currency: 'eur',
    amount_received: 2_500,
    amount_capturable: 2_500,
    capture_method: 'automatic_async',
    latest_charge: { id: 'ch_1', object: 'charge', created: 1_767_268_740 },
    last_payment_error: null,
    cancellation_reason: null,
    ...more,
  });
  const lookedUp = async (status: string, payment_intent: object | null) => {
    await using stripe = await loopback(() => ({
      body: { id: 'cs_1', object: 'checkout.session', status, payment_intent },
    }));
    return await connectorAt(stripe.url).lookUp(attempt);
  };
  const at = new Date(1_767_268_740_000);
  const memory = { intent: 'pi_1' };

  it.each([
    ['nobody paid yet', 'open', null, { kind: 'pending', reference: 'cs_1' }],
    [
      'nobody paid yet, card form opened',
      'open',
      intent('requires_payment_method'),
      { kind: 'pending', reference: 'cs_1' },
    ],
    ['its time is over', 'expired', null, { kind: 'expired' }],
    [
      'paid at once',
      'complete',
      intent('succeeded'),
      { kind: 'paid', reference: 'cs_1', amount: eur(25_00), at, memory },
    ],
    [
      'paid after being held',
      'complete',
      intent('succeeded', { capture_method: 'manual' }),
      { kind: 'paid', reference: 'cs_1', amount: eur(25_00), at: now, memory },
    ],
    [
      'held',
      'complete',
      intent('requires_capture'),
      { kind: 'authorized', reference: 'cs_1', amount: eur(25_00), at, memory },
    ],
    ['a slow method at work', 'complete', intent('processing'), { kind: 'processing', reference: 'cs_1', memory }],
    [
      "waiting for the shopper's bank",
      'complete',
      intent('requires_action'),
      { kind: 'pending', reference: 'cs_1', memory },
    ],
    [
      'in a state that is new to us',
      'complete',
      intent('something_new'),
      { kind: 'pending', reference: 'cs_1', memory },
    ],
    ['given up', 'complete', intent('canceled'), { kind: 'canceled' }],
    [
      'given up because time ran out',
      'complete',
      intent('canceled', { cancellation_reason: 'automatic' }),
      { kind: 'expired' },
    ],
  ])('%s', async (_, status, behind, expected) => {
    expect(await lookedUp(status, behind)).toEqual(expected);
  });

  it.each([
    ['open', 'insufficient_funds', 'insufficient_funds', false],
    ['open', 'do_not_honor', 'declined', false],
    ['complete', 'authentication_required', 'authentication_failed', true],
  ])('%s after %s is a decline: %s, final: %s', async (status, decline_code, reason, final) => {
    const error = { last_payment_error: { code: 'card_declined', decline_code } };
    expect(await lookedUp(status, intent('requires_payment_method', error))).toEqual({
      kind: 'declined',
      reason,
      providerCode: decline_code,
      final,
    });
  });
});

describe('a refusal by Stripe', () => {
  const created = async (say: Said) => {
    await using stripe = await loopback(() => say);
    const outcome = await connectorAt(stripe.url).create(anAttempt(), 'key-1');
    return { outcome, heard: [...stripe.heard] };
  };
  const error = (type: string, more = {}) => ({ error: { type, message: 'Amount too small', ...more } });

  it.each([
    [
      400,
      error('invalid_request_error', { code: 'amount_too_small' }),
      { kind: 'refused', providerCode: 'amount_too_small' },
    ],
    [
      402,
      error('card_error', { code: 'card_declined', decline_code: 'expired_card' }),
      { kind: 'declined', final: true },
    ],
    [403, error('invalid_request_error'), { kind: 'refused' }],
    [409, error('idempotency_error'), { kind: 'unknown', because: 'unreadable_answer' }],
    [429, error('invalid_request_error'), { kind: 'unknown', because: 'unreachable' }],
    [500, error('api_error'), { kind: 'unknown', because: 'unreadable_answer' }],
  ])('with %i is an outcome', async (status, body, expected) => {
    const { outcome, heard } = await created({ status, body });
    expect(outcome).toMatchObject(expected);
    expect(heard).toHaveLength(1); // asking again is decided elsewhere
  });

  it('comes from the address of the document, with a key for each intention and no telemetry', async () => {
    const { heard } = await created({ status: 400, body: error('invalid_request_error') });
    expect(heard[0]).toMatchObject({ method: 'POST', path: '/stripe/v1/checkout/sessions' });
    expect(heard[0]?.headers).toMatchObject({ 'idempotency-key': 'key-1', authorization: 'Bearer whsec_test' });
    expect(heard[0]?.headers['x-stripe-client-telemetry']).toBeUndefined();
  });
});

describe('a refund at Stripe', () => {
  const attempt = anAttempt({ attempt: { reference: 'cs_1', memory: { intent: 'pi_1' } } });
  const asked = async (say: Said, reference?: string) => {
    await using stripe = await loopback(() => say);
    return await connectorAt(stripe.url).lookUpRefund?.(attempt, {
      id: 'ref_1',
      amount: eur(1_00),
      ...(reference && { reference }),
    });
  };

  it.each([
    ['succeeded', 'succeeded'],
    ['pending', 'pending'],
    ['requires_action', 'pending'],
    ['something_new', 'pending'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('%s is %s', async (status, kind) => {
    expect(await asked({ body: { id: 're_1', object: 'refund', status } }, 're_1')).toMatchObject({ kind });
  });

  it('is found again by its own id when its reference was never learnt', async () => {
    const data = [
      { id: 're_1', object: 'refund', status: 'succeeded', metadata: { refund: 'ref_0' } },
      { id: 're_2', object: 'refund', status: 'succeeded', metadata: { refund: 'ref_1' } },
    ];
    expect(await asked({ body: { object: 'list', data } })).toEqual({ kind: 'succeeded', reference: 're_2' });
    expect(await asked({ body: { object: 'list', data: [] } })).toEqual({ kind: 'unknown', because: 'no_reference' });
  });

  it('does not fail because the question about it was refused', async () => {
    expect(await asked({ status: 401, body: { error: { type: 'invalid_request_error' } } }, 're_1')).toMatchObject({
      kind: 'unknown',
    });
  });
});

describe('an event', () => {
  const sign = (event: object, at = now) => {
    const payload = JSON.stringify({ object: 'event', ...event });
    const timestamp = Math.floor(at.getTime() / 1000);
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_test', timestamp });
    return { body: Buffer.from(payload), headers: { 'stripe-signature': header } };
  };
  const read = (raw: ReturnType<typeof sign>) => connectorAt('http://localhost').readWebhook(raw);
  const about = (object: object) => ({ data: { object: { metadata: { attempt: 'att_1' }, ...object } } });

  it('about a session names attempt and reference', async () => {
    const event = {
      id: 'evt_1',
      type: 'checkout.session.completed',
      ...about({ id: 'cs_1', object: 'checkout.session' }),
    };
    expect(await read(sign(event))).toEqual([{ id: 'evt_1', attempt: 'att_1', reference: 'cs_1' }]);
  });

  it('about a refund names the attempt and the refund', async () => {
    const event = { id: 'evt_2', type: 'refund.failed', ...about({ id: 're_1', object: 'refund' }) };
    expect(await read(sign(event))).toEqual([{ id: 'evt_2', attempt: 'att_1', refund: 're_1' }]);
  });

  it.each([
    ['of another kind', { type: 'customer.created', ...about({ id: 'cus_1', object: 'customer' }) }],
    [
      'of a payment that is not ours',
      { type: 'payment_intent.succeeded', data: { object: { id: 'pi_9', object: 'payment_intent' } } },
    ],
  ])('%s is no news', async (_, event) => expect(await read(sign({ id: 'evt_3', ...event }))).toEqual([]));

  it('sent again after more than five minutes is refused', async () => {
    const event = { id: 'evt_4', type: 'refund.failed', ...about({}) };
    await expect(read(sign(event, new Date(now.getTime() - 301_000)))).rejects.toBeInstanceOf(ForgedWebhook);
  });
});

describe('at the simulator', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await sandboxHarness('stripe', { pay: 'card_number=4242424242424242', decline: 'outcome=decline' });
  });
  afterAll(() => harness.stop());

  it('a shopper who was declined can still pay on the same page', async () => {
    const connector = harness.connector();
    const outcome = await connector.create(anAttempt(), 'retry');
    const ctx = after(anAttempt(), outcome);
    const url = outcome.kind === 'redirect' ? outcome.url : '';
    await harness.decline(url);
    expect(await connector.lookUp(ctx)).toMatchObject({
      kind: 'declined',
      final: false,
      providerCode: 'generic_decline',
    });
    await harness.pay(url);
    expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'paid' });
  });
});
