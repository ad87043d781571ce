import { newId, type BackTest, type BackTestChanges, type BackTestList, type Flow, type Provider } from '@pih/schemas';
import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';
import { BackTests, backTestModels } from './index.ts';
import { BackTestStore } from './store.ts';

let hub: TestHub;
let operator: Ask;
/** As another engine has it. */
let connection: Connection;
beforeAll(async () => {
  hub = await startTestHub();
  // A key: sessions end while the clock is moved.
  operator = { key: await hub.keyWith('administrator') };
  connection = await mongoose.createConnection(hub.storeUri).asPromise();
});
afterAll(async () => {
  await connection.close();
  await hub.stop();
});

const hourMs = 3_600_000;
const period = () => ({
  from: new Date(Date.now() - 48 * hourMs).toISOString(),
  to: new Date(Date.now() + 480 * hourMs).toISOString(),
});

const begin = (body: Record<string, unknown>, ask: Ask = operator) =>
  hub.ask<BackTest>('POST', '/v1/flows/rosmarino/back-tests', { ...ask, body: { ...period(), ...body } });

/** The back-test, once it has ended. */
async function ended(body: Record<string, unknown>): Promise<BackTest> {
  const begun = await begin(body);
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  await hub.app.backTests.idle();
  return (await hub.ask<BackTest>('GET', `/v1/back-tests/${begun.body.id}`, operator)).body;
}

const published = async (): Promise<{ revision: number; document: Flow }> =>
  (await hub.ask<{ published: { revision: number; document: Flow } }>('GET', '/v1/config/flow/rosmarino', operator))
    .body.published;

async function publish<K extends 'flow' | 'provider'>(kind: K, document: K extends 'flow' ? Flow : Provider) {
  const path = `/v1/config/${kind}/${document.id}`;
  const { draft } = (await hub.ask<{ draft: { version: number } | null }>('GET', path, operator)).body;
  const saved = await hub.ask<{ version: number }>('PUT', `${path}/draft`, {
    ...operator,
    body: { document, version: draft?.version ?? 0 },
  });
  const answer = await hub.ask('POST', `${path}/publish`, {
    ...operator,
    body: { version: saved.body.version, note: 'for a test' },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const withoutPaypal = (flow: Flow): Flow => ({
  ...flow,
  tests: [],
  nodes: flow.nodes.map((node) =>
    node.type === 'offer'
      ? { ...node, data: { methods: node.data.methods.filter(({ method }) => method !== 'paypal') } }
      : node,
  ),
});

/** Orders of all kinds, whose shoppers have looked. */
async function looked(count: number): Promise<void> {
  const kinds = [
    { total: { amount: 20_00, currency: 'EUR' } },
    { total: { amount: 1_200_00, currency: 'EUR' }, shopper: { type: 'business' as const, email: 'b@firm.example' } },
    { channel: 'store' as const },
    { total: { amount: 80_00, currency: 'USD' }, shopper: { country: 'US' } },
  ];
  for (let at = 0; at < count; at += 1) await hub.checkout(await hub.order(kinds[at % kinds.length]));
}

describe('back-testing the revision that decided', () => {
  it('finds no difference, and every stored decision again', async () => {
    await looked(12);
    await hub.paid('paypal');
    const { revision } = await published();
    const { state, result, total, done } = await ended({ revision });
    expect(state).toBe('done');
    expect(result).toMatchObject({ payments: 13, changed: 0, notReproduced: 0, otherMethods: 0, otherOrder: 0 });
    expect(result?.methods.every(({ shown }) => shown.before === shown.after)).toBe(true);
    expect(total).toBe(done);
  });

  it('goes by the providers that were live when each payment was decided, not by those of today', async () => {
    const { revision } = await published();
    const stripe = hub.app.live.current.get('provider', 'stripe')?.document;
    if (!stripe) throw new Error('The demo organisation has Stripe.');
    hub.advance(hourMs);
    await publish('provider', { ...stripe, enabled: false });
    hub.advance(hourMs);
    await looked(4);
    const off = await ended({ revision });
    expect(off.result).toMatchObject({ payments: 17, changed: 0, notReproduced: 0 });
    await publish('provider', stripe);
    expect((await ended({ revision })).result).toMatchObject({ payments: 17, changed: 0, notReproduced: 0 });
  });

  it('says how many stored decisions that revision does not give again', async () => {
    const order = await hub.order();
    await hub.checkout(order);
    // As if somebody had meddled with the store: nobody decides so.
    await hub.app.payments.payments.change(order.id, { type: 'system' }, ({ decision }) =>
      decision ? { events: [], set: { decision: { ...decision, offers: decision.offers.slice(1) } } } : undefined,
    );
    const { revision } = await published();
    const { id, result } = await ended({ revision });
    expect(result).toMatchObject({ payments: 18, notReproduced: 1, changed: 1 });
    const { data } = (await hub.ask<BackTestChanges>('GET', `/v1/back-tests/${id}/changes`, operator)).body;
    expect(data).toEqual([expect.objectContaining({ payment: order.id, reproduced: false })]);
  });

  it('knows a shopper who said later who they are as they were known then', async () => {
    const before = await published();
    const split: Flow = {
      ...before.document,
      tests: [],
      nodes: [
        ...before.document.nodes,
        {
          ...{ id: 'share', type: 'split', position: { x: 0, y: 0 } },
          data: {
            branches: [
              { id: 'a', percent: 50 },
              { id: 'b', percent: 50 },
            ],
          },
        },
        {
          ...{ id: 'only-card', type: 'offer', position: { x: 0, y: 0 } },
          data: { methods: [{ method: 'card', providers: ['stripe'] }] },
        },
      ],
      edges: [
        ...before.document.edges.map((edge) => (edge.source === 'start' ? { ...edge, target: 'share' } : edge)),
        {
          ...{ id: 'share-a', source: 'share', sourceHandle: 'a' },
          target: before.document.edges.find(({ source }) => source === 'start')?.target ?? '',
        },
        { id: 'share-b', source: 'share', sourceHandle: 'b', target: 'only-card' },
        {
          id: 'only-card-out',
          source: 'only-card',
          target: before.document.nodes.find(({ type }) => type === 'stop')?.id ?? '',
        },
      ],
    };
    await publish('flow', split);
    const orders = await Promise.all(Array.from({ length: 10 }, () => hub.order()));
    for (const [at, order] of orders.entries()) {
      await hub.checkout(order);
      await hub.app.payments.payments.change(order.id, { type: 'system' }, ({ shopper }) => ({
        events: [],
        set: { shopper: { ...shopper, email: `later${at}@example.com` } },
      }));
    }
    const { revision } = await published();
    // One payment of an earlier test was meddled with.
    const { result } = await ended({ revision });
    expect(result?.notReproduced).toBe(1);
    await publish('flow', { ...before.document, tests: [] });
  });
});

describe('back-testing a draft', () => {
  it('tells what each method would lose: payments, money and whether those were paid', async () => {
    const { document } = await published();
    const { revision, result, listed } = await ended({ document: withoutPaypal(document) });
    expect(revision).toBeUndefined();
    const paypal = result?.methods.find(({ method }) => method === 'paypal');
    expect(paypal?.shown.before).toBeGreaterThan(0);
    expect(paypal?.shown.after).toBe(0);
    expect(paypal).toMatchObject({
      ...{ lost: paypal?.shown.before, gained: 0 },
      ...{ used: { of: 1, succeeded: 1 }, lostUsers: { of: 1, succeeded: 1 } },
    });
    expect(paypal?.amounts.find(({ currency }) => currency === 'EUR')).toMatchObject({
      paid: 49_90,
      atRisk: 49_90,
      after: 0,
    });
    expect(result?.otherMethods).toBeGreaterThanOrEqual(paypal?.shown.before ?? 0);
    expect(listed).toBe(result?.changed);
  });

  it('lists each changed payment once, page by page, with what was and what would be', async () => {
    const { document } = await published();
    const { id, listed } = await ended({ document: withoutPaypal(document) });
    const seen: BackTestChanges['data'] = [];
    for (let next: string | null = '0'; next !== null;) {
      const path: string = `/v1/back-tests/${id}/changes?limit=3&after=${next}`;
      const { body } = await hub.ask<BackTestChanges>('GET', path, operator);
      seen.push(...body.data);
      next = body.next;
    }
    expect(new Set(seen.map(({ payment }) => payment)).size).toBe(listed);
    expect(
      seen.filter(({ what }) => what.includes('methods')).every(({ before, after }) => before.join() !== after.join()),
    ).toBe(true);
    expect(seen[0]).toMatchObject({ reference: expect.stringMatching(/^ORDER-/), total: expect.any(Object) });
    expect(JSON.stringify(seen)).not.toContain('@');
  });

  it('runs a flow that is new over what another flow decided', async () => {
    const { document } = await published();
    const mine: Flow = { ...withoutPaypal(document), id: 'brand-new' };
    const path = '/v1/config/flow/brand-new';
    await hub.ask('PUT', `${path}/draft`, { ...operator, body: { document: mine, version: 0 } });
    const run = async (about: Record<string, unknown>) => {
      const body = { ...period(), document: mine, ...about };
      const begun = await hub.ask<BackTest>('POST', '/v1/flows/brand-new/back-tests', { ...operator, body });
      expect(begun.status, JSON.stringify(begun.body)).toBe(202);
      await hub.app.backTests.idle();
      return (await hub.ask<BackTest>('GET', `/v1/back-tests/${begun.body.id}`, operator)).body;
    };
    expect((await run({})).result).toMatchObject({ payments: 0 });
    const { result, paymentsOf } = await run({ paymentsOf: 'rosmarino' });
    const same = (await ended({ document: withoutPaypal(document) })).result;
    expect(paymentsOf).toBe('rosmarino');
    expect(same?.payments).toBeGreaterThan(0);
    expect(result).toEqual(same);
    const body = { ...period(), document: mine, paymentsOf: 'nobody' };
    expect((await hub.ask('POST', '/v1/flows/brand-new/back-tests', { ...operator, body })).status).toBe(404);
  });

  it('looks at payments of the period only', async () => {
    const { document } = await published();
    const past = { from: '2020-01-01T00:00:00.000Z', to: '2020-02-01T00:00:00.000Z' };
    expect(await ended({ document, ...past })).toMatchObject({ state: 'done', done: 0, result: { payments: 0 } });
  });

  it.each([
    ['a period that ends before it begins', { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, 400],
    ['neither a document nor a revision', {}, 400],
    ['a revision that there is not', { revision: 9999 }, 404],
    ['another flow', { document: { id: 'nordlicht' } }, 400],
    ['a flow without an end', { document: { edges: [] } }, 422],
  ])('refuses %s', async (_, about, status) => {
    const { document } = await published();
    const asked = 'document' in about ? { document: { ...document, ...about.document } } : about;
    const withRevision = 'from' in about ? { revision: 1, ...asked } : asked;
    expect((await begin(withRevision)).status).toBe(status);
  });

  it('is for those who may see payments, too', async () => {
    const role = {
      ...{ kind: 'role' as const, id: 'designer', title: 'Designer' },
      grants: [{ actions: ['config.read'] }],
    };
    await hub.app.documents.seed(role, { type: 'system' });
    await hub.app.live.refresh();
    const { status } = await begin({ revision: 1 }, { key: await hub.keyWith('designer') });
    expect(status).toBe(403);
  });

  it('is for those who may see all of them: what it counts tells of those that one may not see', async () => {
    const when = { fact: 'method', operator: 'equal', value: 'paypal' } as const;
    const role = {
      ...{ kind: 'role' as const, id: 'paypal-designer', title: 'PayPal designer' },
      grants: [{ actions: ['config.read'] }, { actions: ['payments.read'], when }],
    };
    await hub.app.documents.seed(role, { type: 'system' });
    await hub.app.live.refresh();
    const limited = { key: await hub.keyWith('paypal-designer') };
    const [known] = (await hub.app.backTests.list('rosmarino')).data;
    const answers = [
      await begin({ revision: 1 }, limited),
      await hub.ask('GET', '/v1/flows/rosmarino/back-tests', limited),
      await hub.ask('GET', `/v1/back-tests/${known?.id ?? ''}`, limited),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });
});

describe('a back-test that is under way', () => {
  /** Another engine on the same database. */
  function anotherEngine(aheadMs = 0): BackTests {
    const { payments, documents, live } = hub.app;
    return new BackTests({
      ...{ models: backTestModels(connection), payments: payments.payments, documents, log: payments.log },
      live: () => live.current,
      now: () => new Date(payments.now().getTime() + aheadMs),
    });
  }

  it('waits while another one runs, can be canceled, and the others go on', async () => {
    const { document } = await published();
    const tests = await Promise.all([begin({ document }), begin({ document }), begin({ document })]);
    const [, second] = tests.map(({ body }) => body.id);
    const canceled = await hub.ask<BackTest>('DELETE', `/v1/back-tests/${second}`, operator);
    expect(canceled.body.state).toBe('canceled');
    await hub.app.backTests.idle();
    const { data } = (await hub.ask<BackTestList>('GET', '/v1/flows/rosmarino/back-tests', operator)).body;
    expect(
      data
        .slice(0, 3)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['canceled', 'done', 'done']);
  });

  it('is interrupted when its engine stops, and runs from its beginning when it is started again', async () => {
    const { revision } = await published();
    const engine = anotherEngine();
    const { id } = await engine.begin('rosmarino', { revision, ...period() }, { type: 'system' });
    await engine.stop();
    expect((await hub.app.backTests.read(id)).state).toBe('interrupted');
    const again = await hub.ask<BackTest>('POST', `/v1/back-tests/${id}/start`, operator);
    expect(again.status).toBe(202);
    await hub.app.backTests.idle();
    expect(await hub.app.backTests.read(id)).toMatchObject({ state: 'done', result: { notReproduced: 1 } });
  });

  it('counts as interrupted once its engine has been silent for half a minute, and can be started elsewhere', async () => {
    const { document } = await published();
    const { now } = hub.app.payments;
    const dead = new BackTestStore(backTestModels(connection), now, 'an engine that died');
    const { _id: id } = await dead.insert({
      ...{ _id: newId('backTest', now()), flow: 'rosmarino', document, askedAt: now(), askedBy: { type: 'system' } },
      ...{ from: new Date(period().from), to: new Date(period().to) },
    });
    const state = async () => (await hub.app.backTests.read(id)).state;
    expect(await state()).toBe('queued');
    hub.advance(29_000);
    expect(await state()).toBe('queued');
    hub.advance(2_000);
    expect(await state()).toBe('interrupted');
    expect((await hub.ask('POST', `/v1/back-tests/${id}/start`, operator)).status).toBe(202);
    await hub.app.backTests.idle();
    expect(await state()).toBe('done');
    // The engine that seemed dead comes back: what it says of its back-test counts no more.
    expect(await dead.begin(id)).toBeUndefined();
    expect(await dead.end(id, 'failed')).toBe(false);
  });

  it('refuses to be started a second time', async () => {
    const { document } = await published();
    const first = await begin({ document });
    const { status } = await hub.ask('POST', `/v1/back-tests/${first.body.id}/start`, operator);
    expect(status).toBe(409);
    await hub.app.backTests.idle();
  });
});
