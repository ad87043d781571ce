import { reasonInWords, reasonOf } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { openStore, type Store } from '../../store/index.ts';
import { aBrand, anotherNode, editorAt, liveTitle, problemOf, type Editor } from '../life-for-tests.ts';

let hub: TestHub;
let giulia: Editor;
let store: Store;
beforeAll(async () => {
  hub = await startTestHub();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
  giulia = editorAt(hub, await hub.signIn());
});
afterAll(async () => {
  await store.close();
  await hub.stop();
});

const brand = (id: string, title: string) => aBrand(hub, id, { title });
const guard = { points: 5, minimumPayments: 50, matureMinutes: 30 };
const nothing = reasonOf('offered-nothing', { payments: 50 });
const canaryOf = (id: string) => hub.app.live.current.get('checkout', id)?.canary;
const numbers = async (address: string) => {
  const { body } = await giulia.call<{ data: { revision: number; how: string }[] }>(
    'GET',
    `config/${address}/revisions`,
  );
  return body.data.map(({ revision, how }) => `${revision} ${how}`);
};
/** A brand with one revision, and a second one tried on ten percent. */
async function tried(id: string, document = brand(id, 'Tried')) {
  await giulia.published(brand(id, 'Usual'));
  const version = await giulia.draft(document);
  const { body } = await giulia.publish(`checkout/${id}`, version, { canary: { percent: 10, guard } });
  return body;
}

describe('a canary', () => {
  it('is a revision beside the one that is live', async () => {
    const { outcome, revision, release } = await tried('beside');
    expect({ outcome, revision, state: release?.state }).toEqual({ outcome: 'canary', revision: 2, state: 'canary' });
    expect(liveTitle(hub, 'beside')).toBe('Usual');
    expect(canaryOf('beside')).toMatchObject({
      release: release?.id,
      revision: 2,
      percent: 10,
      guard,
      document: { title: 'Tried' },
      startedAt: expect.any(Date),
    });
    expect(await numbers('checkout/beside')).toEqual(['2 canary', '1 publish']);
    const { body } = await giulia.call<{ data: { id: string; canary: unknown }[] }>('GET', 'config/checkout');
    expect(body.data.find(({ id }) => id === 'beside')?.canary).toEqual({ percent: 10 });
    expect(await giulia.release('checkout/beside', release?.id)).toMatchObject({
      document: { title: 'Tried' },
      figures: { canary: { payments: 0 }, control: { payments: 0 } },
    });
    // Figures count all payments, and are for who may see them all.
    const role = { kind: 'role' as const, id: 'reader', title: 'Reader', grants: [{ actions: ['config.read'] }] };
    await hub.app.documents.seed(role, { type: 'system' });
    await hub.app.live.refresh();
    const reader = editorAt(hub, { key: await hub.keyWith('reader') });
    expect((await reader.release('checkout/beside', release?.id)).figures).toBeUndefined();
  });

  it('promoted is live under the number it has, and its draft is done with', async () => {
    const { release } = await tried('promoted');
    const answer = await giulia.answer('checkout/promoted', release?.id, 'promote', 'It does well');
    expect(answer.body).toMatchObject({ outcome: 'published', revision: 2, note: 'It does well', release: null });
    expect(liveTitle(hub, 'promoted')).toBe('Tried');
    expect(canaryOf('promoted')).toBeUndefined();
    expect(await giulia.read('checkout/promoted')).toMatchObject({ draft: null, releases: [], archived: null });
    expect(await numbers('checkout/promoted')).toEqual(['2 promote', '1 publish']);
    expect(await giulia.release('checkout/promoted', release?.id)).toMatchObject({ state: 'done' });
    expect((await giulia.history('checkout/promoted')).map(({ what }) => what)).toEqual([
      'draft_begun',
      'published',
      'draft_begun',
      'canary_started',
      'canary_promoted',
    ]);
  });

  it('withdrawn is gone, and its number is not given again', async () => {
    const { release } = await tried('withdrawn');
    await giulia.answer('checkout/withdrawn', release?.id, 'withdraw');
    expect(canaryOf('withdrawn')).toBeUndefined();
    expect((await giulia.published(brand('withdrawn', 'Next'))).revision).toBe(3);
    expect(await numbers('checkout/withdrawn')).toEqual(['3 publish', '2 canary', '1 publish']);
  });

  it('ends when something else is published, because what it was compared with is gone', async () => {
    const { release } = await tried('superseded');
    await giulia.published(brand('superseded', 'Newest'));
    expect(canaryOf('superseded')).toBeUndefined();
    expect(await giulia.release('checkout/superseded', release?.id)).toMatchObject({
      state: 'withdrawn',
      ended: { why: 'Revision 3 took its place', reason: { code: 'replaced', params: { revision: 3 } } },
    });
    expect(problemOf(await giulia.answer('checkout/superseded', release?.id, 'promote'))).toBe('release-ended');
  });

  it('returned by the hub returns once, whichever of the nodes finds out', async () => {
    const { release } = await tried('returned');
    const about = { kind: 'checkout', id: 'returned', release: release?.id ?? '', because: nothing } as const;
    const nodes = [hub.app.documents, anotherNode(store), anotherNode(store)];
    const ended = await Promise.all(nodes.map((node) => node.endCanary(about)));
    expect(ended.filter(Boolean)).toHaveLength(1);
    await hub.app.live.refresh();
    expect(canaryOf('returned')).toBeUndefined();
    expect(await giulia.release('checkout/returned', release?.id)).toMatchObject({
      state: 'returned',
      ended: { why: reasonInWords(nothing), reason: nothing, by: { type: 'system' } },
    });
    const returned = (await giulia.history('checkout/returned')).filter(({ what }) => what === 'canary_returned');
    expect(returned).toHaveLength(1);
  });

  it('promoted and returned in the same moment is one of the two, wholly', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = `torn-${round}`;
      const { release } = await tried(id);
      const about = { kind: 'checkout', id, release: release?.id ?? '', because: nothing } as const;
      const [answer, isReturned] = await Promise.all([
        giulia.answer(`checkout/${id}`, release?.id, 'promote'),
        anotherNode(store).endCanary(about),
      ]);
      expect(answer.status === 200).toBe(!isReturned);
      const { state } = await giulia.release(`checkout/${id}`, release?.id);
      expect(state).toBe(isReturned ? 'returned' : 'done');
    }
  });

  it.each([
    ['of a kind that payments do not try', 'kind'],
    ['of what was never live', 'nothing_live'],
    ['beside another one', 'running'],
    ['with a schedule', 'scheduled'],
  ])('%s is refused with words', async (_, reason) => {
    const canary = { percent: 50 };
    const refused = {
      kind: async () => {
        const live = hub.app.live.current.get('role', 'viewer')?.document;
        const version = await giulia.draft({ ...live, kind: 'role', id: 'viewer' });
        return giulia.publish('role/viewer', version, { canary });
      },
      nothing_live: async () =>
        giulia.publish('checkout/unborn', await giulia.draft(brand('unborn', 'New')), { canary }),
      running: async () => {
        await tried('running');
        return giulia.publish('checkout/running', await giulia.draft(brand('running', 'Second')), { canary });
      },
      scheduled: async () => {
        await giulia.published(brand('both', 'Usual'));
        const until = new Date(Date.now() + 3_600_000).toISOString();
        return giulia.publish('checkout/both', await giulia.draft(brand('both', 'Both')), {
          canary,
          schedule: { until },
        });
      },
    }[reason];
    const answer = await refused?.();
    expect(answer).toMatchObject({ status: 409, body: { reason } });
  });

  it.each([[0], [100], [1.5], ['10']])('of %j percent is no canary', async (percent) => {
    const version = await giulia.draft(brand('percent', 'Usual'));
    expect((await giulia.publish('checkout/percent', version, { canary: { percent } })).status).toBe(400);
  });

  it('keeps what it names from changing beneath it', async () => {
    const flow = hub.app.live.current.get('flow', 'nordlicht')?.document;
    await giulia.published({ ...flow, kind: 'flow', id: 'tried-flow' });
    await tried('names-flow', aBrand(hub, 'names-flow', { flow: 'tried-flow' }));
    const answer = await giulia.call('POST', 'config/flow/tried-flow/archive', { note: 'Gone' });
    expect(answer.body).toMatchObject({ reason: 'in_use', usedBy: [{ kind: 'checkout', id: 'names-flow' }] });
  });
});
