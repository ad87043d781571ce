import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';
import { openStore, type Store } from '../../store/index.ts';
import { aBrand, anotherNode, editorAt, liveTitle, problemOf, type Editor } from '../life-for-tests.ts';
import { configModels } from '../model.ts';

let hub: TestHub;
/** A key, because sessions do not last as long as these tests. */
let giulia: Editor;
/** Another node's connection to the same database. */
let store: Store;
let ahead = 0;
beforeAll(async () => {
  hub = await startTestHub();
  store = await openStore({ folder: '', mongodbUri: hub.storeUri });
  giulia = editorAt(hub, { key: await hub.keyWith('administrator') });
});
afterAll(async () => {
  await store.close();
  await hub.stop();
});

const hour = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + ahead + hours * hour).toISOString();
/** The hub looks what is due, some hours later. */
async function hoursLater(hours: number): Promise<number> {
  ahead += hours * hour;
  hub.advance(hours * hour);
  return hub.app.documents.workOnDue();
}
const brand = (id: string, title: string) => aBrand(hub, id, { title });
const said = async (address: string) => (await giulia.history(address)).map(({ what }) => what);

describe('a schedule', () => {
  it('at a moment that no clock knows is refused, not begun at once', async () => {
    await giulia.published(brand('leap', 'Usual'));
    const version = await giulia.draft(brand('leap', 'At a leap second'));
    const answer = await giulia.publish('checkout/leap', version, { schedule: { from: '2030-06-30T23:59:60Z' } });
    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ path: '/schedule/from', rule: 'format' }] }]);
    expect(liveTitle(hub, 'leap')).toBe('Usual');
  });

  it('publishes the document as it was frozen, when its time has come, and brings back what was live before at its end', async () => {
    await giulia.published(brand('sale', 'Usual'));
    const version = await giulia.draft(brand('sale', 'Sale'));
    const schedule = { from: inHours(1), until: inHours(3) };
    const { body: planned } = await giulia.publish('checkout/sale', version, { schedule, note: 'Black Friday' });
    expect(planned).toMatchObject({
      outcome: 'scheduled',
      revision: null,
      release: { state: 'scheduled', ...schedule },
    });
    await giulia.draft(brand('sale', 'Worked on since'));

    expect(await hoursLater(0.9)).toBe(0);
    expect(liveTitle(hub, 'sale')).toBe('Usual');
    expect(await hoursLater(0.2)).toBe(1);
    expect(liveTitle(hub, 'sale')).toBe('Sale');
    const during = await giulia.read('checkout/sale');
    expect(during).toMatchObject({
      published: { revision: 2, how: 'schedule', note: 'Black Friday' },
      releases: [{ state: 'live', revision: 2 }],
      // Whoever went on editing keeps what they did.
      draft: { document: { title: 'Worked on since' } },
    });

    expect(await hoursLater(2)).toBe(1);
    expect(liveTitle(hub, 'sale')).toBe('Usual');
    expect(await giulia.read('checkout/sale')).toMatchObject({
      published: { revision: 3, how: 'schedule_end' },
      releases: [],
    });
    expect(await giulia.release('checkout/sale', planned.release?.id)).toMatchObject({
      state: 'done',
      document: { title: 'Sale' },
    });
    expect(await said('checkout/sale')).toEqual([
      'draft_begun',
      'published',
      'draft_begun',
      'scheduled',
      'published',
      'schedule_ended',
    ]);
  });

  it('takes its draft with it when nobody has saved another since', async () => {
    await giulia.published(brand('taken', 'Usual'));
    const version = await giulia.draft(brand('taken', 'Next'));
    await giulia.publish('checkout/taken', version, { schedule: { from: inHours(1) } });
    expect((await giulia.read('checkout/taken')).draft).toMatchObject({ version });
    await hoursLater(1.1);
    expect(await giulia.read('checkout/taken')).toMatchObject({
      published: { revision: 2 },
      draft: null,
      releases: [],
    });
  });

  it('without a beginning is live at once, and still ends', async () => {
    await giulia.published(brand('at-once', 'Usual'));
    const version = await giulia.draft(brand('at-once', 'For an hour'));
    const { body } = await giulia.publish('checkout/at-once', version, { schedule: { until: inHours(1) } });
    expect(body).toMatchObject({ outcome: 'published', revision: 2, release: { state: 'live' } });
    await hoursLater(1.1);
    expect(liveTitle(hub, 'at-once')).toBe('Usual');
  });

  it('takes nothing back at its end when somebody has published something else meanwhile', async () => {
    await giulia.published(brand('overtaken', 'Usual'));
    const version = await giulia.draft(brand('overtaken', 'Sale'));
    await giulia.publish('checkout/overtaken', version, { schedule: { until: inHours(2) } });
    await giulia.published(brand('overtaken', 'Newest'));
    expect(await hoursLater(2.1)).toBe(1);
    expect(liveTitle(hub, 'overtaken')).toBe('Newest');
    expect((await giulia.read('checkout/overtaken')).published?.revision).toBe(3);
    expect((await said('checkout/overtaken')).at(-1)).toBe('schedule_kept');
  });

  it('that could not be published any more fails, and says why; nothing of it goes live', async () => {
    await giulia.published({
      ...hub.app.live.current.get('flow', 'rosmarino')?.document,
      kind: 'flow',
      id: 'short-lived',
    });
    await giulia.published(brand('doomed', 'Usual'));
    const version = await giulia.draft(aBrand(hub, 'doomed', { title: 'Doomed', flow: 'short-lived' }));
    const { body } = await giulia.publish('checkout/doomed', version, { schedule: { from: inHours(1) } });
    expect((await giulia.call('POST', 'config/flow/short-lived/archive', { note: 'Gone' })).status).toBe(200);
    await hoursLater(1.1);
    expect(liveTitle(hub, 'doomed')).toBe('Usual');
    expect(await giulia.release('checkout/doomed', body.release?.id)).toMatchObject({
      state: 'failed',
      ended: { why: expect.stringContaining('short-lived'), errors: [{ path: '/flow' }] },
    });
    expect(await giulia.read('checkout/doomed')).toMatchObject({ published: { revision: 1 }, releases: [] });
    expect((await giulia.history('checkout/doomed')).at(-1)).toMatchObject({ what: 'failed', by: { type: 'system' } });
  });

  it('that was due while no engine ran happens late, but once; one whose whole time has passed does not', async () => {
    await giulia.published(brand('late', 'Usual'));
    await giulia.publish('checkout/late', await giulia.draft(brand('late', 'Late')), {
      schedule: { from: inHours(1) },
    });
    await giulia.published(brand('missed', 'Usual'));
    const window = { from: inHours(1), until: inHours(2) };
    const missed = await giulia.publish('checkout/missed', await giulia.draft(brand('missed', 'Missed')), {
      schedule: window,
    });
    await hoursLater(48);
    expect(liveTitle(hub, 'late')).toBe('Late');
    expect((await giulia.read('checkout/late')).published?.revision).toBe(2);
    expect(liveTitle(hub, 'missed')).toBe('Usual');
    expect(await giulia.release('checkout/missed', missed.body.release?.id)).toMatchObject({ state: 'failed' });
    expect(await hub.app.documents.workOnDue()).toBe(0);
  });

  it('can be withdrawn before it begins, and while it is live', async () => {
    await giulia.published(brand('withdrawn', 'Usual'));
    const begin = await giulia.publish('checkout/withdrawn', await giulia.draft(brand('withdrawn', 'Never')), {
      schedule: { from: inHours(1) },
    });
    const gone = await giulia.answer('checkout/withdrawn', begin.body.release?.id, 'withdraw', 'Not now');
    expect(gone.body).toMatchObject({ outcome: 'ended', release: { state: 'withdrawn', ended: { why: 'Not now' } } });
    await hoursLater(2);
    expect(liveTitle(hub, 'withdrawn')).toBe('Usual');

    const live = await giulia.publish('checkout/withdrawn', await giulia.draft(brand('withdrawn', 'Briefly')), {
      schedule: { until: inHours(5) },
    });
    expect(liveTitle(hub, 'withdrawn')).toBe('Briefly');
    await giulia.answer('checkout/withdrawn', live.body.release?.id, 'withdraw');
    expect(liveTitle(hub, 'withdrawn')).toBe('Usual');
    expect(problemOf(await giulia.answer('checkout/withdrawn', live.body.release?.id, 'withdraw'))).toBe(
      'release-ended',
    );
    await hoursLater(6);
    expect((await giulia.read('checkout/withdrawn')).published?.revision).toBe(3);
  });

  it('lasts an hour in the night that has one hour twice, from half past two until half past two', async () => {
    await giulia.published(brand('autumn', 'Usual'));
    // Rome goes back from +02:00 to +01:00 on 31 October 2027.
    const schedule = { from: '2027-10-31T02:30:00+02:00', until: '2027-10-31T02:30:00+01:00' };
    await giulia.publish('checkout/autumn', await giulia.draft(brand('autumn', 'Twice')), { schedule });
    expect((await giulia.read('checkout/autumn')).releases).toMatchObject([
      { from: '2027-10-31T00:30:00.000Z', until: '2027-10-31T01:30:00.000Z' },
    ]);
    const { from, until } = schedule;
    const spring = await giulia.publish('checkout/autumn', await giulia.draft(brand('autumn', 'Backwards')), {
      schedule: { from: until, until: from },
    });
    expect(spring.body).toMatchObject({ reason: 'order' });
  });
});

const atOnce = (moment: string) => ({ from: moment, until: moment });

describe('times that cannot be kept', () => {
  it.each([
    ['a beginning in the past', () => ({ from: inHours(-1) }), 'past'],
    ['an end in the past', () => ({ until: inHours(-1) }), 'past'],
    ['an end before the beginning', () => ({ from: inHours(3), until: inHours(2) }), 'order'],
    ['an end at the beginning', () => atOnce(inHours(3)), 'order'],
  ])('%s is refused with words', async (_, schedule, reason) => {
    await giulia.published(brand('times', 'Usual'));
    const answer = await giulia.publish('checkout/times', await giulia.draft(brand('times', 'Other')), {
      schedule: schedule(),
    });
    expect(answer).toMatchObject({ status: 422, body: { reason, detail: expect.stringMatching(/\w/) } });
    expect(problemOf(answer)).toBe('schedule-impossible');
    expect((await giulia.read('checkout/times')).releases).toEqual([]);
  });

  it('are those of another schedule of the document, and an end with nothing to come back to', async () => {
    const fresh = await giulia.publish('checkout/fresh-sale', await giulia.draft(brand('fresh-sale', 'New')), {
      schedule: { from: inHours(1), until: inHours(2) },
    });
    expect(fresh.body).toMatchObject({ reason: 'nothing_before' });
    await giulia.published(brand('busy', 'Usual'));
    const version = await giulia.draft(brand('busy', 'Other'));
    await giulia.publish('checkout/busy', version, { schedule: { from: inHours(1), until: inHours(3) } });
    const inside = await giulia.publish('checkout/busy', version, { schedule: { from: inHours(2) } });
    expect(inside.body).toMatchObject({ reason: 'overlap', other: 'Other' });
    const afterwards = await giulia.publish('checkout/busy', version, { schedule: { from: inHours(3.5) } });
    expect(afterwards.body).toMatchObject({ outcome: 'scheduled' });
  });

  it('are no times at all, or those of a calendar nobody has', async () => {
    const version = await giulia.draft(brand('nonsense', 'Other'));
    for (const schedule of [{}, { from: 'tomorrow' }, { from: '2026-02-30T00:00:00Z' }, { from: null }, []])
      expect((await giulia.publish('checkout/nonsense', version, { schedule })).status, JSON.stringify(schedule)).toBe(
        400,
      );
  });

  it('fill up: twenty releases of a document are open at most', async () => {
    await giulia.published(brand('full', 'Usual'));
    const version = await giulia.draft(brand('full', 'Other'));
    for (let hours = 1; hours <= 20; hours += 1)
      expect((await giulia.publish('checkout/full', version, { schedule: { from: inHours(hours) } })).status).toBe(200);
    const more = await giulia.publish('checkout/full', version, { schedule: { from: inHours(21) } });
    expect(problemOf(more)).toBe('too-many-releases');
    // What is not a release goes on.
    expect((await giulia.publish('checkout/full', version)).status).toBe(200);
  });
});

describe('two nodes at once', () => {
  it('begin what is due exactly once between them', async () => {
    await giulia.published(brand('raced', 'Usual'));
    await giulia.publish('checkout/raced', await giulia.draft(brand('raced', 'Once')), {
      schedule: { from: inHours(1) },
    });
    ahead += 2 * hour;
    hub.advance(2 * hour);
    const now = () => new Date(Date.now() + ahead);
    const nodes = [hub.app.documents, anotherNode(store, { now }), anotherNode(store, { now })];
    await Promise.all(nodes.map((node) => node.workOnDue()));
    const kept = await configModels(store.connection).revisions.find({ kind: 'checkout', id: 'raced' }).lean();
    expect(kept.map(({ revision }) => revision).sort()).toEqual([1, 2]);
    expect((await said('checkout/raced')).filter((what) => what === 'published')).toHaveLength(2);
  });

  it('of which one publishes while the other begins a schedule: both happen, one after the other', async () => {
    await giulia.published(brand('crossed', 'Usual'));
    const version = await giulia.draft(brand('crossed', 'Planned'));
    await giulia.publish('checkout/crossed', version, { schedule: { from: inHours(1) } });
    const newer = await giulia.draft(brand('crossed', 'By hand'));
    ahead += 2 * hour;
    hub.advance(2 * hour);
    const other = anotherNode(store, { now: () => new Date(Date.now() + ahead) });
    const [, byHand] = await Promise.all([other.workOnDue(), giulia.publish('checkout/crossed', newer)]);
    expect(byHand.status).toBe(200);
    const { published, releases, draft } = await giulia.read('checkout/crossed');
    expect({ revision: published?.revision, releases, draft }).toEqual({ revision: 3, releases: [], draft: null });
    const { body } = await giulia.call<{ data: { revision: number; how: string }[] }>(
      'GET',
      'config/checkout/crossed/revisions',
    );
    expect(body.data.map(({ how }) => how).sort()).toEqual(['publish', 'publish', 'schedule']);
  });
});
