import type { Payment, PaymentList } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Answer, type TestHub } from '../../hub-for-tests.ts';
import { eur } from '../shop-for-tests.ts';

let hub: TestHub;
const made: Record<'paid' | 'usd' | 'store' | 'canceled' | 'plain', Payment> = {} as never;
let between: string;

beforeAll(async () => {
  hub = await startTestHub();
  made.paid = await hub.paid('card', { reference: 'A-1', shopper: { email: 'Anna@Example.com' } });
  hub.advance(1_000);
  made.usd = await hub.paid('paypal', { reference: 'A-2', total: { amount: 10_00, currency: 'USD' } });
  hub.advance(1_000);
  made.store = await hub.order({
    ...{ reference: 'A-3', brand: 'nordlicht', channel: 'store' },
    shopper: { country: 'DE', reference: 'CUST-7' },
  });
  between = new Date(new Date(made.store.createdAt).getTime() + 500).toISOString();
  hub.advance(1_000);
  made.canceled = await hub.order({ reference: 'A-4', type: 'link' });
  await hub.ask('POST', `/v1/payments/${made.canceled.id}/cancel`, { body: {} });
  hub.advance(1_000);
  made.plain = await hub.order({ reference: 'bottle@shop', total: eur(5_00) });
});
afterAll(() => hub.stop());

const list = (query: string): Promise<Answer<PaymentList & { errors?: { path: string }[] }>> =>
  hub.ask('GET', `/v1/payments?${query}`);
const found = async (query: string): Promise<string[]> => {
  const { status, body } = await list(query);
  expect(status).toBe(200);
  const names = Object.entries(made).map(([name, { id }]) => [id, name] as const);
  return body.data.map(({ id }) => new Map(names).get(id) ?? id);
};

describe('the list of payments', () => {
  it('begins with the newest', async () => {
    expect(await found('')).toEqual(['plain', 'canceled', 'store', 'usd', 'paid']);
  });

  it.each([
    ['state=paid', ['usd', 'paid']],
    ['state=paid,canceled', ['canceled', 'usd', 'paid']],
    ['state=paid&state=canceled', ['canceled', 'usd', 'paid']],
    ['state=failed', []],
    ['method=card', ['paid']],
    ['provider=paypal', ['usd']],
    ['brand=nordlicht', ['store']],
    ['channel=store', ['store']],
    ['currency=USD', ['usd']],
    ['type=link', ['canceled']],
    ['country=IT', []],
    ['country=DE', ['store']],
    ['currency=EUR&amountFrom=500&amountTo=600', ['plain']],
    ['customer=anna%40example.com', ['paid']],
    ['customer=CUST-7', ['store']],
    ['search=bottle', ['plain']],
    ['search=ANNA%40', ['paid']],
    ['order=oldest&state=paid', ['paid', 'usd']],
    ['currency=EUR&state=paid', ['paid']],
    ['search=A-3', ['store']],
    ['search=anna%40example.COM', ['paid']],
    ['search=bottle%40shop', ['plain']],
    ['search=nobody', []],
    ['search=pay_nobody', []],
  ])('with %s holds %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('finds a payment by its id, by an attempt and by the provider’s reference', async () => {
    const attempt = made.usd.attempts[0];
    expect(await found(`search=${made.usd.id}`)).toEqual(['usd']);
    expect(await found(`search=${attempt?.id}`)).toEqual(['usd']);
    expect(await found(`search=${attempt?.reference}`)).toEqual(['usd']);
  });

  it('is cut by time: from is part of it, to is not', async () => {
    expect(await found(`from=${between}`)).toEqual(['plain', 'canceled']);
    expect(await found(`to=${between}`)).toEqual(['store', 'usd', 'paid']);
    expect(await found(`from=${made.usd.createdAt}&to=${made.store.createdAt}`)).toEqual(['usd']);
  });

  it('comes page by page, each payment once', async () => {
    const pages: string[] = [];
    let cursor: string | null = '';
    do {
      const { body }: Answer<PaymentList> = await list(`limit=2&cursor=${cursor}`);
      pages.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(pages).toEqual([made.plain, made.canceled, made.store, made.usd, made.paid].map(({ id }) => id));
  });

  it('keeps its filters from page to page', async () => {
    const { body } = await list('state=paid&limit=1');
    expect(await found(`state=paid&limit=1&cursor=${body.nextCursor}`)).toEqual(['paid']);
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=101', '/limit'],
    ['limit=many', '/limit'],
    ['limit=-1', '/limit'],
    ['cursor=yesterday', '/cursor'],
    ['from=soon', '/from'],
    ['from=1', '/from'],
    ['to=2026-13-01T00:00:00Z', '/to'],
    ['colour=red', '/colour'],
    ['amountFrom=100', '/amountFrom'],
    ['amountTo=100&currency=EUR,USD', '/amountTo'],
    ['attention=everything', '/attention/0'],
    ['state[$ne]=paid', '/state[$ne]'],
  ])('refuses %s, and says what is wrong', async (query, path) => {
    const { status, body } = await list(query);
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toEqual([path]);
  });

  it('is counted with the same filters', async () => {
    const count = async (query: string) => (await hub.ask('GET', `/v1/payments/count?${query}`)).body;
    expect(await count('')).toEqual({ count: 5, isExact: true });
    expect(await count('state=paid&method=card')).toEqual({ count: 1, isExact: true });
    expect(await count('search=nobody')).toEqual({ count: 0, isExact: true });
  });

  it('shows no history and no decisions', async () => {
    const { body } = await list('limit=1');
    expect(Object.keys(body.data[0] ?? {})).not.toEqual(expect.arrayContaining(['events']));
  });
});
