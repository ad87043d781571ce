import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { aBrand, aFlow, editorAt, liveTitle, problemOf, type Editor } from './life-for-tests.ts';

let hub: TestHub;
let giulia: Editor;
beforeAll(async () => {
  hub = await startTestHub();
  giulia = editorAt(hub, await hub.signIn());
});
afterAll(() => hub.stop());

const archive = (address: string, note = 'Out of use') => giulia.call('POST', `config/${address}/archive`, { note });
const restore = (address: string, note = 'Back in use') => giulia.call('POST', `config/${address}/restore`, { note });
const idsOf = async (query = '') =>
  (await giulia.call<{ data: { id: string }[] }>('GET', `config/checkout${query}`)).body.data.map(({ id }) => id);

describe('a document that is archived', () => {
  it('is live no more, keeps its revisions, and comes back as it was', async () => {
    await giulia.published(aBrand(hub, 'sold', { title: 'Sold' }));
    expect((await archive('checkout/sold', 'The brand was sold')).body).toMatchObject({
      outcome: 'archived',
      revision: null,
      note: 'The brand was sold',
      release: null,
    });
    expect(liveTitle(hub, 'sold')).toBeUndefined();
    expect(await idsOf()).not.toContain('sold');
    expect(await idsOf('?archived=true')).toContain('sold');
    expect(await giulia.read('checkout/sold')).toMatchObject({
      published: { revision: 1 },
      archived: { note: 'The brand was sold', by: { name: 'Giulia Neri' } },
    });
    expect((await giulia.call('GET', 'config/checkout/sold/revisions/1')).status).toBe(200);

    expect((await restore('checkout/sold')).body).toMatchObject({ outcome: 'restored' });
    expect(hub.app.live.current.get('checkout', 'sold')).toMatchObject({ revision: 1, document: { title: 'Sold' } });
    const { body } = await giulia.call<{ data: { what: string }[] }>('GET', 'config/checkout/sold/history');
    expect(body.data.map(({ what }) => what)).toEqual(['restored', 'archived', 'published', 'draft_begun']);
  });

  it('cannot be published, rolled back or archived again, but edited; and what is not archived cannot be restored', async () => {
    await giulia.published(aBrand(hub, 'shut'));
    expect(problemOf(await restore('checkout/shut'))).toBe('document-not-archived');
    await archive('checkout/shut');
    const version = await giulia.draft(aBrand(hub, 'shut', { title: 'Later' }));
    expect(problemOf(await giulia.publish('checkout/shut', version))).toBe('document-archived');
    const back = await giulia.call('POST', 'config/checkout/shut/rollback', { revision: 1, note: 'Back' });
    expect(problemOf(back)).toBe('document-archived');
    expect(problemOf(await archive('checkout/shut'))).toBe('document-archived');
    expect(problemOf(await archive('checkout/nothing'))).toBe('document-not-found');
  });

  it('takes with it what is planned for it', async () => {
    await giulia.published(aBrand(hub, 'planned'));
    const version = await giulia.draft(aBrand(hub, 'planned', { title: 'Later' }));
    const from = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await giulia.publish('checkout/planned', version, { schedule: { from } });
    await giulia.publish('checkout/planned', version, { canary: { percent: 5 } });
    await archive('checkout/planned');
    expect(await giulia.read('checkout/planned')).toMatchObject({ releases: [], draft: { version } });
    expect(await giulia.release('checkout/planned', body.release?.id)).toMatchObject({ state: 'withdrawn' });
    await restore('checkout/planned');
    expect(hub.app.live.current.get('checkout', 'planned')?.canary).toBeUndefined();
  });

  it('cannot come back while what it names is gone', async () => {
    await giulia.published(aFlow(hub, 'passing'));
    await giulia.published(aBrand(hub, 'stranded', { flow: 'passing' }));
    await archive('checkout/stranded');
    await archive('flow/passing');
    expect((await restore('checkout/stranded')).body).toMatchObject({ status: 422, errors: [{ path: '/flow' }] });
    await restore('flow/passing');
    expect((await restore('checkout/stranded')).status).toBe(200);
  });

  it('finishes what began with it: its orders are paid and given back, and no new ones are taken', async () => {
    await giulia.published(aFlow(hub, 'last-flow'));
    await giulia.published(aBrand(hub, 'closing', { flow: 'last-flow' }));
    const order = await hub.order({ brand: 'closing' });
    const paidBefore = await hub.paid('card', { brand: 'closing' });
    await archive('checkout/closing');
    await archive('flow/last-flow');
    expect(
      (await hub.ask('POST', '/v1/payments', { body: { reference: 'NEW', brand: 'closing', total: order.total } }))
        .body,
    ).toMatchObject({ status: 400 });
    expect((await hub.checkout(order)).brand).toMatchObject({ id: 'closing' });
    await hub.goBack(await hub.onHostedPage(await hub.choose(order, 'card'), 'pay'));
    await hub.webhooksSettled();
    expect((await hub.payment(order.id)).state).toBe('paid');
    const refund = await hub.ask('POST', `/v1/payments/${paidBefore.id}/refunds`, {
      ...(await hub.signIn()),
      body: { amount: paidBefore.total, reason: 'Closing down' },
    });
    expect(refund.status).toBe(201);
  });
});

describe('a document that is needed', () => {
  it('stays, and whoever names it is named', async () => {
    expect((await archive('flow/rosmarino')).body).toMatchObject({
      status: 409,
      reason: 'in_use',
      usedBy: expect.arrayContaining([expect.objectContaining({ kind: 'checkout', id: 'rosmarino' })]),
    });
    const { body } = await archive('provider/stripe');
    expect(body).toMatchObject({
      reason: 'in_use',
      usedBy: expect.arrayContaining([expect.objectContaining({ kind: 'flow' })]),
    });
    expect(liveTitle(hub, 'rosmarino')).toBeDefined();
  });

  it('is the one settings document, and a role that somebody holds', async () => {
    expect((await archive('settings/merchant')).body).toMatchObject({ reason: 'needed' });
    expect((await archive('role/operator')).body).toMatchObject({
      reason: 'needed',
      detail: expect.stringContaining('Marco Conti'),
    });
    expect((await archive('role/administrator')).body).toMatchObject({ reason: 'needed' });
  });

  it('was live; a draft alone is thrown away instead', async () => {
    await giulia.draft({ kind: 'kpi', id: 'idea' });
    expect((await archive('kpi/idea')).body).toMatchObject({ reason: 'nothing_live' });
  });

  it('is archived by one of two who try at once, and named by nobody who publishes meanwhile', async () => {
    await giulia.published(aFlow(hub, 'contested'));
    const both = await Promise.all([archive('flow/contested'), archive('flow/contested')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await hub.app.live.refresh();
    const late = await giulia.publish('checkout/late', await giulia.draft(aBrand(hub, 'late', { flow: 'contested' })));
    expect(late.status).toBe(422);
  });

  it('is a role that the settings ask a second factor of; they cannot name one that does not exist', async () => {
    await giulia.published({
      kind: 'role',
      id: 'night-shift',
      title: 'Night shift',
      grants: [{ actions: ['payments.read'] }],
    });
    const settings = hub.app.live.current.settings;
    const withRoles = async (...requiredFor: string[]) => {
      const document = { ...settings, security: { secondFactor: 'optional', requiredFor } };
      return giulia.publish('settings/merchant', await giulia.draft(document as never));
    };
    expect((await withRoles('administrator', 'night-watch')).body).toMatchObject({
      status: 422,
      errors: [{ path: '/security/requiredFor/1', rule: 'unknown-role', params: { role: 'night-watch' } }],
    });
    expect((await withRoles('administrator', 'night-shift')).status).toBe(200);
    expect((await archive('role/night-shift')).body).toMatchObject({
      reason: 'in_use',
      usedBy: [expect.objectContaining({ kind: 'settings' })],
    });
  });
});
