import { describe, expect, it } from 'vitest';
import { anAttempt, eur } from '../an-attempt.ts';
import type { Connector, Outcome, RefundOutcome } from '../connector.ts';
import { loopback, type Heard, type Said } from '../loopback.ts';
import { aDocument } from './a-document.ts';
import { createDeclarativeConnector } from './connector.ts';

type Given = NonNullable<Parameters<typeof aDocument>[1]>;
type Operation = NonNullable<NonNullable<Given['operations']>['create']>;

/** Answers by path. */
async function told<Result = Outcome>(
  answers: Readonly<Record<string, Said>>,
  given: Given,
  ask: (connector: Connector) => Promise<Result | undefined> = (connector) =>
    connector.create(anAttempt(), 'key-1') as Promise<Result>,
): Promise<{ outcome: Result | undefined; heard: Heard[] }> {
  await using provider = await loopback(({ path }) => answers[path.split('?')[0] ?? ''] ?? { status: 404 });
  const connector = createDeclarativeConnector(aDocument(provider.url, given), {
    secret: () => 'hush',
    now: () => new Date('2026-01-01T12:00:00Z'),
    timeoutMs: 2_000,
  });
  return { outcome: await ask(connector), heard: [...provider.heard] };
}

/** FlowPay’s two calls: what is to be transferred, then the page for it. */
const flowpay: Operation = {
  steps: [
    {
      id: 'transfer',
      request: { method: 'POST', path: '/transfers', body: { amount: '= amount', currency: '= currency' } },
    },
    {
      id: 'checkout',
      request: { method: 'POST', path: '/checkout', body: { fingerprint: '= steps.transfer.response.fingerprint' } },
    },
  ],
  reference: '= response.code',
  redirect: '{hosts.page}/{response.code}#x={steps.transfer.response.fingerprint}',
};
const flowpayGiven: Given = {
  amounts: { format: 'decimal-number' },
  hosts: { page: { live: 'https://checkout.flowpay.it/' } },
  operations: { create: flowpay },
};

describe('an operation of several calls', () => {
  it('lets each see the answers before it, and reads the last', async () => {
    const { outcome, heard } = await told(
      { '/transfers': { status: 201, body: { fingerprint: 'f/1' } }, '/checkout': { body: { code: 'A1 B2' } } },
      flowpayGiven,
    );
    expect(heard.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      ['/transfers', { amount: 25, currency: 'EUR' }],
      ['/checkout', { fingerprint: 'f/1' }],
    ]);
    expect(outcome).toEqual({
      kind: 'redirect',
      reference: 'A1 B2',
      url: 'https://checkout.flowpay.it/A1%20B2#x=f%2F1',
    });
  });

  it('stops at the first that is refused; before the page opened, nothing can have happened', async () => {
    const first = await told({ '/transfers': { status: 422, body: {} } }, flowpayGiven);
    expect(first.outcome).toMatchObject({ kind: 'refused' });
    expect(first.heard).toHaveLength(1);
    const second = await told(
      { '/transfers': { body: { fingerprint: 'f' } }, '/checkout': { status: 422, body: {} } },
      flowpayGiven,
    );
    expect(second.outcome).toMatchObject({ kind: 'refused' });
  });

  it('names an intention of its own for each call', async () => {
    const { heard } = await told(
      { '/transfers': { body: { fingerprint: 'f' } }, '/checkout': { body: { code: 'c' } } },
      { ...flowpayGiven, idempotencyHeader: 'Idempotency-Key' },
    );
    expect(heard.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1-transfer', 'key-1-checkout']);
  });

  it('leaves out a call that is not needed', async () => {
    const lookUp: Operation = {
      steps: [
        { id: 'session', request: { method: 'GET', path: '/sessions/{reference}' } },
        {
          id: 'order',
          when: '= $exists(steps.session.response.order_id)',
          request: { method: 'GET', path: '/orders/{steps.session.response.order_id}' },
        },
      ],
      status: '= response.status',
    };
    const look = (connector: Connector) => connector.lookUp(anAttempt({ attempt: { reference: 's1' } }));
    const given = { operations: { lookUp } };
    const open = await told({ '/sessions/s1': { body: { status: 'open' } } }, given, look);
    expect(open.outcome).toMatchObject({ kind: 'pending' });
    const done = await told(
      { '/sessions/s1': { body: { status: 'open', order_id: 'o1' } }, '/orders/o1': { body: { status: 'done' } } },
      given,
      look,
    );
    expect(done.outcome).toMatchObject({ kind: 'paid', reference: 's1' });
  });

  describe('of which one may have moved money', () => {
    const charge: Operation = {
      steps: [
        { id: 'open', preparing: true, request: { method: 'POST', path: '/open' } },
        { id: 'submit', request: { method: 'POST', path: '/submit' } },
        {
          id: 'confirm',
          request: { method: 'POST', path: '/confirm', headers: { 'X-Note': '= steps.submit.response.note' } },
        },
      ],
      reference: '= response.id',
      status: '= response.status',
      repeatable: true,
    };
    const given: Given = {
      operations: { create: charge },
      errors: { code: '= response.code', statuses: { POOR: 'declined' } },
    };
    const fine: Said = { body: { id: 'p1', status: 'done' } };
    const unknown = { kind: 'unknown', because: 'unreadable_answer' };

    it.each<[string, Record<string, Said>, object]>([
      ['all went well', { '/open': fine, '/submit': fine, '/confirm': fine }, { kind: 'paid' }],
      ['the preparing one is refused', { '/open': { status: 400, body: {} } }, { kind: 'refused' }],
      ['the moving one is refused', { '/open': fine, '/submit': { status: 400, body: {} } }, { kind: 'refused' }],
      ['the next one is refused', { '/open': fine, '/submit': fine, '/confirm': { status: 400, body: {} } }, unknown],
      ['the next one is too busy', { '/open': fine, '/submit': fine, '/confirm': { status: 429 } }, unknown],
      [
        'the next one does not know the key',
        { '/open': fine, '/submit': fine, '/confirm': { status: 401, body: {} } },
        unknown,
      ],
      [
        'the next one cannot be written',
        { '/open': fine, '/submit': { body: { note: 'a\r\nb' } }, '/confirm': fine },
        unknown,
      ],
      [
        'the next one says in so many words how it ended',
        { '/open': fine, '/submit': fine, '/confirm': { status: 402, body: { code: 'POOR' } } },
        { kind: 'declined' },
      ],
      ['the answer of the moving one is lost', { '/open': fine, '/submit': { status: 502 } }, { kind: 'unknown' }],
    ])('is never more certain than it can be: %s', async (_, answers, expected) => {
      expect((await told(answers, given)).outcome).toMatchObject(expected);
    });

    it('leaves open what happened when the document lacks something for a later call', async () => {
      const [open, submit, confirm] = charge.steps ?? [];
      if (!open || !submit || !confirm) throw new Error('three steps');
      const elsewhere = { ...confirm, request: { method: 'POST' as const, path: '/confirm', host: 'other' } };
      const hosts = { other: { sandbox: 'https://sandbox.example' } };
      const { outcome } = await told(
        { '/open': fine, '/submit': fine },
        { ...given, hosts, operations: { create: { ...charge, steps: [open, submit, elsewhere] } } },
      );
      expect(outcome).toEqual(unknown);
    });

    it('counts a call that has a page as harmless only where the page is opened', async () => {
      const capture: Operation = { ...charge, redirect: '= response.url' };
      const { outcome } = await told(
        { '/open': fine, '/submit': fine, '/confirm': { status: 400, body: {} } },
        { ...given, operations: { capture } },
        async (connector) => connector.capture?.(anAttempt({ attempt: { reference: 'p1' } }), eur(1_00), 'k'),
      );
      expect(outcome).toEqual(unknown);
    });

    it('does not call a refund failed, when its second call was refused', async () => {
      const refund: Operation = {
        steps: [
          { id: 'give', request: { method: 'POST', path: '/give' } },
          { id: 'close', request: { method: 'POST', path: '/close' } },
        ],
        reference: '= response.id',
      };
      const { outcome } = await told<RefundOutcome>(
        { '/give': { body: { id: 'r1' } }, '/close': { status: 400, body: {} } },
        { operations: { refund }, idempotencyHeader: 'K' },
        async (connector) =>
          connector.refund?.(anAttempt({ attempt: { reference: 'p1' } }), { id: 'ref_1', amount: eur(1_00) }, 'ref_1'),
      );
      expect(outcome).toMatchObject({ kind: 'unknown' });
    });
  });
});

describe('success that an answer itself tells', () => {
  /** Axerve’s envelope. */
  const given: Given = {
    success: "= response.error.code ? response.error.code = '0'",
    errors: { code: '= response.error.code', statuses: { 57: 'declined', 9999: 'look-up' } },
    reasons: { 57: 'declined' },
    operations: {
      create: {
        request: { method: 'POST', path: '/payment/create/' },
        reference: '= response.payload.paymentID',
        redirect: '= response.payload.userRedirect.href',
      },
    },
  };
  const payload = { paymentID: '146', userRedirect: { href: 'https://pay.example/146' } };
  const created = async (say: Said) => (await told({ '/payment/create/': say }, given)).outcome;

  it.each([
    [{ body: { error: { code: '0' }, payload } }, { kind: 'redirect', reference: '146' }],
    [{ body: { error: { code: '1105' }, payload } }, { kind: 'refused', providerCode: '1105' }],
    [{ body: { error: { code: '57' }, payload } }, { kind: 'declined', providerCode: '57' }],
    [{ body: { payload } }, { kind: 'unknown', because: 'unreadable_answer' }],
    [{ body: { error: {}, payload } }, { kind: 'unknown', because: 'unreadable_answer' }],
    [{ body: [] }, { kind: 'unknown', because: 'unreadable_answer' }],
    [
      { status: 400, body: { error: { code: '1105' } } },
      { kind: 'refused', providerCode: '1105' },
    ],
  ] satisfies [Said, object][])('%j is %j', async (say, expected) => {
    expect(await created(say)).toMatchObject(expected);
  });

  it('fails a refund that was answered with 200', async () => {
    const refund: Operation = {
      request: { method: 'POST', path: '/refund' },
      success: "= response.payload.transactionResult = 'OK'",
      reference: '= refund.id',
    };
    const { outcome } = await told<RefundOutcome>(
      { '/refund': { body: { error: { code: '2019' }, payload: { transactionResult: 'KO' } } } },
      { ...given, operations: { refund }, idempotencyHeader: 'K' },
      async (connector) =>
        connector.refund?.(anAttempt({ attempt: { reference: 'p1' } }), { id: 'ref_1', amount: eur(1_00) }, 'ref_1'),
    );
    expect(outcome).toMatchObject({ kind: 'failed', providerCode: '2019' });
  });
});

describe('where the shopper is sent', () => {
  const sent = async (redirect: string, say: Said, given: Given = {}) =>
    (
      await told(
        { '/payments': say },
        {
          ...given,
          operations: {
            create: { request: { method: 'POST', path: '/payments' }, reference: '= response.id', redirect },
          },
        },
      )
    ).outcome;

  it('can stand in a header of the answer', async () => {
    const say = { status: 201, body: { id: 'p1' }, headers: { location: 'https://pay.example/p1' } };
    expect(await sent('= headers.location', say)).toMatchObject({ kind: 'redirect', url: 'https://pay.example/p1' });
  });

  it('can be a template with a fragment, as Soisy wants it', async () => {
    const redirect = '{hosts.shop}/partnershop#/loan-request?token={response.token}';
    const hosts = { shop: { live: 'https://shop.soisy.it' } };
    expect(await sent(redirect, { body: { id: 'p1', token: 'a b&c' } }, { hosts })).toMatchObject({
      url: 'https://shop.soisy.it/partnershop#/loan-request?token=a%20b%26c',
    });
  });

  it('is nowhere when a place of the template stays empty: the call was made', async () => {
    expect(await sent('https://pay.example/{response.token}', { body: { id: 'p1' } })).toEqual({
      kind: 'unknown',
      because: 'unreadable_answer',
    });
  });

  it('is never a place that a value made up', async () => {
    expect(
      await sent('https://pay.example/{response.token}', { body: { id: 'p1', token: '@evil.example/..//' } }),
    ).toMatchObject({
      url: 'https://pay.example/%40evil.example%2F..%2F%2F',
    });
  });
});

describe('what mappings can see', () => {
  const items = [
    { name: 'Olive oil', quantity: 2, unitPrice: { amount: 1_250, currency: 'EUR' }, category: 'food' },
    { name: 'Bag', quantity: 1, unitPrice: { amount: 5, currency: 'EUR' } },
  ];
  const seen = async (body: NonNullable<NonNullable<Operation['request']>['body']>, given: Given = {}) => {
    const { heard } = await told(
      { '/payments': { body: { id: 'p1', url: 'https://pay.example/' } } },
      {
        idempotencyHeader: 'Idempotency-Key',
        ...given,
        operations: {
          create: {
            request: { method: 'POST', path: '/payments', body },
            reference: '= response.id',
            redirect: '= response.url',
          },
        },
      },
      (connector) =>
        connector.create({ ...anAttempt({ items }), webhookUrl: 'https://hub.example/webhooks/sample' }, 'key-1'),
    );
    return { said: JSON.parse(heard[0]?.body ?? '') as unknown, headers: heard[0]?.headers };
  };

  it('are the lines of the order, with sums as the provider writes them', async () => {
    const { said } = await seen(
      { products: "= [items.{'name': name, 'quantity': quantity, 'price': amount, 'sum': total}]" },
      { amounts: { format: 'decimal-string' } },
    );
    expect(said).toEqual({
      products: [
        { name: 'Olive oil', quantity: 2, price: '12.50', sum: '25.00' },
        { name: 'Bag', quantity: 1, price: '0.05', sum: '0.05' },
      ],
    });
  });

  it('are the hub’s own address for news, the moment, a name for this call, and the key', async () => {
    const { said, headers } = await seen(
      { hook: "= webhookUrl & '?id={uuid}'", now: '= now', call: '= requestId', key: '= idempotencyKey' },
      { idempotencyFormat: 'uuid', headers: { 'Correlation-Id': '= requestId' } },
    );
    expect(said).toEqual({
      hook: 'https://hub.example/webhooks/sample?id={uuid}',
      now: '2026-01-01T12:00:00.000Z',
      call: headers?.['correlation-id'],
      key: headers?.['idempotency-key'],
    });
    expect(headers?.['idempotency-key']).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
