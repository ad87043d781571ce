import { describe, expect, it } from 'vitest';
import { after, anAttempt, eur } from '../an-attempt.ts';
import { aDocument } from './a-document.ts';
import { mappingErrors } from './check.ts';
import { answering, told, type Given } from './told.ts';

const orderId = '= $substring(attempt.id, -18)';
const sum = { amount: '= amount', currency: '= currency' };

/** Nexi XPay: short order ids, sums as texts of minor units, operations besides the order, a token in its news. */
const nexi: Given = {
  credentials: { apiKey: { $secret: 'NEXI_API_KEY' } },
  auth: { type: 'header', header: 'X-Api-Key', credential: 'apiKey' },
  headers: { 'Correlation-Id': '= requestId' },
  amounts: { format: 'minor-string' },
  idempotencyHeader: 'Idempotency-Key',
  idempotencyFormat: 'uuid',
  operations: {
    create: {
      request: {
        method: 'POST',
        path: '/orders/hpp',
        body: {
          order: { orderId, ...sum, customField: '= attempt.id' },
          paymentSession: {
            actionType: 'PAY',
            amount: '= amount',
            language: "= $lookup({'it': 'ita', 'en': 'eng', 'de': 'deu', 'fr': 'fra', 'es': 'spa'}, payment.language)",
            captureType: "= capture = 'manual' ? 'EXPLICIT' : 'IMPLICIT'",
            resultUrl: '= returnUrl',
            cancelUrl: '= cancelUrl',
            notificationUrl: '= webhookUrl',
          },
        },
      },
      reference: orderId,
      redirect: '= response.hostedPage',
      remember: { token: '= response.securityToken' },
    },
    lookUp: {
      request: { method: 'GET', path: '/orders/{reference}' },
      // A declined card is not the end: the page offers to try another.
      status:
        "= ($has := function($types, $results) {$exists(response.operations[operationType in $types and operationResult in $results])}; $has(['CAPTURE'], ['EXECUTED']) ? 'taken' : $has(['REFUND', 'VOID', 'CANCEL'], ['VOIDED', 'CANCELED', 'EXECUTED']) ? 'released' : $has(['AUTHORIZATION'], ['AUTHORIZED', 'EXECUTED']) ? (capture = 'manual' ? 'held' : 'taken') : 'open')",
      amount: "= response.orderStatus.(capturedAmount and capturedAmount != '0' ? capturedAmount : authorizedAmount)",
      remember: {
        held: "= response.operations[operationType = 'AUTHORIZATION' and operationResult = 'AUTHORIZED'].operationId",
        taken: "= response.operations[operationType = 'CAPTURE' and operationResult = 'EXECUTED'].operationId",
      },
    },
    capture: {
      when: '= $exists(memory.held)',
      request: { method: 'POST', path: '/operations/{memory.held}/captures', body: sum },
    },
    cancel: {
      when: '= $exists(memory.held)',
      request: { method: 'POST', path: '/operations/{memory.held}/refunds', body: sum },
    },
    refund: {
      request: {
        method: 'POST',
        path: "= '/operations/' & ($exists(memory.taken) ? '{memory.taken}' : '{memory.held}') & '/refunds'",
        body: sum,
      },
      reference: '= response.operationId',
    },
    lookUpRefund: {
      request: { method: 'GET', path: '/operations/{refund.reference}' },
      status: '= response.operationResult',
    },
  },
  statuses: { open: 'pending', held: 'authorized', taken: 'paid', released: 'canceled' },
  refundStatuses: { EXECUTED: 'succeeded', REFUNDED: 'succeeded', PENDING: 'pending', FAILED: 'failed' },
  errors: {
    code: "= response.errors[0].code ? response.errors[0].code : 'HTTP ' & httpStatus",
    statuses: { PS0022: 'look-up', PS0023: 'look-up', PS0028: 'canceled', 'HTTP 404': 'pending' },
  },
  webhook: {
    verify: { type: 'shared-token', token: '{body.securityToken}', memory: 'token' },
    id: '= body.eventId',
    reference: '= body.operation.orderId',
  },
};
const reference = '56789ABCDEFGHJKMNP';
const ctx = anAttempt({ attempt: { id: `att_01J01234${reference}` } });
const known = after(ctx, { kind: 'pending', reference });
const operation = (operationType: string, operationResult: string, operationId: string) => ({
  operationType,
  operationResult,
  operationId,
});
const order = (operations: object[], amounts = {}) =>
  ({ body: { orderStatus: { authorizedAmount: '2500', ...amounts }, operations } }) as const;
const held = operation('AUTHORIZATION', 'AUTHORIZED', '31');

describe('Nexi XPay, written as a document', () => {
  it('can be published', async () => {
    expect(await mappingErrors(aDocument('https://xpay.nexigroup.com', nexi))).toEqual([]);
  });

  it('opens a page under a short order id, and keeps the token for its news', async () => {
    const page = { hostedPage: 'https://pay.nexi.example/1', securityToken: '2f0e' };
    const { outcome, heard } = await told({ body: page }, nexi, (connector) => connector.create(ctx, 'key'));
    expect(outcome).toEqual({ kind: 'redirect', reference, url: page.hostedPage, memory: { token: '2f0e' } });
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ order: { orderId: reference, amount: '2500' } });
    expect(heard[0]?.headers).toMatchObject({
      'x-api-key': 'hush',
      'correlation-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  const manual = { ...known, payment: { ...known.payment, capture: 'manual' as const } };
  it.each([
    [order([]), known, { kind: 'pending' }],
    [{ status: 404 }, known, { kind: 'pending' }],
    [order([operation('AUTHORIZATION', 'DECLINED', '30')]), known, { kind: 'pending' }],
    [order([operation('AUTHORIZATION', 'DECLINED', '30'), held]), known, { kind: 'paid', amount: eur(25_00) }],
    [order([held]), manual, { kind: 'authorized', memory: { held: '31' } }],
    [
      order([held, operation('CAPTURE', 'EXECUTED', '32')], { capturedAmount: '1000' }),
      manual,
      { kind: 'paid', amount: eur(10_00), memory: { held: '31', taken: '32' } },
    ],
    [order([held, operation('VOID', 'VOIDED', '33')]), manual, { kind: 'canceled' }],
  ])('reads the operations of an order: %j', async (say, about, expected) => {
    expect((await told(say, nexi, (connector) => connector.lookUp(about))).outcome).toMatchObject(expected);
  });

  it('takes part of what is held, and says how much by looking', async () => {
    const { outcome, heard } = await told(
      answering({
        'POST /operations/31/captures': { body: { operationId: '32' } },
        [`GET /orders/${reference}`]: order([held, operation('CAPTURE', 'EXECUTED', '32')], { capturedAmount: '1000' }),
      }),
      nexi,
      async (connector) =>
        connector.capture?.(after(manual, { kind: 'pending' }, { memory: { held: '31' } }), eur(10_00), 'k'),
    );
    expect(outcome).toMatchObject({ kind: 'paid', amount: eur(10_00) });
    expect(heard[0]?.body).toBe('{"amount":"1000","currency":"EUR"}');
  });

  it('gives back against the operation that took the money', async () => {
    const { outcome } = await told(
      answering({ 'POST /operations/32/refunds': { body: { operationId: '40' } } }),
      nexi,
      async (connector) =>
        connector.refund?.(
          after(known, { kind: 'pending' }, { memory: { held: '31', taken: '32' } }),
          { id: 'ref_1', amount: eur(5_00) },
          'ref_1',
        ),
    );
    expect(outcome).toEqual({ kind: 'pending', reference: '40' });
  });

  it('believes news only if the attempt remembers its token', async () => {
    const body = Buffer.from(
      JSON.stringify({ eventId: 'e1', securityToken: '2f0e', operation: { orderId: reference } }),
    );
    const { outcome } = await told({}, nexi, (connector) => connector.readWebhook({ headers: {}, body }));
    expect(outcome).toEqual([{ id: 'e1', reference, proof: { memory: 'token', value: '2f0e' } }]);
  });
});
