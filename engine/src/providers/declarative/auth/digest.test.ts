import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anAttempt } from '../../an-attempt.ts';
import { called } from './a-caller.ts';
import type { AuthOf } from './schemes.ts';

/** Worldline’s v1HMAC. */
const v1hmac: AuthOf<'hmac'> = {
  type: 'hmac',
  credential: 'apiSecret',
  algorithm: 'sha256',
  encoding: 'base64',
  signed: '{method}\n{header.content-type}\n{header.date}\n{headers.x-gcs-}{path}\n',
  headers: { Date: '{date}', Authorization: 'GCS v1HMAC:{credentials.apiKeyId}:{signature}' },
};
const worldline = { apiKeyId: 'key-1', apiSecret: 'secret-1' };
const base64 = (text: string) => createHmac('sha256', 'secret-1').update(text).digest('base64');

describe('an HMAC over a call', () => {
  it('is Worldline’s for a question', async () => {
    const { heard } = await called(v1hmac, {
      credentials: worldline,
      now: new Date('2014-06-06T13:39:43Z'),
      operations: {
        lookUp: { request: { method: 'GET', path: '/v2/1234/payments/{reference}' }, status: '= response.status' },
      },
      ask: (connector) => connector.lookUp(anAttempt({ attempt: { reference: '9991' } })),
    });
    expect(heard[0]?.headers).toMatchObject({
      date: 'Fri, 06 Jun 2014 13:39:43 GMT',
      authorization: `GCS v1HMAC:key-1:${base64('GET\n\nFri, 06 Jun 2014 13:39:43 GMT\n/v2/1234/payments/9991\n')}`,
    });
  });

  it('covers the type of the body and the listed headers, sorted, as they are sent', async () => {
    const { heard } = await called(v1hmac, {
      credentials: worldline,
      now: new Date('2014-06-06T13:39:43Z'),
      idempotencyHeader: 'X-GCS-Idempotence-Key',
      operations: {
        create: {
          request: {
            method: 'POST',
            path: '/v2/1234/hostedcheckouts?x=1',
            headers: { 'Content-Type': 'application/json; charset=utf-8', 'X-GCS-Zebra': ' last ', 'X-GCS-A': 'first' },
          },
          redirect: '= response.url',
          reference: '= response.id',
        },
      },
    });
    const text =
      'POST\napplication/json; charset=utf-8\nFri, 06 Jun 2014 13:39:43 GMT\n' +
      'x-gcs-a:first\nx-gcs-idempotence-key:key-1\nx-gcs-zebra:last\n/v2/1234/hostedcheckouts?x=1\n';
    expect(heard[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(heard[0]?.headers['authorization']).toBe(`GCS v1HMAC:key-1:${base64(text)}`);
  });

  it('can cover the body, with a key written in hexadecimal', async () => {
    const auth: AuthOf<'hmac'> = {
      ...v1hmac,
      credential: 'hex',
      keyEncoding: 'hex',
      algorithm: 'sha512',
      encoding: 'hex',
      signed: '{requestId}.{body}',
      headers: { 'X-Request': '{requestId}', 'X-Signature': 'v1={signature}' },
    };
    const { heard } = await called(auth, { credentials: { hex: '00ff10' } });
    const [call] = heard;
    const expected = createHmac('sha512', Buffer.from('00ff10', 'hex'))
      .update(`${String(call?.headers['x-request'])}.${call?.body}`)
      .digest('hex');
    expect(call?.headers['x-signature']).toBe(`v1=${expected}`);
  });

  it('is not made with a key that is not written as the document says', async () => {
    const auth: AuthOf<'hmac'> = { ...v1hmac, credential: 'hex', keyEncoding: 'hex', headers: { X: '{signature}' } };
    await expect(called(auth, { credentials: { hex: 'not hex' } })).rejects.toThrow(/not written in hex/);
  });
});

describe('a checksum', () => {
  /** Nuvei’s, for refunds: the values in this order, the secret last. */
  const nuvei: AuthOf<'hash'> = {
    type: 'hash',
    algorithm: 'sha256',
    encoding: 'hex',
    signed:
      '{body.merchantId}{body.merchantSiteId}{body.clientRequestId}{body.clientUniqueId}{body.amount}{body.currency}' +
      '{body.relatedTransactionId}{body.authCode}{body.comment}{body.urlDetails.notificationUrl}{body.timeStamp}' +
      '{credentials.secretKey}',
    field: 'checksum',
  };
  const credentials = { merchantId: '427583496191624621', merchantSiteId: '142033', secretKey: 'AJHFSFLHf' };
  const body = {
    merchantId: '= credentials.merchantId',
    merchantSiteId: '= credentials.merchantSiteId',
    clientRequestId: '= idempotencyKey',
    clientUniqueId: 'u-1',
    amount: '= amount',
    currency: '= currency',
    relatedTransactionId: '711',
    urlDetails: { notificationUrl: '= webhookUrl' },
    timeStamp: "= $fromMillis($toMillis(now), '[Y0001][M01][D01][H01][m01][s01]')",
  };
  const create = {
    request: { method: 'POST', path: '/openOrder.do', body },
    redirect: '= response.url',
    reference: '= response.id',
  } as const;
  const sent = () =>
    called(nuvei, {
      credentials,
      amounts: { format: 'decimal-string' },
      now: new Date('2026-02-03T04:05:06Z'),
      operations: { create },
    });

  it('is Nuvei’s: a hash of the values as they are sent, in the body as its last member', async () => {
    const { heard } = await sent();
    const text =
      '427583496191624621' +
      '142033' +
      'key-1' +
      'u-1' +
      '25.00' +
      'EUR' +
      '711' +
      'http://localhost:3000/webhooks/sample' +
      '20260203040506' +
      'AJHFSFLHf';
    const checksum = createHash('sha256').update(text).digest('hex');
    const said = JSON.parse(heard[0]?.body ?? '') as Record<string, unknown>;
    expect(said).toMatchObject({ amount: '25.00', timeStamp: '20260203040506', checksum });
    expect(Object.keys(said).at(-1)).toBe('checksum');
    expect(heard[0]?.body).not.toContain('AJHFSFLHf');
  });

  it('can stand in a form', async () => {
    const { heard } = await called(nuvei, {
      credentials,
      operations: { create: { ...create, request: { ...create.request, format: 'form' } } },
    });
    expect(new URLSearchParams(heard[0]?.body).get('checksum')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has nowhere to stand in a body that is a list', async () => {
    const { outcome, heard } = await called(nuvei, {
      credentials,
      operations: { create: { ...create, request: { ...create.request, body: ['= amount'] } } },
    });
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(heard).toEqual([]);
  });
});
