import { describe, expect, it } from 'vitest';
import { anAttempt, eur } from '../an-attempt.ts';
import { aDocument } from './a-document.ts';
import { mappingErrors } from './check.ts';
import { answering, told, type Given } from './told.ts';

const look = { method: 'GET', path: '/v1/payments/{reference}' } as const;

/** Alma: no keys for repeated calls, so each that moves money looks first whether it is done. */
const alma: Given = {
  credentials: { apiKey: { $secret: 'ALMA_API_KEY' } },
  auth: { type: 'header', prefix: 'Alma-Auth ', credential: 'apiKey' },
  operations: {
    create: {
      request: {
        method: 'POST',
        path: '/v1/payments',
        body: {
          payment: {
            purchase_amount: '= amount',
            installments_count: '= $number(attempt.providerMethod)',
            return_url: '= returnUrl',
            customer_cancel_url: '= cancelUrl',
            ipn_callback_url: '= webhookUrl',
            capture_method: '= capture',
            custom_data: { attempt: '= attempt.id' },
          },
          order: { merchant_reference: '= payment.reference' },
        },
      },
      reference: '= response.id',
      redirect: '= response.url',
    },
    lookUp: {
      request: look,
      status: "= response.(processing_status = 'canceled' ? 'canceled ' & cancelation_reason : processing_status)",
      amount: '= response.purchase_amount',
    },
    capture: {
      repeatable: true,
      steps: [
        { id: 'look', request: look },
        {
          id: 'take',
          when: "= response.processing_status = 'authorized'",
          request: { method: 'POST', path: '/v1/payments/{reference}/captures', body: { amount: '= amount' } },
        },
      ],
    },
    refund: {
      repeatable: true,
      steps: [
        { id: 'look', request: look },
        {
          id: 'give',
          when: '= $not($exists(response.refunds[merchant_reference = $$.refund.id]))',
          request: {
            method: 'POST',
            path: '/v1/payments/{reference}/refunds',
            body: { amount: '= amount', merchant_reference: '= refund.id' },
          },
        },
      ],
      reference: '= refund.id',
    },
  },
  statuses: {
    awaiting_authorization: 'pending',
    authorized: 'authorized',
    captured: 'paid',
    'canceled expired': 'expired',
    'canceled requested_by_customer': 'canceled',
    'canceled requested_by_merchant': 'canceled',
  },
  webhook: {
    verify: {
      type: 'hmac',
      algorithm: 'sha256',
      encoding: 'hex',
      signature: '{header.x-alma-signature}',
      signed: '{query.pid}',
      credential: 'apiKey',
    },
    reference: '= query.pid',
  },
};
const ctx = anAttempt({ attempt: { reference: 'p1', providerMethod: '3' } });
const payment = 'GET /v1/payments/p1';

describe('Alma, written as a document', () => {
  it('can be published', async () => {
    expect(await mappingErrors(aDocument('https://api.getalma.eu', alma))).toEqual([]);
  });

  it('opens a page for so many instalments', async () => {
    const { outcome, heard } = await told({ body: { id: 'p1', url: 'https://pay.alma.example/p1' } }, alma, (c) =>
      c.create(ctx, 'key'),
    );
    expect(outcome).toMatchObject({ kind: 'redirect', reference: 'p1' });
    expect(heard[0]?.headers['authorization']).toBe('Alma-Auth hush');
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ payment: { installments_count: 3 } });
  });

  it.each([
    [{ processing_status: 'awaiting_authorization' }, { kind: 'pending' }],
    [{ processing_status: 'canceled', cancelation_reason: 'expired' }, { kind: 'expired' }],
    [
      { processing_status: 'captured', purchase_amount: 2_500 },
      { kind: 'paid', amount: eur(25_00) },
    ],
  ])('reads %j', async (body, expected) => {
    expect((await told({ body }, alma, (c) => c.lookUp(ctx))).outcome).toMatchObject(expected);
  });

  it.each([
    ['takes what is held', { processing_status: 'authorized' }, ['GET', 'POST', 'GET']],
    ['does not take again what was taken', { processing_status: 'captured' }, ['GET', 'GET']],
  ])('%s', async (_, body, expected) => {
    const say = answering({ [payment]: { body }, 'POST /v1/payments/p1/captures': { body: {} } });
    const { heard } = await told(say, alma, async (c) => c.capture?.(ctx, eur(25_00), 'k'));
    expect(heard.map(({ method }) => method)).toEqual(expected);
  });

  it.each([
    ['gives back', [{ merchant_reference: 'ref_0' }], ['GET', 'POST']],
    ['does not give back twice', [{ merchant_reference: 'ref_0' }, { merchant_reference: 'ref_1' }], ['GET']],
  ])('%s', async (_, refunds, expected) => {
    const say = answering({ [payment]: { body: { refunds } }, 'POST /v1/payments/p1/refunds': { body: {} } });
    const { outcome, heard } = await told(say, alma, async (c) =>
      c.refund?.(ctx, { id: 'ref_1', amount: eur(5_00) }, 'ref_1'),
    );
    expect(outcome).toEqual({ kind: 'succeeded', reference: 'ref_1' });
    expect(heard.map(({ method }) => method)).toEqual(expected);
  });
});
