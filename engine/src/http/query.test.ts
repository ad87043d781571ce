import type { PaymentList } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Answer, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

type Refusal = PaymentList & { detail?: string; errors?: { path: string; message: string }[] };
const list = (query: string): Promise<Answer<Refusal>> => hub.ask('GET', `/v1/payments?${query}`);

describe('what stands after the "?"', () => {
  it.each([
    ['state=bogus', '/state/0', /must be one of "created"/],
    ['state=paid,bogus', '/state/1', /must be one of/],
    ['method=No%20Such', '/method/0', /right form/],
    ['currency=XXQ', '/currency/0', /ISO 4217/],
    ['channel=fax', '/channel/0', /must be one of/],
    ['from=2026-02-30T00:00:00Z', '/from', /date and time/],
    ['to=yesterday', '/to', /date and time/],
    ['limit=0', '/limit', /at least 1/],
    ['limit=101', '/limit', /at most 100/],
    ['limit=1&limit=2', '/limit', /integer/],
    ['limit=1e2', '/limit', /integer/],
    ['amountTo=9007199254740992', '/amountTo', /integer/],
    ['cursor=pay_broken', '/cursor', /right form/],
    [`search=${'x'.repeat(255)}`, '/search', /at most 254/],
    [`method=${Array.from({ length: 51 }, (_none, index) => `m${index}`).join()}`, '/method', /at most 50/],
    ['colour=red', '/colour', /does not belong/],
    ['__proto__=1', '/__proto__', /does not belong/],
  ])('is refused by name in %s', async (query, path, message) => {
    const { status, body } = await list(query);
    expect(status).toBe(400);
    expect(body.detail).toContain('The query of the address cannot be read');
    expect(body.errors).toEqual([expect.objectContaining({ path, message: expect.stringMatching(message) })]);
  });

  it('says everything that is wrong at once', async () => {
    const { body } = await list('state=bogus&limit=0&to=soon');
    expect(body.errors?.map(({ path }) => path).sort()).toEqual(['/limit', '/state/0', '/to']);
  });

  it.each([
    '',
    'state=',
    'state=&limit=',
    'state=paid,',
    'from=1969-12-31T23:59:59Z',
    'to=9999-12-31T23:59:59.999Z',
    'currency=EUR&amountTo=9007199254740991',
  ])('may be "%s"', async (query) => {
    expect((await list(query)).status).toBe(200);
  });
});
