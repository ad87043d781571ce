import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { after, anAttempt, eur } from '../an-attempt.ts';
import type { AttemptContext, Connector } from '../connector.ts';
import type { Harness } from '../contract.ts';
import { sandboxHarness } from '../sandbox-harness.ts';

describe('Satispay, by its document alone', () => {
  let harness: Harness;
  let connector: Connector;
  beforeAll(async () => {
    harness = await sandboxHarness('satispay', { pay: 'outcome=approve', decline: 'outcome=decline' });
    connector = harness.connector();
  });
  afterAll(() => harness.stop());

  const created = async (ctx: AttemptContext): Promise<{ ctx: AttemptContext; url: string }> => {
    const outcome = await connector.create(ctx, ctx.attempt.id);
    return { ctx: after(ctx, outcome), url: outcome.kind === 'redirect' ? outcome.url : '' };
  };
  const confirmed = async (about: Parameters<typeof anAttempt>[0] = {}): Promise<AttemptContext> => {
    const { ctx, url } = await created(anAttempt(about));
    await harness.pay(url);
    return after(ctx, await connector.lookUp(ctx));
  };

  it.each([
    [eur(66_67), { kind: 'paid', amount: eur(66_67) }],
    [eur(66_68), { kind: 'canceled' }],
  ])('waits for what the app decides later about %j', async (total, end) => {
    const ctx = await confirmed({ total });
    await vi.waitFor(async () => expect(await connector.lookUp(ctx)).toMatchObject(end));
  });

  it('closes with the payment: nobody can confirm it afterwards', async () => {
    const { ctx, url } = await created(anAttempt({ expiresAt: new Date(Date.now() - 1) }));
    await harness.pay(url);
    expect(await connector.lookUp(ctx)).toEqual({ kind: 'expired' });
  });

  it('holds money for longer than a checkout lasts', async () => {
    const ctx = await confirmed({ capture: 'manual', expiresAt: new Date(Date.now() - 1) });
    expect(await connector.lookUp(ctx)).toMatchObject({ kind: 'authorized', amount: eur(25_00) });
  });

  it('finds out that held money was taken although the answer was lost', async () => {
    const ctx = await confirmed({ capture: 'manual', total: eur(66_65) });
    const hasty = harness.connector({ timeoutMs: 100 });
    expect(await hasty.capture?.(ctx, eur(66_65), 'take')).toEqual({ kind: 'unknown', because: 'timeout' });
    expect(await connector.capture?.(ctx, eur(66_65), 'take')).toMatchObject({ kind: 'paid', amount: eur(66_65) });
  });

  it('takes "too many calls" for a call that was never looked at', async () => {
    const ctx = await confirmed();
    const busy = harness.connector({
      fetch: async () => new Response('{"code":70,"message":"Anti hammering","wlt":"w"}', { status: 403 }),
    });
    const expected = { kind: 'unknown', because: 'unreachable' };
    expect(await busy.create(anAttempt(), 'busy')).toEqual(expected);
    expect(await busy.lookUp(ctx)).toEqual(expected);
    expect(await busy.refund?.(ctx, { id: 'ref_busy', amount: eur(1_00) }, 'ref_busy')).toEqual(expected);
  });

  it('is told which attempt a callback is about, also before the hub knows the payment’s number', async () => {
    const { ctx } = await created({ ...anAttempt(), webhookUrl: harness.webhookUrl });
    const url = `/webhooks/satispay?attempt=${ctx.attempt.id}&payment_id=${ctx.attempt.reference ?? ''}`;
    expect(await connector.readWebhook({ method: 'GET', headers: {}, body: Buffer.alloc(0), url })).toEqual([
      { id: expect.any(String), attempt: ctx.attempt.id, reference: ctx.attempt.reference },
    ]);
    expect(await connector.readWebhook({ method: 'GET', headers: {}, body: Buffer.alloc(0), url: '/x' })).toEqual([]);
  });
});
