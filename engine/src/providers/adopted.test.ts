import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PastAttempt, Sandbox } from '../../sandbox/index.ts';
import { anAttempt, eur } from './an-attempt.ts';
import type { AttemptContext, Connector } from './connector.ts';
import type { Harness } from './contract.ts';
import { sandboxHarness, type ProviderName } from './sandbox-harness.ts';

const day = 24 * 3_600_000;

/** What each connector remembers of an attempt that brought money. */
const partsOf: Partial<Record<ProviderName, (reference: string) => Record<string, string>>> = {
  stripe: (reference) => ({ intent: `pi_${reference}` }),
  paypal: (reference) => ({ authorization: `A${reference}`, capture: `C${reference}` }),
  satispay: (reference) => ({ held: reference }),
  scalapay: (reference) => ({ authorization: reference }),
  mollie: (reference) => ({ held: reference }),
};

describe.each(Object.entries(partsOf))('%s, told of what happened before it ran', (name, partsFor) => {
  let harness: Harness & { sandbox: Sandbox };
  let connector: Connector;
  beforeAll(async () => {
    harness = await sandboxHarness(name as ProviderName);
    connector = harness.connector();
  });
  afterAll(() => harness.stop());

  /** An attempt of ten days ago over 80 euros, known to both sides. */
  function past(about: Partial<PastAttempt> = {}): AttemptContext {
    const reference = randomUUID();
    const capture = about.capture ?? 'automatic';
    const state = about.state ?? 'paid';
    const { authorization, ...others } = partsFor(reference);
    const parts = capture === 'manual' && authorization ? { authorization, ...others } : others;
    const ctx = anAttempt({ total: eur(80_00), capture, attempt: { reference, memory: parts, isCurrent: false } });
    harness.sandbox.adopt([
      {
        ...{ provider: name, reference, parts, capture, state, amount: 80_00, currency: 'EUR' },
        shop: { payment: ctx.payment.id, reference: ctx.payment.reference, attempt: ctx.attempt.id },
        taken: state === 'paid' ? 80_00 : 0,
        webhookUrl: harness.webhookUrl,
        startedAt: new Date(Date.now() - 10 * day),
        changedAt: new Date(Date.now() - 10 * day + 60_000),
        refunds: [],
        ...about,
      },
    ]);
    return ctx;
  }
  const refund = (ctx: AttemptContext, amount: number) => {
    const id = randomUUID();
    return connector.refund?.(ctx, { id, amount: eur(amount) }, id);
  };

  it('says what the shop knows, and reports nothing', async () => {
    expect(await connector.lookUp(past())).toMatchObject({ kind: 'paid', amount: eur(80_00) });
    expect(await connector.lookUp(past({ capture: 'manual', state: 'held' }))).toMatchObject({ kind: 'authorized' });
    expect(['expired', 'unknown']).toContain((await connector.lookUp(past({ state: 'expired' }))).kind);
    expect(await harness.webhooks()).toEqual([]);
  });

  it('gives back in part, the rest, and no more', async () => {
    const ctx = past();
    expect(await refund(ctx, 30_00)).toMatchObject({ kind: 'succeeded' });
    expect(await refund(ctx, 50_00)).toMatchObject({ kind: 'succeeded' });
    expect(await refund(ctx, 1)).toMatchObject({ kind: 'failed' });
    expect(await refund(past(), 80_00)).toMatchObject({ kind: 'succeeded' });
  });

  it('remembers what was given back', async () => {
    const made = { id: randomUUID(), reference: randomUUID(), amount: 60_00, isPending: false, at: new Date() };
    const ctx = past({ refunds: [made] });
    const { id, reference } = made;
    if (connector.lookUpRefund)
      expect(await connector.lookUpRefund(ctx, { id, reference, amount: eur(60_00) })).toEqual({
        kind: 'succeeded',
        reference,
      });
    expect(await refund(ctx, 20_01)).toMatchObject({ kind: 'failed' });
    expect(await refund(ctx, 20_00)).toMatchObject({ kind: 'succeeded' });
  });

  it('takes or lets go of what is held', async () => {
    const taken = past({ capture: 'manual', state: 'held' });
    const captured = await connector.capture?.(taken, eur(70_00), randomUUID());
    expect(captured).toMatchObject({ kind: 'paid', amount: eur(70_00) });
    const after = {
      ...taken,
      attempt: { ...taken.attempt, memory: { ...taken.attempt.memory, ...memoryOf(captured) } },
    };
    expect(await refund(after, 70_00)).toMatchObject({ kind: 'succeeded' });
    const released = past({ capture: 'manual', state: 'held' });
    expect(await connector.cancel?.(released, randomUUID())).toMatchObject({ kind: 'canceled' });
  });

  it('keeps what it has on its books', async () => {
    const ctx = past();
    await refund(ctx, 80_00);
    past({ reference: ctx.attempt.reference ?? '', parts: ctx.attempt.memory });
    expect(await refund(ctx, 80_00)).toMatchObject({ kind: 'failed' });
  });
});

const memoryOf = (outcome: object | undefined): Record<string, string> =>
  outcome && 'memory' in outcome ? { ...(outcome.memory as Record<string, string>) } : {};

it('nobody minds a provider that no simulator plays', async () => {
  const { sandbox, stop } = await sandboxHarness('stripe');
  const at = new Date();
  const elsewhere = { provider: 'elsewhere', reference: 'x', parts: {}, amount: 1, currency: 'EUR', taken: 1 } as const;
  const rest = { capture: 'automatic', state: 'paid', webhookUrl: '', startedAt: at, changedAt: at } as const;
  const shop = { payment: 'pay_1', reference: 'R-1', attempt: 'att_1' };
  expect(() => sandbox.adopt([{ ...elsewhere, ...rest, shop, refunds: [] }])).not.toThrow();
  await stop();
});
