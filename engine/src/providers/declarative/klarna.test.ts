import { describe, expect, it } from 'vitest';
import { after, anAttempt, eur } from '../an-attempt.ts';
import { ForgedWebhook } from '../problems.ts';
import { aDocument } from './a-document.ts';
import { mappingErrors } from './check.ts';
import { answering, told, type Given } from './told.ts';

/** Klarna: two calls make a page, two tell how it stands, and what is done is named in headers of empty answers. */
const klarna: Given = {
  credentials: { user: 'shop', password: { $secret: 'KLARNA_SECRET' }, newsToken: { $secret: 'KLARNA_NEWS_TOKEN' } },
  auth: { type: 'basic', user: 'user', password: 'password' },
  hosts: { api: { live: 'https://api.klarna.com' } },
  amounts: { format: 'minor' },
  idempotencyHeader: 'Klarna-Idempotency-Key',
  idempotencyFormat: 'uuid',
  operations: {
    create: {
      steps: [
        {
          id: 'session',
          request: {
            method: 'POST',
            path: '/payments/v1/sessions',
            body: {
              intent: 'buy',
              purchase_country: '= payment.shopper.address.country',
              purchase_currency: '= currency',
              order_amount: '= amount',
              order_lines: [
                { name: '= payment.reference', quantity: 1, unit_price: '= amount', total_amount: '= amount' },
              ],
              merchant_reference1: '= payment.reference',
            },
          },
        },
        {
          id: 'page',
          request: {
            method: 'POST',
            path: '/hpp/v1/sessions',
            body: {
              payment_session_url: "= hosts.api & '/payments/v1/sessions/' & steps.session.response.session_id",
              merchant_urls: {
                success: '= returnUrl',
                cancel: '= cancelUrl',
                status_update: "= webhookUrl & '?token=' & $encodeUrlComponent(credentials.newsToken)",
              },
              options: { place_order_mode: "= capture = 'manual' ? 'PLACE_ORDER' : 'CAPTURE_ORDER'" },
            },
          },
        },
      ],
      reference: '= response.session_id',
      redirect: '= response.redirect_url',
    },
    lookUp: {
      steps: [
        { id: 'page', request: { method: 'GET', path: '/hpp/v1/sessions/{reference}' } },
        {
          id: 'order',
          when: '= $exists(steps.page.response.order_id)',
          request: { method: 'GET', path: '/ordermanagement/v1/orders/{steps.page.response.order_id}' },
        },
      ],
      status:
        "= steps.order ? (response.fraud_status = 'PENDING' ? 'IN REVIEW' : 'ORDER ' & response.status) : 'PAGE ' & response.status",
      amount: '= response.(captured_amount > 0 ? captured_amount : order_amount)',
      remember: { order: '= steps.order.response.order_id' },
    },
    capture: {
      when: '= $exists(memory.order)',
      steps: [
        {
          id: 'take',
          request: {
            method: 'POST',
            path: '/ordermanagement/v1/orders/{memory.order}/captures',
            body: { captured_amount: '= amount' },
          },
        },
        {
          id: 'release',
          when: '= amount < payment.total.amount',
          request: {
            method: 'POST',
            path: '/ordermanagement/v1/orders/{memory.order}/release-remaining-authorization',
          },
        },
      ],
      status: "= 'ORDER CAPTURED'",
      amount: '= amount',
    },
    cancel: {
      steps: [
        {
          id: 'order',
          when: '= $exists(memory.order)',
          request: { method: 'POST', path: '/ordermanagement/v1/orders/{memory.order}/cancel' },
        },
        {
          id: 'page',
          when: '= $not($exists(memory.order))',
          request: { method: 'DELETE', path: '/hpp/v1/sessions/{reference}' },
        },
      ],
      status: "= 'ORDER CANCELLED'",
    },
    refund: {
      request: {
        method: 'POST',
        path: '/ordermanagement/v1/orders/{memory.order}/refunds',
        body: { refunded_amount: '= amount' },
      },
      reference: "= headers.'refund-id'",
    },
  },
  statuses: {
    'PAGE WAITING': 'pending',
    'PAGE IN_PROGRESS': 'pending',
    'PAGE BACK': 'pending',
    'PAGE CANCELLED': 'canceled',
    'PAGE DISABLED': 'canceled',
    'PAGE TIMEOUT': 'expired',
    'IN REVIEW': 'processing',
    'ORDER AUTHORIZED': 'authorized',
    'ORDER PART_CAPTURED': 'paid',
    'ORDER CAPTURED': 'paid',
    'ORDER CANCELLED': 'canceled',
    'ORDER EXPIRED': 'expired',
  },
  errors: {
    code: "= response.error_code ? response.error_code : 'HTTP ' & httpStatus",
    statuses: { CANCEL_NOT_ALLOWED: 'look-up', 'HTTP 404': 'expired' },
  },
  webhook: {
    verify: { type: 'shared-token', token: '{query.token}', credential: 'newsToken' },
    id: '= body.event_id',
    reference: '= body.session.session_id',
  },
};
const ctx = anAttempt({ attempt: { reference: 'h1' } });
const ordered = after(ctx, { kind: 'pending' }, { memory: { order: 'o1' } });
const orders = '/ordermanagement/v1/orders/o1';

describe('Klarna, written as a document', () => {
  it('can be published', async () => {
    expect(await mappingErrors(aDocument('https://api.klarna.com', klarna))).toEqual([]);
  });

  it('opens a session, and a page for it', async () => {
    const { outcome, heard } = await told(
      answering({
        'POST /payments/v1/sessions': { body: { session_id: 's1' } },
        'POST /hpp/v1/sessions': {
          status: 201,
          body: { session_id: 'h1', redirect_url: 'https://pay.klarna.example/1' },
        },
      }),
      klarna,
      (connector) => connector.create(anAttempt(), 'key'),
    );
    expect(outcome).toEqual({ kind: 'redirect', reference: 'h1', url: 'https://pay.klarna.example/1' });
    expect(JSON.parse(heard[1]?.body ?? '')).toMatchObject({
      payment_session_url: 'https://api.klarna.com/payments/v1/sessions/s1',
      merchant_urls: { status_update: 'http://localhost:3000/webhooks/sample?token=hush' },
    });
  });

  it.each([
    [{ status: 'IN_PROGRESS' }, undefined, { kind: 'pending' }],
    [{ status: 'TIMEOUT' }, undefined, { kind: 'expired' }],
    [{ status: 'COMPLETED' }, undefined, { kind: 'unknown' }],
    [{ order_id: 'o1' }, { fraud_status: 'PENDING', status: 'AUTHORIZED' }, { kind: 'processing' }],
    [
      { order_id: 'o1' },
      { order_id: 'o1', fraud_status: 'ACCEPTED', status: 'CAPTURED', order_amount: 2_500, captured_amount: 2_500 },
      { kind: 'paid', reference: 'h1', amount: eur(25_00), memory: { order: 'o1' } },
    ],
  ])('reads the page %j, and its order %j', async (page, order, expected) => {
    const say = answering({ 'GET /hpp/v1/sessions/h1': { body: page }, [`GET ${orders}`]: { body: order ?? {} } });
    expect((await told(say, klarna, (connector) => connector.lookUp(ctx))).outcome).toMatchObject(expected);
  });

  it('takes part of what is held, and releases the rest', async () => {
    const { outcome, heard } = await told(
      answering({
        [`POST ${orders}/captures`]: { status: 201 },
        [`POST ${orders}/release-remaining-authorization`]: { status: 204 },
      }),
      klarna,
      async (connector) => connector.capture?.(ordered, eur(10_00), 'k'),
    );
    expect(outcome).toMatchObject({ kind: 'paid', amount: eur(10_00) });
    expect(new Set(heard.map(({ headers }) => headers['klarna-idempotency-key'])).size).toBe(2);
  });

  it('finds the name of a refund in a header of the empty answer', async () => {
    const { outcome } = await told(
      answering({ [`POST ${orders}/refunds`]: { status: 201, headers: { 'Refund-Id': 'r1' } } }),
      klarna,
      async (connector) => connector.refund?.(ordered, { id: 'ref_1', amount: eur(3_00) }, 'ref_1'),
    );
    expect(outcome).toEqual({ kind: 'succeeded', reference: 'r1' });
  });

  it('closes the page that nobody needs any more', async () => {
    const { outcome, heard } = await told(
      answering({
        'GET /hpp/v1/sessions/h1': { body: { status: 'WAITING' } },
        'DELETE /hpp/v1/sessions/h1': { status: 204 },
      }),
      klarna,
      async (connector) => connector.cancel?.(ctx, 'k'),
    );
    expect(outcome).toEqual({ kind: 'canceled' });
    expect(heard.at(-1)).toMatchObject({ method: 'DELETE', body: '' });
  });

  it('believes news only at the address that it was given', async () => {
    const body = Buffer.from('{"event_id":"e1","session":{"session_id":"h1"}}');
    const read = (url: string) => told({}, klarna, (connector) => connector.readWebhook({ headers: {}, body, url }));
    expect((await read('/webhooks/klarna?token=hush')).outcome).toEqual([{ id: 'e1', reference: 'h1' }]);
    await expect(read('/webhooks/klarna?token=')).rejects.toBeInstanceOf(ForgedWebhook);
    await expect(read('/webhooks/klarna')).rejects.toBeInstanceOf(ForgedWebhook);
  });
});
