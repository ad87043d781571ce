import type { Flow, Payment, Publication, ReleaseDocument } from '@pih/schemas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';
import { armsOf, looked, onlyOffering, publishing, seeded, type TestGuard } from './canary-for-tests.ts';
import { guardCanaries } from './guard.ts';

let hub: TestHub;
let operator: Pick<Ask, 'key' | 'headers'>;
beforeEach(async () => {
  hub = await startTestHub();
  operator = await hub.signIn();
});
afterEach(() => hub.stop());

const minute = 60_000;
/** Fewer on each side that all fail and all succeed might still be chance: with seven it is 1 in 3,432. */
const enough = 7;
const guard: TestGuard = { points: 20, minimumPayments: 3, matureMinutes: 10 };

/** Tries a flow on half of the payments. */
const tryFlow = (about: Partial<TestGuard> = {}, ...methods: string[]): Promise<Publication> => {
  const flow = onlyOffering(seeded<Flow>(hub, 'flow', 'rosmarino'), ...methods);
  return publishing(hub, operator, flow, { percent: 50, guard: { ...guard, ...about } });
};
const releaseOf = async ({ release }: Publication): Promise<ReleaseDocument> => {
  const address = `/v1/config/flow/rosmarino/releases/${release?.id}`;
  const { status, body } = await hub.ask<ReleaseDocument>('GET', address, operator);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};
const pay = async (payments: readonly Payment[]) => {
  for (const payment of payments) {
    await hub.goBack(await hub.onHostedPage(await hub.choose(payment, 'card'), 'pay'));
    await hub.webhooksSettled();
  }
};
const look = (at = hub) => guardCanaries(at.app.payments);
const isTried = () => hub.app.live.current.get('flow', 'rosmarino')?.canary !== undefined;

describe('a canary with a guard', () => {
  it('returns when it succeeds too seldom, with the figures, and new payments go by what is published', async () => {
    const publication = await tryFlow({}, 'card');
    const { canary, control } = await armsOf(hub, enough);
    await pay(control);
    hub.advance(11 * minute);
    expect(await look()).toEqual([publication.release?.id]);
    const { state, ended, figures } = await releaseOf(publication);
    expect(state).toBe('returned');
    expect(ended?.why).toContain(`0% (0 of ${canary.length}) against 100% (${control.length} of ${control.length})`);
    expect(figures).toEqual({
      canary: { payments: canary.length, succeeded: 0 },
      control: { payments: control.length, succeeded: control.length },
    });
    expect(isTried()).toBe(false);
    const { decision, canaries } = await looked(hub);
    expect([decision?.revision, canaries]).toEqual([1, undefined]);
    // What was decided stays decided.
    expect((await hub.payment(canary[0]?.id ?? '')).decision).toEqual(canary[0]?.decision);
  });

  it('stays while its payments are too young to say anything, also when a clock is set back', async () => {
    await tryFlow({}, 'card');
    const { control } = await armsOf(hub, enough);
    await pay(control);
    hub.advance(9 * minute);
    expect(await look()).toEqual([]);
    hub.advance(-3 * 60 * minute);
    expect(await look()).toEqual([]);
    expect(isTried()).toBe(true);
  });

  it('stays below the smallest number of payments', async () => {
    await tryFlow({ minimumPayments: 40 }, 'card');
    await pay((await armsOf(hub, enough)).control);
    hub.advance(11 * minute);
    expect(await look()).toEqual([]);
    expect(isTried()).toBe(true);
  });

  it('stays when the payments of both arms fail', async () => {
    await tryFlow({}, 'card');
    await armsOf(hub, 3);
    hub.advance(11 * minute);
    expect(await look()).toEqual([]);
    expect(isTried()).toBe(true);
  });

  it('stays when it does better', async () => {
    await tryFlow({}, 'card');
    await pay((await armsOf(hub, 3)).canary);
    hub.advance(11 * minute);
    expect(await look()).toEqual([]);
  });

  it('returns at once when it offers nothing of its own, without waiting for anybody to pay', async () => {
    const publication = await tryFlow();
    await armsOf(hub, 3);
    expect(await look()).toEqual([publication.release?.id]);
    expect((await releaseOf(publication)).ended?.why).toContain('offered no method at all');
  });

  it('is ended by one engine only, however many look', async () => {
    const publication = await tryFlow({}, 'card');
    await pay((await armsOf(hub, enough)).control);
    const other = await hub.anotherNode();
    try {
      hub.advance(11 * minute);
      other.advance(11 * minute);
      const ended = await Promise.all([look(), look(other), look(), look(other)]);
      expect(ended.flat()).toEqual([publication.release?.id]);
      const { body } = await hub.ask<{ data: { what: string }[] }>(
        'GET',
        '/v1/config/flow/rosmarino/history',
        operator,
      );
      expect(body.data.filter(({ what }) => what === 'canary_returned')).toHaveLength(1);
    } finally {
      await other.stop();
    }
  });

  it('is looked after by whoever comes next when its engine dies', async () => {
    const publication = await tryFlow({}, 'card');
    await pay((await armsOf(hub, enough)).control);
    hub = await hub.restarted();
    operator = await hub.signIn();
    hub.advance(11 * minute);
    expect(await look()).toEqual([publication.release?.id]);
    expect((await releaseOf(publication)).state).toBe('returned');
  });
});
