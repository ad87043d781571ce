import type { BulkPreviewRequest, Job, Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';
import { ruleActions } from '../action-rules-for-tests.ts';
import { desk, type Desk } from './desk-for-tests.ts';

let hub: TestHub;
let giulia: Desk;
const speak: Parameters<typeof ruleActions>[0] = (method, path, asked) =>
  hub.ask(method, path, { key: null, ...asked });
beforeAll(async () => {
  hub = await startTestHub();
  giulia = desk(hub, await hub.signIn());
  await ruleActions(speak, []);
}, 60_000);
afterAll(() => hub.stop());

const paid = (amount = 49_90, about = {}): Promise<Payment> =>
  hub.paid('card', { total: { amount, currency: 'EUR' }, ...about });
const several = (count: number): Promise<Payment[]> => Promise.all(Array.from({ length: count }, () => paid()));
const refunding = (payments: Pick<Payment, 'id'>[], parameters = {}): BulkPreviewRequest => ({
  action: 'refund',
  payments: payments.map(({ id }) => id),
  parameters,
});
const slugOf = (because: { type: string } | undefined) => because?.type.split('/').at(-1);
/** Sees nothing; for asking past the API. */
const nobody = { scope: () => Promise.reject(new Error('not asked here')), masked: new Set<never>() };
/** Somebody with a role of their own. */
async function somebodyWith(id: string, grants: unknown[]): Promise<Desk> {
  const document = { kind: 'role', id, title: id, grants };
  const by = { type: 'system', name: 'a test' } as const;
  const { version } = await hub.app.documents.saveDraft('role', id, document, 0, by);
  await hub.app.documents.publish('role', id, version, 'For a test', by);
  return desk(hub, { key: await hub.keyWith(id) });
}

describe('a preview', () => {
  it('says sums by currency, and for each payment that is refused why, and does nothing', async () => {
    const [one, two, open] = [await paid(10_00), await paid(20_00), await hub.order()];
    const dollars = await hub.paid('card', { total: { amount: 7_00, currency: 'USD' } });
    const looked = await giulia.preview(refunding([one, two, open, dollars, { id: 'pay_01KAS2T3V4W5X6Y7Z8A9B0C1D2' }]));
    expect(looked).toMatchObject({
      count: 3,
      totals: [
        { amount: 30_00, currency: 'EUR' },
        { amount: 7_00, currency: 'USD' },
      ],
      needsApproval: 0,
    });
    expect(looked.refusals.map(({ id, because }) => [id, slugOf(because)])).toEqual([
      [open.id, 'not-refundable'],
      ['pay_01KAS2T3V4W5X6Y7Z8A9B0C1D2', 'payment-not-found'],
    ]);
    expect((await hub.payment(one.id)).refunds).toEqual([]);
  });

  it.each([
    [{ amount: { amount: 15_00, currency: 'EUR' } }, [15_00], ['refund-too-large']],
    [{ percent: 33 }, [3_30 + 9_90], []],
    [{ amount: { amount: 1_00, currency: 'USD' } }, [], ['not-refundable', 'not-refundable']],
  ] as const)('of refunds with %j sums up what would be moved', async (parameters, totals, refused) => {
    const payments = [await paid(10_00), await paid(30_00)];
    const looked = await giulia.preview(refunding(payments, parameters));
    expect(looked.totals.map(({ amount }) => amount)).toEqual(totals);
    expect(looked.refusals.map(({ because }) => slugOf(because))).toEqual(refused);
  });

  it('pins the payments that its filters found: what comes later is not among them', async () => {
    const reference = 'RECALL-';
    const [one, two] = [
      await paid(5_00, { reference: `${reference}1` }),
      await paid(5_00, { reference: `${reference}2` }),
    ];
    const looked = await giulia.preview({ action: 'refund', query: { search: reference } });
    expect(looked.count).toBe(2);
    const late = await paid(5_00, { reference: `${reference}3` });
    const { id } = await giulia.start(looked);
    await hub.app.jobs.idle();
    expect((await giulia.items(id)).map(({ payment }) => payment).sort()).toEqual([one.id, two.id].sort());
    expect((await hub.payment(late.id)).refunds).toEqual([]);
    expect((await hub.payment(one.id)).state).toBe('refunded');
  });

  it.each([
    [{ action: 'refund' }, '/payments'],
    [{ action: 'refund', payments: ['pay_1'], query: {} }, '/payments'],
    [{ action: 'note', payments: ['pay_1'] }, '/parameters/text'],
    [{ action: 'notify', payments: ['pay_1'] }, '/parameters/notification'],
    [
      { action: 'refund', payments: ['pay_1'], parameters: { percent: 5, amount: { amount: 1, currency: 'EUR' } } },
      '/parameters/percent',
    ],
    [{ action: 'refund', query: { amountFrom: 5 } }, '/query/amountFrom'],
  ])('of %j is refused, saying what is wrong', async (body, path) => {
    const { status, body: answer } = await giulia.ask<{ errors: { path: string }[] }>('POST', '/v1/bulk/preview', body);
    expect([status, answer.errors.map((error) => error.path)]).toEqual([400, [path]]);
  });
});

describe('a bulk action', () => {
  it('refunds each payment once, says what became of it, and ends in a file', async () => {
    const payments = [await paid(10_00, { reference: '=HYPERLINK("x")' }), await paid(20_00), await hub.order()];
    const job = await giulia.done(refunding(payments, { reason: 'Product recall' }));
    expect(job).toMatchObject({
      kind: 'bulk',
      state: 'done',
      progress: { done: 2, total: 2, failed: 0, isEstimate: false },
      bulk: { action: 'refund', payments: 2, parameters: { reason: 'Product recall' } },
      by: { type: 'operator', name: 'Giulia Neri' },
      can: ['download'],
    });
    const [one] = await Promise.all(payments.map(({ id }) => hub.payment(id)));
    expect(one).toMatchObject({ state: 'refunded', refunds: [{ reason: 'Product recall', actor: job.by }] });
    const rows = (await giulia.file(job.id)).trimEnd().split('\r\n');
    expect(rows[0]).toBe('Payment,Reference,What,Amount,Currency,Outcome,Problem,Detail,At (UTC)');
    expect(rows[1]).toContain(`${one?.id},"'=HYPERLINK(""x"")",Refund,10.00,EUR,Done,`);
    expect(rows[3]).toContain('Refused beforehand,This payment cannot be refunded');
    expect(rows).toHaveLength(4);
    const inItalian = (await giulia.file(job.id, 'it')).split('\r\n');
    expect(inItalian[0]).toBe('Pagamento,Riferimento,Azione,Importo,Valuta,Esito,Problema,Dettaglio,Quando (UTC)');
    expect(inItalian[1]).toContain(',Rimborsare,10.00,EUR,Fatto,');
    expect(inItalian[3]).toContain(',Rifiutato in partenza,');
  });

  it('started twice at once is one job', async () => {
    const looked = await giulia.preview(refunding([await paid(), await paid()]));
    const jobs = await Promise.all([giulia.start(looked), giulia.start(looked), giulia.start(looked)]);
    expect(new Set(jobs.map(({ id }) => id))).toEqual(new Set([looked.id]));
    await hub.app.jobs.idle();
    expect(await giulia.start(looked)).toMatchObject({ id: looked.id, state: 'done' });
    for (const { payment } of await giulia.items(looked.id))
      expect((await hub.payment(payment)).refunds).toHaveLength(1);
  });

  it('by two people for the same payments at once gives each back once, and says so to whoever came second', async () => {
    const payments = await several(8);
    const elena = desk(hub, await hub.signIn({ email: 'elena@demo.example', password: 'demo-elena' }));
    const jobs = await Promise.all(
      [giulia, elena].map(async (one) => ({ one, id: (await one.start(await one.preview(refunding(payments)))).id })),
    );
    await hub.app.jobs.idle();
    const items = (await Promise.all(jobs.map(({ one, id }) => one.items(id)))).flat();
    for (const { id } of payments) {
      const { state, refunds } = await hub.payment(id);
      expect([state, refunds.filter((refund) => refund.state === 'succeeded').length]).toEqual(['refunded', 1]);
      const mine = items.filter(({ payment }) => payment === id);
      expect(mine.map((item) => item.state).sort()).toEqual(['done', 'failed']);
      expect(['refund-too-large', 'not-refundable']).toContain(slugOf(mine.find(({ because }) => because)?.because));
    }
  });

  it.each([
    ['cancel', { reason: 'Out of stock' }, () => hub.order(), 'canceled'],
    ['capture', {}, () => hub.paid('card', { capture: 'manual' }), 'paid'],
    ['note', { text: 'Part of lot 7' }, () => hub.order(), 'created'],
  ] as const)('can %s', async (action, parameters, make, state) => {
    const payment = await make();
    const job = await giulia.done({ action, payments: [payment.id], parameters });
    expect(job.progress).toMatchObject({ done: 1, failed: 0 });
    expect((await hub.payment(payment.id)).state).toBe(state);
  });

  it('issues invoices, then sends them, then refuses to issue them again', async () => {
    const payments = [(await paid(9_90, { shopper: { email: 'anna@example.com' } })).id];
    const sendFirst = await giulia.preview({ action: 'send-invoice', payments });
    expect(sendFirst.refusals.map(({ because }) => slugOf(because))).toEqual(['invoice-not-issued']);
    expect((await giulia.done({ action: 'invoice', payments })).progress).toMatchObject({ done: 1, failed: 0 });
    expect((await giulia.done({ action: 'send-invoice', payments })).progress).toMatchObject({ done: 1, failed: 0 });
    const { data } = (await giulia.ask<{ data: unknown[] }>('GET', `/v1/messages?payment=${payments[0]}`)).body;
    expect(data.length).toBeGreaterThan(0);
    const again = await giulia.preview({ action: 'invoice', payments });
    expect(again.refusals.map(({ because }) => slugOf(because))).toEqual(['already-invoiced']);
  });

  it('judges each payment by the roles that its owner has then', async () => {
    const euros = { fact: 'amount', operator: 'lessThanInclusive', value: { amount: 10_00, currency: 'EUR' } };
    const agent = await somebodyWith('small-refunds', [
      { actions: ['payments.read'] },
      { actions: ['payments.refund'], when: euros },
    ]);
    const [small, large] = [await paid(10_00), await paid(10_01)];
    const looked = await agent.preview(refunding([small, large]));
    expect(looked.count).toBe(1);
    expect(looked.refusals.map(({ id, because }) => [id, slugOf(because)])).toEqual([[large.id, 'forbidden']]);
    expect(
      (await agent.ask('POST', '/v1/bulk/preview', { action: 'note', payments: [small.id], parameters: { text: 'x' } }))
        .status,
    ).toBe(403);
  });

  it('stops when its owner may not act any more, and leaves the rest undone', async () => {
    const { key, id } = await hub.app.access.createApiKey({ name: 'Short-lived', roles: ['operator'] });
    const own = desk(hub, { key });
    const payments = await several(12);
    const { id: job } = await own.start(await own.preview(refunding(payments)));
    await own.wish(job, 'pause');
    await hub.app.jobs.idle();
    const { done } = (await own.job(job)).progress;
    await giulia.ask('DELETE', `/v1/api-keys/${id}`);
    const viewer = { ...nobody, caller: { type: 'api_key', id, name: 'Short-lived', roles: [] } } as const;
    await hub.app.jobs.wish(job, 'resume', viewer);
    await hub.app.jobs.idle();
    const ended = await hub.app.jobs.read(job, viewer);
    expect([ended.state, slugOf(ended.because), ended.progress.done]).toEqual(['failed', 'job-owner-gone', done]);
    const refunds = await Promise.all(payments.map((each) => hub.payment(each.id)));
    expect(refunds.filter((payment) => payment.refunds.length > 0)).toHaveLength(done);
  });

  it('paused begins nothing more; gone on with, it does the rest once', async () => {
    const payments = await several(12);
    const { id } = await giulia.start(await giulia.preview(refunding(payments)));
    const { status, body } = await giulia.wish(id, 'pause');
    expect([status, body.state]).toEqual([200, 'paused']);
    await hub.app.jobs.idle();
    const paused = await giulia.job(id);
    expect(paused.can).toEqual(['resume', 'cancel', 'download']);
    expect(paused.progress.done).toBeLessThan(12);
    expect((await giulia.wish(id, 'pause')).status).toBe(409);
    expect((await giulia.wish(id, 'resume')).body.state).toMatch(/waiting|running/);
    await hub.app.jobs.idle();
    expect(await giulia.job(id)).toMatchObject({ state: 'done', progress: { done: 12, failed: 0 } });
    for (const payment of payments) expect((await hub.payment(payment.id)).refunds).toHaveLength(1);
  });

  it('canceled leaves undone what was not begun, and says so', async () => {
    const payments = await several(12);
    const { id } = await giulia.start(await giulia.preview(refunding(payments)));
    await giulia.wish(id, 'cancel');
    await hub.app.jobs.idle();
    expect((await giulia.job(id)).state).toBe('canceled');
    for (const { payment, state } of await giulia.items(id))
      expect((await hub.payment(payment)).refunds.length, state).toBe(state === 'done' ? 1 : 0);
    expect((await giulia.wish(id, 'resume')).status).toBe(409);
  });

  it('tries again what failed and nothing else', async () => {
    const [good, bad] = [await paid(10_00), await paid(20_00)];
    const looked = await giulia.preview(refunding([good, bad]));
    // Somebody else is faster: what was looked at is not there any more.
    const some = { amount: { amount: 5_00, currency: 'EUR' } };
    await hub.ask('POST', `/v1/payments/${bad.id}/refunds`, { body: some });
    const { id } = await giulia.start(looked);
    await hub.app.jobs.idle();
    const job = await giulia.job(id);
    expect(job).toMatchObject({ state: 'done', progress: { done: 2, failed: 1 }, can: ['retry_failed', 'download'] });
    const [failed] = await giulia.items(id, '&state=failed');
    expect([failed?.payment, slugOf(failed?.because)]).toEqual([bad.id, 'refund-too-large']);
    expect((await giulia.wish(id, 'retry-failed')).status).toBe(200);
    await hub.app.jobs.idle();
    expect((await giulia.job(id)).progress).toMatchObject({ done: 2, failed: 1 });
    expect((await hub.payment(good.id)).refunds).toHaveLength(1);
  });
});

it('asks a second person where the single action would, and says so beforehand', async () => {
  await ruleActions(speak, [
    {
      title: 'Large refunds',
      actions: ['refund'],
      when: { fact: 'amount', operator: 'greaterThan', value: { amount: 100_00, currency: 'EUR' } },
    },
  ]);
  const [small, large] = [await paid(10_00), await paid(200_00)];
  const looked = await giulia.preview(refunding([small, large], { reason: 'Product recall' }));
  expect(looked).toMatchObject({
    ...{ count: 2, needsApproval: 1 },
    approvals: [{ id: large.id, reference: large.reference, rules: ['Large refunds'] }],
  });
  const { id } = await giulia.start(looked);
  await hub.app.jobs.idle();
  expect((await giulia.job(id)).progress).toMatchObject({ done: 2, failed: 0 });
  const [, waiting] = await giulia.items(id);
  expect(waiting).toMatchObject({
    payment: large.id,
    state: 'needs_approval',
    approval: expect.stringMatching(/^apr_/),
  });
  expect((await hub.payment(large.id)).refunds).toEqual([]);
});

it('says which of a batch are the fourth refund of a day and more, and those wait for a second person', async () => {
  const fourth = { fact: 'todayByPerson', operator: 'greaterThanInclusive', value: 4 } as const;
  const large = { amount: 100_00, currency: 'EUR' } as const;
  await ruleActions(speak, [
    { title: 'Fourth of a day', actions: ['refund'], when: fourth },
    { title: 'Large', actions: ['refund'], when: { fact: 'amount', operator: 'greaterThan', value: large } },
  ]);
  const marco = desk(hub, await hub.signIn({ email: 'marco@demo.example', password: 'demo-marco' }));
  const payments = await Promise.all([10_00, 200_00, 20_00, 30_00, 40_00, 50_00].map((amount) => paid(amount)));
  const looked = await marco.preview(refunding(payments));
  // The large one waits, so it is no refund of today yet.
  expect(looked.approvals.map(({ id, rules }) => [payments.findIndex((each) => each.id === id), ...rules])).toEqual([
    [1, 'Large'],
    [4, 'Fourth of a day'],
    [5, 'Fourth of a day'],
  ]);
  const { id } = await marco.start(looked);
  await hub.app.jobs.idle();
  const states = (await marco.items(id)).map(({ state }) => state);
  expect(states.filter((state) => state === 'needs_approval')).toHaveLength(looked.needsApproval);
  expect((await marco.preview(refunding([payments[5] ?? { id: '' }]))).needsApproval).toBe(1);
});

describe('jobs', () => {
  it('are their owner’s alone', async () => {
    const looked = await giulia.preview(refunding([await paid()]));
    const marco = desk(hub, await hub.signIn({ email: 'elena@demo.example', password: 'demo-elena' }));
    expect((await marco.ask('POST', '/v1/bulk', { preview: looked.id })).status).toBe(404);
    const { id } = await giulia.start(looked);
    for (const path of ['', '/items', '/file'])
      expect((await marco.ask('GET', `/v1/jobs/${id}${path}`)).status, path).toBe(404);
    for (const wish of ['pause', 'resume', 'cancel', 'retry-failed'])
      expect((await marco.wish(id, wish)).status, wish).toBe(404);
    const { data } = (await marco.ask<{ data: Job[] }>('GET', '/v1/jobs')).body;
    expect(data.map((job) => job.id)).not.toContain(id);
    await hub.app.jobs.idle();
  });

  it('are listed newest first, page by page', async () => {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await giulia.ask<{ data: Job[]; nextCursor: string | null }>('GET', `/v1/jobs?limit=3${cursor}`);
      ids.push(...body.data.map(({ id }) => id));
      if (!body.nextCursor) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids.length).toBeGreaterThan(6);
    const done = (await giulia.ask<{ data: Job[] }>('GET', '/v1/jobs?state=canceled&kind=bulk')).body.data;
    expect(done.every(({ state }) => state === 'canceled') && done.length > 0).toBe(true);
  });
});
