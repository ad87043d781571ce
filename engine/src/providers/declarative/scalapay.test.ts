import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after, anAttempt, eur } from '../an-attempt.ts';
import type { AttemptContext, Connector } from '../connector.ts';
import type { Harness } from '../contract.ts';
import { sandboxHarness } from '../sandbox-harness.ts';

describe('Scalapay, by its document alone', () => {
  let harness: Harness;
  let connector: Connector;
  beforeAll(async () => {
    harness = await sandboxHarness('scalapay', { pay: 'outcome=approve', decline: 'outcome=decline' });
    connector = harness.connector();
  });
  afterAll(() => harness.stop());

  const approved = async (ctx: AttemptContext): Promise<AttemptContext> => {
    const outcome = await connector.create(ctx, ctx.attempt.id);
    await harness.pay(outcome.kind === 'redirect' ? outcome.url : '');
    return after(ctx, outcome);
  };
  /** A line that loses the answer of every call whose path ends like this. */
  const losing =
    (end: string): typeof fetch =>
    async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).endsWith(end)) return answer;
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    };

  it('takes the money once, even if news and shopper come back at the same moment', async () => {
    const ctx = await approved(anAttempt());
    const outcomes = await Promise.all([1, 2, 3].map(() => connector.lookUp(ctx)));
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ kind: 'paid', amount: eur(25_00) })));
    expect((await harness.webhooks()).filter(({ body }) => body.includes('"charged"'))).toHaveLength(1);
  });

  it('finds out about a capture whose answer was lost', async () => {
    const ctx = await approved(anAttempt());
    const broken = harness.connector({ fetch: losing('/capture') });
    expect(await broken.lookUp(ctx)).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
    expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'paid', amount: eur(25_00) });
  });

  it('gives back once, though the answer was lost the first time', async () => {
    const ctx = await approved(anAttempt());
    await connector.lookUp(ctx);
    const refund = { id: 'ref_1', amount: eur(20_00) };
    const broken = harness.connector({ fetch: losing('/refund') });
    expect(await broken.refund?.(ctx, refund, 'ref_1')).toEqual({ kind: 'unknown', because: 'unreadable_answer' });
    expect(await connector.refund?.(ctx, refund, 'ref_1')).toMatchObject({ kind: 'succeeded' });
    expect(await connector.refund?.(ctx, { id: 'ref_2', amount: eur(5_01) }, 'ref_2')).toMatchObject({
      kind: 'failed',
      providerCode: 'pre_condition_failed',
    });
  });

  it('never takes what a shopper agreed to after the hub stopped waiting', async () => {
    const ctx = await approved(anAttempt({ attempt: { isCurrent: false } }));
    expect(await connector.lookUp(ctx)).toEqual({ kind: 'canceled' });
    expect((await harness.webhooks()).at(-1)?.body.toString()).toContain('"authorized"');
  });

  it('releases what was agreed to and never captured', async () => {
    const ctx = await approved(anAttempt({ attempt: { isCurrent: false } }));
    expect(await connector.cancel?.(ctx, 'leave')).toEqual({ kind: 'canceled' });
    expect(await connector.lookUp({ ...ctx, attempt: { ...ctx.attempt, isCurrent: true } })).toEqual({
      kind: 'canceled',
    });
  });

  it('tells a declined capture from one that is unknown', async () => {
    const ctx = await approved(anAttempt({ total: eur(66_68) }));
    expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'declined', final: true });
  });
});
