import { describe, expect, it } from 'vitest';
import { after, anAttempt, eur } from '../an-attempt.ts';
import type { Heard, Said } from '../loopback.ts';
import { aDocument } from './a-document.ts';
import { connectorOf, told, type Given } from './told.ts';

const pending = (changes = {}) => anAttempt({ attempt: { reference: 'p1', ...changes } });

describe('a request of a document', () => {
  const sends = async (request: NonNullable<Given['operations']>['create'], ctx = anAttempt(), given: Given = {}) =>
    told(
      { body: { id: 'p1', url: 'https://pay.example/' } },
      { ...given, ...(request && { operations: { create: request } }) },
      (connector) => connector.create(ctx, 'key-1'),
    );

  it('fills a body and leaves out what has no value', async () => {
    const { heard } = await sends({
      request: {
        method: 'POST',
        path: '/p',
        body: {
          fixed: 1,
          none: null,
          mail: '= payment.shopper.email',
          taxId: '= payment.shopper.taxId',
          list: ['= attempt.id', '= nothing'],
        },
      },
    });
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      fixed: 1,
      none: null,
      mail: 'anna@example.com',
      list: [expect.stringMatching(/^att_/)],
    });
  });

  it('writes forms with brackets', async () => {
    const request = {
      method: 'POST',
      path: '/p',
      format: 'form',
      body: { total: { value: '= amount', currency: '= currency' } },
    } as const;
    const { heard } = await sends({ request });
    expect(heard[0]?.body).toBe('total%5Bvalue%5D=2500&total%5Bcurrency%5D=EUR');
    expect(heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('writes a list that a mapping made like any other list', async () => {
    const ctx = anAttempt({ metadata: { one: 'a', two: 'b' } });
    const body = { names: '= $keys(payment.metadata)' };
    const { heard } = await sends({ request: { method: 'POST', path: '/p', format: 'form', body } }, ctx);
    expect(decodeURIComponent(heard[0]?.body ?? '')).toBe('names[0]=one&names[1]=two');
  });

  it('carries the key of the intention, shortened when it is longer than providers take', async () => {
    const given = { idempotencyHeader: 'Idempotency-Key' };
    const say = { body: { id: 'p1', url: 'https://pay.example/' } };
    const { heard } = await told(say, given, async (connector) => {
      for (const key of ['short', 'x'.repeat(255), 'x'.repeat(255)]) await connector.create(anAttempt(), key);
    });
    const keys = heard.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBe('short');
    expect(keys[1]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[2]).toBe(keys[1]);
  });

  it('encodes what stands in a path', async () => {
    const { heard } = await told({ body: { status: 'open' } }, {}, (connector) =>
      connector.lookUp(pending({ reference: 'a/b?c#d' })),
    );
    expect(heard[0]?.path).toBe('/payments/a%2Fb%3Fc%23d');
  });

  it.each(['..', '.'])('never lets a value climb in a path: %s', async (reference) => {
    const { outcome, heard } = await told({ body: {} }, {}, (connector) => connector.lookUp(pending({ reference })));
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(heard).toEqual([]);
  });

  it.each(['/a/../../admin', '/a/./b', '/a/%2e%2E/b', '/a/..?x=/', '/a\\..\\b', 'https://evil.example/'])(
    'goes nowhere else because a mapping answers %s',
    async (path) => {
      const lookUp = {
        request: { method: 'GET', path: '= attempt.memory.path' },
        status: '= response.status',
      } as const;
      const { outcome, heard } = await told({ body: {} }, { operations: { lookUp } }, (connector) =>
        connector.lookUp(pending({ memory: { path } })),
      );
      expect(outcome).toMatchObject({ kind: 'refused' });
      expect(heard).toEqual([]);
    },
  );

  it('takes no value for a place of its own: none can ask for a secret', async () => {
    const lookUp = {
      request: { method: 'GET', path: "= '/p/{reference}/' & memory.note" },
      status: '= response.status',
    } as const;
    const { heard } = await told({ body: {} }, { operations: { lookUp } }, (connector) =>
      connector.lookUp(pending({ reference: '{credentials.key}', memory: { note: '{credentials.key}' } })),
    );
    expect(heard[0]?.path).toBe('/p/%7Bcredentials.key%7D/%7Bcredentials.key%7D');
  });

  it.each(['line\nbreak', 'key’s'])('refuses a key that no header can carry, without telling it: %j', async (key) => {
    const { outcome, heard } = await sends(undefined, anAttempt(), { credentials: { key } });
    expect(outcome).toMatchObject({ kind: 'refused', because: expect.stringContaining('"authorization"') });
    expect(JSON.stringify(outcome)).not.toContain(key.slice(0, 3));
    expect(heard).toEqual([]);
  });

  it('takes a key that was pasted with a line break at its end', async () => {
    const { heard } = await sends(undefined, anAttempt(), { credentials: { key: 'abc\n' } });
    expect(heard[0]?.headers['authorization']).toBe('abc');
  });

  it('sends no header that would break into another', async () => {
    const ctx = anAttempt({ reference: 'A1\r\nX-Evil: 1' });
    const { outcome, heard } = await sends(
      { request: { method: 'POST', path: '/p', headers: { 'X-Ref': '= payment.reference' } } },
      ctx,
    );
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(heard).toEqual([]);
  });

  it('ends a mapping that would never end', async () => {
    const endless = '= ($f := function($n) { $f($n + 1) }; $f(0))';
    const { outcome } = await sends({ request: { method: 'POST', path: '/p', body: endless } });
    expect(outcome).toMatchObject({ kind: 'refused', because: expect.stringContaining('cannot be worked out') });
  });

  it('does not quote values when a mapping fails', async () => {
    const { outcome } = await sends({ request: { method: 'POST', path: '/p', body: '= $number(credentials.key)' } });
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(outcome)).not.toContain('public-key');
  });

  it('refuses a sum that the provider cannot write, before asking', async () => {
    const ctx = anAttempt({ total: { amount: 50_050, currency: 'HUF' } });
    const { outcome, heard } = await sends(undefined, ctx, {
      amounts: { format: 'decimal-string', digits: { HUF: 0 } },
    });
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(heard).toEqual([]);
  });

  it('shows credentials to what is sent, never to what reads answers', async () => {
    const given: Given = {
      operations: {
        create: {
          request: { method: 'POST', path: '/p', body: { merchant: '= credentials.key' } },
          reference: '= response.id',
          redirect: '= response.url',
          remember: { leak: '= credentials.key' },
        },
      },
    };
    const { outcome, heard } = await told({ body: { id: 'p1', url: 'https://pay.example/' } }, given, (c) =>
      c.create(anAttempt(), 'k'),
    );
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ merchant: 'public-key' });
    expect(outcome).toEqual({ kind: 'redirect', reference: 'p1', url: 'https://pay.example/' });
  });
});

describe('an answer', () => {
  const lookedUp = (say: Said, given: Given = {}) => told(say, given, (connector) => connector.lookUp(pending()));

  it('with a word that the document does not know is unknown, never a guess', async () => {
    for (const status of ['splendid', 'toString', '__proto__', null, undefined])
      expect((await lookedUp({ body: { status } })).outcome).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
  });

  it('that a mapping cannot cope with is unknown: the call was made', async () => {
    const create = {
      request: { method: 'POST', path: '/p' } as const,
      redirect: '= $number(response.url)',
      reference: '= response.id',
    };
    const { outcome } = await told({ body: { id: 'p1', url: 'x' } }, { operations: { create } }, (c) =>
      c.create(anAttempt(), 'k'),
    );
    expect(outcome).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
  });

  it.each(['javascript:alert(1)', '/relative', 'data:text/html,x'])('never sends a shopper to %s', async (url) => {
    const { outcome } = await told({ body: { id: 'p1', url } }, {}, (c) => c.create(anAttempt(), 'k'));
    expect(outcome).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
  });

  it('says when, how much, and what to remember', async () => {
    const lookUp = {
      request: { method: 'GET', path: '/payments/{reference}' } as const,
      status: '= response.status',
      amount: '= response.sum',
      at: '= response.when',
      remember: { capture: '= response.capture', nothing: '= response.nothing' },
    };
    const body = { status: 'done', sum: 2_000, when: '2026-01-01T11:59:00Z', capture: 'c1' };
    const { outcome } = await lookedUp({ body }, { operations: { lookUp } });
    expect(outcome).toEqual({
      kind: 'paid',
      reference: 'p1',
      amount: eur(20_00),
      at: new Date('2026-01-01T11:59:00Z'),
      memory: { capture: 'c1' },
    });
  });

  it.each(['19,99', '20.00', -1, 12.5, {}, 2 ** 53, [2_000, 500]])(
    'whose sum is %j is not taken for the whole sum',
    async (sum) => {
      const lookUp = {
        request: { method: 'GET', path: '/payments/{reference}' } as const,
        status: '= response.status',
        amount: '= response.sum',
      };
      const { outcome } = await lookedUp({ body: { status: 'done', sum } }, { operations: { lookUp } });
      expect(outcome).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
    },
  );

  it('names no payment by a number that was rounded on its way', async () => {
    const { outcome } = await told({ body: '{"id":12345678901234567891,"url":"https://pay.example/"}' }, {}, (c) =>
      c.create(anAttempt(), 'k'),
    );
    expect(outcome).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
  });

  it('can be a refusal that means a state', async () => {
    const errors = { code: '= response.code', statuses: { GONE: 'expired', POOR: 'declined' } } as const;
    const given = { errors, reasons: { POOR: 'insufficient_funds' } as const };
    expect((await lookedUp({ status: 404, body: { code: 'GONE' } }, given)).outcome).toEqual({ kind: 'expired' });
    expect((await lookedUp({ status: 422, body: { code: 'POOR' } }, given)).outcome).toEqual({
      kind: 'declined',
      reason: 'insufficient_funds',
      providerCode: 'POOR',
      final: true,
    });
    expect((await lookedUp({ status: 422, body: { code: 'ODD' } }, given)).outcome).toMatchObject({
      kind: 'refused',
      providerCode: 'ODD',
    });
  });

  it.each([
    [429, 'unreachable'],
    [500, 'unreadable_answer'],
    [408, 'unreadable_answer'],
    [409, 'unreadable_answer'],
  ])('%i leaves it open', async (status, because) => {
    expect((await lookedUp({ status, body: {} })).outcome).toEqual({ kind: 'unknown', because });
  });
});

describe('consent of the shopper', () => {
  const settle = {
    request: { method: 'POST', path: '/payments/{reference}/settle' } as const,
    status: '= response.status',
  };
  const given = { operations: { settle }, idempotencyHeader: 'Idempotency-Key' };
  const provider = (settled: Said) => (heard: Heard) =>
    heard.method === 'POST' ? settled : { body: { status: 'agreed' } };

  it('is settled with a key that belongs to the attempt', async () => {
    const ctx = pending();
    const { outcome, heard } = await told(provider({ body: { status: 'done' } }), given, async (connector) => {
      await connector.lookUp(ctx);
      return connector.lookUp(ctx);
    });
    expect(outcome).toMatchObject({ kind: 'paid', reference: 'p1' });
    const keys = heard.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([`${ctx.attempt.id}-settle`, `${ctx.attempt.id}-settle`]);
  });

  it('takes no money once the payment no longer waits for this attempt', async () => {
    const { outcome, heard } = await told(provider({ body: { status: 'done' } }), given, (c) =>
      c.lookUp(pending({ isCurrent: false })),
    );
    expect(outcome).toEqual({ kind: 'canceled' });
    expect(heard.map(({ method }) => method)).toEqual(['GET']);
  });

  it('stays open when the answer to settling is lost', async () => {
    const { outcome } = await told(provider({ status: 500 }), given, (c) => c.lookUp(pending()));
    expect(outcome).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
  });

  it('that was settled already is looked up, once', async () => {
    const errors = { code: '= response.code', statuses: { TWICE: 'look-up' } } as const;
    const { outcome, heard } = await told(
      provider({ status: 422, body: { code: 'TWICE' } }),
      { ...given, errors },
      (c) => c.lookUp(pending()),
    );
    expect(outcome).toMatchObject({ kind: 'pending' });
    expect(heard.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  });
});

describe('abilities', () => {
  it('that the document does not describe are absent', () => {
    const connector = connectorOf(aDocument('http://localhost'));
    expect(Object.keys(connector).sort()).toEqual(['create', 'hasPage', 'lookUp', 'readWebhook']);
  });

  it('to cancel call nobody when there is nothing to undo', async () => {
    const cancel = { request: { method: 'POST', path: '/void' } as const, when: '= $exists(memory.held)' };
    const { outcome, heard } = await told({ body: { status: 'open' } }, { operations: { cancel } }, async (c) =>
      c.cancel?.(pending(), 'k'),
    );
    expect(outcome).toEqual({ kind: 'canceled' });
    expect(heard.map(({ method }) => method)).toEqual(['GET']);
  });

  it('do not take anything but true and false for an answer to whether there is something to do', async () => {
    const cancel = { request: { method: 'POST', path: '/void' } as const, when: '= memory.held' };
    const { outcome, heard } = await told({ body: { status: 'held' } }, { operations: { cancel } }, async (c) =>
      c.cancel?.(pending({ memory: { held: 'h1' } }), 'k'),
    );
    expect(outcome).toMatchObject({ kind: 'refused', because: expect.stringContaining('neither true nor false') });
    expect(heard.map(({ method }) => method)).toEqual(['GET']);
  });

  it('to cancel do not run when nobody knows how it stands', async () => {
    const cancel = { request: { method: 'POST', path: '/void' } as const };
    const { outcome, heard } = await told({ status: 503 }, { operations: { cancel } }, async (c) =>
      c.cancel?.(pending(), 'k'),
    );
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(heard).toHaveLength(1);
  });
});

describe('a refund', () => {
  const operation = {
    request: { method: 'POST', path: '/refunds' } as const,
    reference: '= response.id',
    status: '= response.status',
  };
  const refunded = (say: Said) =>
    told(say, { operations: { refund: operation } }, async (c) =>
      c.refund?.(pending(), { id: 'ref_1', amount: eur(1_00) }, 'ref_1'),
    );
  const asked = (say: Said, reference?: string) =>
    told(
      say,
      {
        operations: { lookUpRefund: { ...operation, request: { method: 'GET', path: '/refunds/{refund.reference}' } } },
      },
      async (c) => c.lookUpRefund?.(pending(), { id: 'ref_1', amount: eur(1_00), ...(reference && { reference }) }),
    );

  it.each([
    [{ body: { id: 'r1', status: 'done' } }, { kind: 'succeeded', reference: 'r1' }],
    [{ body: { id: 'r1', status: 'wait' } }, { kind: 'pending', reference: 'r1' }],
    [{ body: { id: 'r1', status: 'no' } }, { kind: 'failed' }],
    [{ body: { id: 'r1', status: 'odd' } }, { kind: 'unknown' }],
    [{ body: { status: 'done' } }, { kind: 'unknown' }],
    [
      { status: 422, body: {} },
      { kind: 'failed', providerCode: 'http_422' },
    ],
    [{ status: 409, body: {} }, { kind: 'unknown' }],
    [{ status: 502 }, { kind: 'unknown' }],
    [{ status: 401, body: {} }, { kind: 'failed' }],
  ])('answered with %j is %j', async (say, expected) => {
    expect((await refunded(say)).outcome).toMatchObject(expected);
  });

  it.each([401, 404, 422, 500])('does not fail because a question about it was answered with %i', async (status) => {
    expect((await asked({ status, body: {} }, 'r1')).outcome).toMatchObject({ kind: 'unknown' });
  });

  it('cannot be asked about before the provider named it', async () => {
    expect((await asked({ body: {} })).outcome).toEqual({ kind: 'unknown', because: 'no_reference' });
  });
});

it('keeps what earlier answers asked to remember', async () => {
  const remember = (name: string) => ({ remember: { [name]: `= response.${name}` }, status: '= response.status' });
  const operations = {
    lookUp: { request: { method: 'GET', path: '/payments/{reference}' } as const, ...remember('hold') },
    settle: { request: { method: 'POST', path: '/settle/{memory.hold}' } as const, ...remember('capture') },
  };
  const say = ({ method }: Heard): Said => ({
    body: method === 'GET' ? { status: 'agreed', hold: 'h1' } : { status: 'done', capture: 'c1' },
  });
  const { outcome, heard } = await told(say, { operations }, (c) => c.lookUp(pending()));
  expect(heard.map(({ path }) => path)).toEqual(['/payments/p1', '/settle/h1']);
  expect(after(pending(), outcome).attempt.memory).toEqual({ hold: 'h1', capture: 'c1' });
});
