import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { after, anAttempt, eur } from '../an-attempt.ts';
import type { AttemptContext, Connector } from '../connector.ts';
import type { Harness } from '../contract.ts';
import { sandboxHarness } from '../sandbox-harness.ts';

describe('PayPal, by its document alone', () => {
  let harness: Harness;
  let connector: Connector;
  beforeAll(async () => {
    harness = await sandboxHarness('paypal', { pay: 'outcome=approve', decline: 'outcome=decline' });
    connector = harness.connector();
  });
  afterAll(() => harness.stop());

  const approved = async (ctx: AttemptContext): Promise<AttemptContext> => {
    const outcome = await connector.create(ctx, ctx.attempt.id);
    await harness.pay(outcome.kind === 'redirect' ? outcome.url : '');
    return after(ctx, outcome);
  };

  it('takes the money once, even if news and shopper come back at the same moment', async () => {
    const ctx = await approved(anAttempt());
    const outcomes = await Promise.all([1, 2, 3].map(() => connector.lookUp(ctx)));
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ kind: 'paid', amount: eur(25_00) })));
    const captures = outcomes.map((outcome) => after(ctx, outcome).attempt.memory['capture']);
    expect(new Set(captures).size).toBe(1);
  });

  it('finds out about a capture whose answer was lost', async () => {
    const ctx = await approved(anAttempt({ total: eur(66_65) }));
    const answers: number[] = [];
    // The line breaks once the capture is under way.
    const broken: typeof fetch = async (input, init) => {
      const answer = fetch(input, init);
      if (!String(input).endsWith('/capture')) return answer;
      answers.push((await answer).status);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    };
    expect(await harness.connector({ fetch: broken }).lookUp(ctx)).toEqual({
      kind: 'unknown',
      because: 'unreadable_answer',
    });
    expect(answers).toEqual([201]);
    expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'paid', amount: eur(66_65) });
  });

  it.each([
    [eur(66_67), { kind: 'paid' }],
    [eur(66_68), { kind: 'declined', final: true }],
  ])('waits for a capture of %j that PayPal reviews', async (total, end) => {
    const ctx = await approved(anAttempt({ total }));
    expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'processing' });
    await vi.waitFor(async () => expect(await connector.lookUp(ctx)).toMatchObject(end));
  });

  it('tells the reason of a decline', async () => {
    const outcome = await connector.create(anAttempt(), 'declined');
    await harness.decline(outcome.kind === 'redirect' ? outcome.url : '');
    expect(await connector.lookUp(after(anAttempt(), outcome))).toEqual({
      kind: 'declined',
      reason: 'declined',
      providerCode: 'INSTRUMENT_DECLINED',
      final: true,
    });
  });

  it('takes an order that PayPal has forgotten for expired', async () => {
    expect(await connector.lookUp(anAttempt({ attempt: { reference: 'FORGOTTEN00000000' } }))).toEqual({
      kind: 'expired',
    });
  });

  it('can be offered for cards: the same page, opened for guests', async () => {
    const bodies: string[] = [];
    const listening: typeof fetch = (input, init) => {
      if (typeof init?.body === 'string') bodies.push(init.body);
      return fetch(input, init);
    };
    await harness
      .connector({ fetch: listening })
      .create(anAttempt({ attempt: { providerMethod: 'GUEST_CHECKOUT' } }), 'guest');
    expect(JSON.parse(bodies.at(-1) ?? '')).toMatchObject({
      payment_source: { paypal: { experience_context: { landing_page: 'GUEST_CHECKOUT', locale: 'it-IT' } } },
    });
  });
});
