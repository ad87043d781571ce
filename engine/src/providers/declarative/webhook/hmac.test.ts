import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ForgedWebhook } from '../../problems.ts';
import { aReader, raw } from './a-reader.ts';
import type { VerifyOf, WebhookDocument } from './genuine.ts';

const forged = (news: Promise<unknown>) => expect(news).rejects.toBeInstanceOf(ForgedWebhook);

describe('Scalapay’s signature', () => {
  const webhook: WebhookDocument = {
    verify: {
      type: 'hmac',
      algorithm: 'sha256',
      encoding: 'hex',
      signature: '{header.x-scalapay-hmac-v1}',
      signed: 'V1:{header.x-scalapay-timestamp}:{body}',
      credential: 'apiKey',
      timestamp: { from: '{header.x-scalapay-timestamp}', unit: 'ms' },
    },
    reference: '= body.orderToken',
  };
  const body = '{"merchantReference":"ORD-1","totalAmount":40.7,"status":"charged","orderToken":"KXLQ57N3NG"}';
  const signature = 'ede53eb72fb911d2cc96d35238c488420d7385d60c3414e0d5b098989c8f55e2';
  const headers = { 'x-scalapay-timestamp': '1700000000000', 'x-scalapay-hmac-v1': signature };
  const at = (ms: number) => aReader(webhook, { credentials: { apiKey: 'qhtfs87hjnc12kkos' }, now: new Date(ms) });
  const read = at(1_700_000_000_000);

  it('of the published example is genuine', async () => {
    expect(await read(raw(body, headers))).toMatchObject([{ reference: 'KXLQ57N3NG' }]);
    expect(await read(raw(body, { ...headers, 'x-scalapay-hmac-v1': signature.toUpperCase() }))).toHaveLength(1);
  });

  it.each([-299_000, 299_000])('is genuine for five minutes either way: %i ms', async (off) => {
    expect(await at(1_700_000_000_000 + off)(raw(body, headers))).toHaveLength(1);
  });

  it.each([-301_000, 301_000, 86_400_000])('is refused once its time is %i ms away', (off) =>
    forged(at(1_700_000_000_000 + off)(raw(body, headers))),
  );

  it.each([
    ['another body', body.replace('charged', 'refunded'), headers],
    ['one byte more', `${body}\n`, headers],
    ['another time', body, { ...headers, 'x-scalapay-timestamp': '1700000000001' }],
    ['a time that is no number', body, { ...headers, 'x-scalapay-timestamp': '1.7e12' }],
    ['no time', body, { 'x-scalapay-hmac-v1': signature }],
    ['no signature', body, { 'x-scalapay-timestamp': '1700000000000' }],
    ['an empty signature', body, { ...headers, 'x-scalapay-hmac-v1': '' }],
    ['half a signature', body, { ...headers, 'x-scalapay-hmac-v1': signature.slice(0, 32) }],
    ['a signature and more', body, { ...headers, 'x-scalapay-hmac-v1': `${signature}00` }],
    [
      'a signature in base64',
      body,
      { ...headers, 'x-scalapay-hmac-v1': Buffer.from(signature, 'hex').toString('base64') },
    ],
    ['a signature with rubbish behind it', body, { ...headers, 'x-scalapay-hmac-v1': `${signature}zz` }],
    ['two signatures where one is sent', body, { ...headers, 'x-scalapay-hmac-v1': `00,${signature}` }],
  ])('does not fit %s', (_, text, given) => forged(read(raw(text, given as Record<string, string>))));

  it.each(['qhtfs87hjnc12kko', 'qhtfs87hjnc12kkos ', 'x'.repeat(10_000)])('does not fit the key %s', (apiKey) =>
    forged(aReader(webhook, { credentials: { apiKey }, now: new Date(1_700_000_000_000) })(raw(body, headers))),
  );

  it('does not fit another body of half a megabyte, nor bytes that are no text', async () => {
    await forged(read(raw('x'.repeat(512_000), headers)));
    await forged(read(raw(Buffer.from([0xff, 0xfe, 0x00]), headers)));
  });
});

describe('a signature over other parts', () => {
  it('is HeyLight’s: the raw body, blanks included', async () => {
    const webhook: WebhookDocument = {
      verify: {
        type: 'hmac',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{header.X-Signature-SHA256}',
        signed: '{body}',
        credential: 'key2',
      },
      attempt: '= body.token',
    };
    const body = '{"status": "awaiting_confirmation", "token": "6G1c-4Auj-7aFm-1Wzm-6IU1-25PY-1YVz-8nGb"}';
    const signature = '6aad3fb2cf4839bc536c22ad296999095747f7038328bb06eecf893e05791bff';
    const read = aReader(webhook, { credentials: { key2: '0f8c1a52-3d94-4e7b-9c26-5b7a1f0e8d43' } });
    expect(await read(raw(body, { 'x-signature-sha256': signature }))).toMatchObject([
      { attempt: '6G1c-4Auj-7aFm-1Wzm-6IU1-25PY-1YVz-8nGb' },
    ]);
    await forged(read(raw(body.replaceAll(': ', ':'), { 'x-signature-sha256': signature })));
  });

  it('is Zettle’s: fields of the body, one of them JSON in a text', async () => {
    const webhook: WebhookDocument = {
      verify: {
        type: 'hmac',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{header.X-iZettle-Signature}',
        signed: '{body.timestamp}.{body.payload}',
        credential: 'signingKey',
        timestamp: { from: '{body.timestamp}', unit: 'iso', toleranceSeconds: 600 },
      },
      id: '= body.messageId',
      reference: '= $parseJson(body.payload).purchaseUuid',
    };
    const given = { credentials: { signingKey: 'U0Ani1WTTwwbjUnHlQAEDCRXQoQn9z9e' } };
    const news = {
      messageId: 'm1',
      payload: '{"purchaseUuid":"7cdf4ae2"}',
      timestamp: '2021-04-19T13:09:40.812Z',
    };
    const headers = { 'x-izettle-signature': 'a029c508a499c154f646163891eaf6bca3150d1484264deef5e623f730eb7620' };
    const read = aReader(webhook, { ...given, now: new Date('2021-04-19T13:12:00Z') });
    expect(await read(raw(JSON.stringify(news), headers))).toEqual([{ id: 'm1', reference: '7cdf4ae2' }]);
    await forged(read(raw(JSON.stringify({ ...news, payload: '{"purchaseUuid":"0"}' }), headers)));
    await forged(read(raw(JSON.stringify({ ...news, payload: JSON.parse(news.payload) as object }), headers)));
    await forged(
      aReader(webhook, { ...given, now: new Date('2021-04-19T14:00:00Z') })(raw(JSON.stringify(news), headers)),
    );
  });

  it('is Alma’s: a value of the address, called without a body', async () => {
    const webhook: WebhookDocument = {
      verify: {
        type: 'hmac',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{header.x-alma-signature}',
        signed: '{query.pid}',
        credential: 'apiKey',
      },
      reference: '= query.pid',
    };
    const read = aReader(webhook, { credentials: { apiKey: 'sk_test_abc123' } });
    const headers = { 'x-alma-signature': '2a3e3a879db0356d3e47ff27794a050b2df295a5f1281ea725bb6625b190f5ad' };
    expect(await read(raw('', headers, '/webhooks/alma?pid=payment_11x8uSKwVZzZ'))).toMatchObject([
      { reference: 'payment_11x8uSKwVZzZ' },
    ]);
    await forged(read(raw('', headers, '/webhooks/alma?pid=payment_other')));
    await forged(read(raw('', headers, '/webhooks/alma?pid=payment_11x8uSKwVZzZ&pid=payment_other')));
  });

  it('is Worldline’s: base64 over the raw body', async () => {
    const webhook: WebhookDocument = {
      verify: {
        type: 'hmac',
        algorithm: 'sha256',
        encoding: 'base64',
        signature: '{header.X-GCS-Signature}',
        signed: '{body}',
        credential: 'webhookSecret',
      },
      items: '= body',
      attempt: '= item.payment.paymentOutput.references.merchantReference',
    };
    const one = (reference: string) => ({
      payment: { paymentOutput: { references: { merchantReference: reference } } },
    });
    const read = aReader(webhook, { credentials: { webhookSecret: 'hello+world' } });
    const signed = (body: string) =>
      raw(body, { 'x-gcs-signature': createHmac('sha256', 'hello+world').update(body).digest('base64') });
    expect(await read(signed(JSON.stringify(one('att_1'))))).toMatchObject([{ attempt: 'att_1' }]);
    expect(await read(signed(JSON.stringify([one('att_1'), one('att_2')])))).toMatchObject([
      { attempt: 'att_1' },
      { attempt: 'att_2' },
    ]);
  });

  it('can be one of several in a header that names its parts, as Stripe writes it', async () => {
    const verify: VerifyOf<'hmac'> = {
      type: 'hmac',
      algorithm: 'sha256',
      encoding: 'hex',
      signature: '{header.stripe-signature}',
      separator: ',',
      prefix: 'v1=',
      signed: '{timestamp}.{body}',
      credential: 'hook',
      timestamp: { from: '{header.stripe-signature}', separator: ',', prefix: 't=', unit: 's' },
    };
    const read = aReader(
      { verify, reference: '= body.id' },
      { credentials: { hook: 'whsec' }, now: new Date(1_700_000_000_000) },
    );
    const fits = createHmac('sha256', 'whsec').update('1700000000.{"id":"p1"}').digest('hex');
    const other = createHmac('sha256', 'old').update('1700000000.{"id":"p1"}').digest('hex');
    const signedBy = (...parts: string[]) =>
      raw('{"id":"p1"}', { 'stripe-signature': ['t=1700000000', ...parts].join(',') });
    expect(await read(signedBy(`v1=${other}`, `v1=${fits}`, `v0=${other}`))).toHaveLength(1);
    await forged(read(signedBy(`v1=${other}`)));
    await forged(read(signedBy(`v0=${fits}`)));
    await forged(read(signedBy()));
    // A flood of signatures would cost a verification each.
    await forged(read(signedBy(...Array.from({ length: 50 }, () => `v1=${other}`), `v1=${fits}`)));
    await forged(read(raw('{"id":"p1"}', { 'stripe-signature': `t=1600000000,v1=${fits}` })));
  });
});

describe('Adyen’s signature, one for each of the items', () => {
  const webhook: WebhookDocument = {
    verify: {
      type: 'hmac',
      algorithm: 'sha256',
      encoding: 'base64',
      signature: '{item.additionalData.hmacSignature}',
      signed:
        '{item.pspReference}:{item.originalReference}:{item.merchantAccountCode}:{item.merchantReference}:' +
        '{item.amount.value}:{item.amount.currency}:{item.eventCode}:{item.success}',
      credential: 'hmacKey',
      keyEncoding: 'hex',
    },
    items: '= body.notificationItems.NotificationRequestItem',
    id: '= item.pspReference & item.eventCode',
    attempt: '= item.merchantReference',
  };
  const hmacKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
  const read = aReader(webhook, { credentials: { hmacKey } });
  const item = {
    pspReference: '7914073381342284',
    merchantAccountCode: 'TestMerchant',
    merchantReference: 'TestPayment-1407325143704',
    amount: { value: 1130, currency: 'EUR' },
    eventCode: 'AUTHORISATION',
    success: 'true',
    additionalData: { hmacSignature: 'coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=' },
  };
  const delivery = (...items: object[]) =>
    raw(JSON.stringify({ live: 'false', notificationItems: items.map((one) => ({ NotificationRequestItem: one })) }));

  it('is genuine over its fields, with a key in hexadecimal, an absent field being empty', async () => {
    expect(await read(delivery(item))).toEqual([
      { id: '7914073381342284AUTHORISATION', attempt: 'TestPayment-1407325143704' },
    ]);
  });

  it('has to fit each item: one forged among genuine ones spoils the delivery', async () => {
    expect(await read(delivery(item, item))).toHaveLength(2);
    await forged(read(delivery(item, { ...item, merchantReference: 'another' })));
    await forged(read(delivery({ ...item, amount: { value: 1, currency: 'EUR' } })));
    await forged(read(delivery({ ...item, success: 'false' })));
    await forged(read(delivery({ ...item, additionalData: {} })));
  });

  it.each(['{}', '[]', '{"notificationItems":[]}', 'no JSON', `{"notificationItems":[${'{},'.repeat(20_000)}{}]}`])(
    'is missing in %.40s',
    (body) => forged(read(raw(body))),
  );

  it('is not looked for in more items than anybody sends', () => forged(read(delivery(...Array(101).fill(item)))));

  it('cannot be borrowed from what every object has', () =>
    forged(
      read(raw('{"notificationItems":[{"NotificationRequestItem":{"__proto__":{"eventCode":"AUTHORISATION"}}}]}')),
    ));
});

describe('Nuvei’s checksum', () => {
  const secretKey = 'AJHFSFLHf';
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const read = aReader(
    {
      verify: {
        type: 'hash',
        algorithm: 'sha256',
        encoding: 'hex',
        signature: '{body.advanceResponseChecksum}',
        signed:
          '{credentials.secretKey}{body.totalAmount}{body.currency}{body.responseTimeStamp}{body.PPP_TransactionID}' +
          '{body.Status}{body.productId}',
      },
      reference: '= body.PPP_TransactionID',
    },
    { credentials: { secretKey } },
  );
  const values =
    'totalAmount=10.00&currency=EUR&responseTimeStamp=2026-01-01.12%3A00%3A00&PPP_TransactionID=77&Status=APPROVED';
  const checksum = sha256(`${secretKey}10.00EUR2026-01-01.12:00:0077APPROVED`);

  it('is genuine over the values as they came', async () => {
    expect(await read(raw(`${values}&advanceResponseChecksum=${checksum}`, form))).toMatchObject([{ reference: '77' }]);
    await forged(read(raw(`${values.replace('10.00', '10.0')}&advanceResponseChecksum=${checksum}`, form)));
    await forged(read(raw(`${values}&advanceResponseChecksum=${sha256('10.00EUR')}`, form)));
    await forged(read(raw(values, form)));
  });

  it('can cover all values in the order they came, the secret last', async () => {
    const all = aReader(
      {
        verify: {
          type: 'hash',
          algorithm: 'sha256',
          encoding: 'hex',
          signature: '{body.responsechecksum}',
          signed: '{body.*}{credentials.secretKey}',
        },
        reference: '= body.b',
      },
      { credentials: { secretKey } },
    );
    const sum = sha256(`2 x1${secretKey}`);
    expect(await all(raw(`b=2+x&responsechecksum=${sum}&a=1`, form))).toMatchObject([{ reference: '2 x' }]);
    await forged(all(raw(`a=1&b=2+x&responsechecksum=${sum}`, form)));
  });
});
