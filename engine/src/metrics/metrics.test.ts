import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestHub, tokenOf, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
let key: string;
beforeAll(async () => {
  hub = await startTestHub();
  key = await hub.keyWith('administrator');
});
afterAll(() => hub.stop());

const metrics = async (): Promise<string> => (await hub.ask<string>('GET', '/metrics', { key })).body;

/** The value of one line, 0 when there is none. */
async function valueOf(name: string, labels: Record<string, string> = {}): Promise<number> {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const line = (await metrics())
    .split('\n')
    .find((each) => new RegExp(`^${name}[ {]`).test(each) && wanted.every((label) => each.includes(label)));
  return Number(line?.split(' ').at(-1) ?? 0);
}

describe('the metrics', () => {
  it('are for who holds the permission, and for nobody else', async () => {
    expect((await hub.ask('GET', '/metrics', { key: null })).status).toBe(401);
    expect((await hub.ask('GET', '/metrics')).body).toMatchObject({ status: 403, action: 'metrics.read' });
    const answer = await hub.ask('GET', '/metrics', { key });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('count what happens to payments, at providers and with webhooks', async () => {
    const call = { provider: 'stripe', operation: 'create', outcome: 'redirect' };
    const before = await valueOf('hub_provider_call_duration_seconds_count', call);
    await hub.paid('card');
    await hub.ask('POST', '/webhooks/stripe', { key: null, body: { forged: true } });
    expect(await valueOf('hub_provider_call_duration_seconds_count', call)).toBe(before + 1);
    expect(
      await valueOf('hub_payment_events_total', { event: 'payment.paid', method: 'card', provider: 'stripe' }),
    ).toBe(1);
    expect(await valueOf('hub_payment_events_total', { event: 'payment.created', method: 'none' })).toBe(1);
    expect(await valueOf('hub_webhooks_total', { provider: 'stripe', verdict: 'read' })).toBeGreaterThan(0);
    expect(await valueOf('hub_webhooks_total', { provider: 'stripe', verdict: 'webhook-not-genuine' })).toBe(1);
    expect(await valueOf('hub_http_problems_total', { problem: 'webhook-not-genuine' })).toBe(1);
    expect(await metrics()).toMatch(/^hub_provider_breaker_state\{provider="stripe",operation="create"\} 0$/m);
  });

  it('measure requests by the pattern of their route, and the store', async () => {
    expect(
      await valueOf('hub_http_request_duration_seconds_count', {
        method: 'POST',
        route: '/v1/payments',
        status: '201',
      }),
    ).toBeGreaterThan(0);
    expect(await valueOf('hub_http_own_duration_seconds_count', { route: '/v1/payments' })).toBeGreaterThan(0);
    expect(await valueOf('hub_store_bytes')).toBeGreaterThan(1000);
    expect(await valueOf('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });

  it('tell how much waits for the reconciler, and for how long', async () => {
    await hub.choose(await hub.order(), 'card');
    expect(await valueOf('hub_reconciler_backlog')).toBe(0);
    hub.advance(10 * 60_000);
    expect(await valueOf('hub_reconciler_backlog')).toBe(1);
    // It becomes due two minutes after it was begun.
    expect(Math.round((await valueOf('hub_reconciler_oldest_seconds')) / 60)).toBe(8);
    await vi.waitFor(async () => expect(await valueOf('hub_effects_backlog')).toBe(0), 10_000);
  });

  it('have no label that callers make up, however hard they try', async () => {
    const payment = await hub.order();
    const lines = async () => (await metrics()).split('\n').filter((line) => /^hub_.*\{/.test(line));
    const ask = async (turn: string) => {
      await hub.ask('GET', `/v1/payments/${turn}`);
      await hub.ask('GET', `/nowhere/${turn}`);
      await hub.ask('GET', `/marks/${turn}.svg`);
      await hub.ask('POST', `/webhooks/${turn}`, { key: null, body: {} });
      await hub.ask('GET', `/v1/checkout/${turn}`, { key: null });
      await hub.ask('PROPFIND', `/v1/payments/${turn}`);
      await hub.ask('GET', `/v1/config/${turn}`);
    };
    await ask('made-up');
    await metrics();
    const before = (await lines()).map((line) => line.replace(/ \S+$/, ''));
    for (let turn = 0; turn < 20; turn += 1) await ask(`made-up-${turn}`);
    expect((await lines()).map((line) => line.replace(/ \S+$/, ''))).toEqual(before);
    const text = await metrics();
    for (const secret of [payment.id, tokenOf(payment), 'made-up', 'PROPFIND']) expect(text).not.toContain(secret);
  });
});
