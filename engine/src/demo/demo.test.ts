import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import type {
  ApprovalList,
  AttentionList,
  AuditList,
  AuditVerification,
  InvoiceList,
  JobItemList,
  JobList,
  MessageList,
  Payment,
  PaymentList,
  PaymentViewList,
} from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, startTestHub, type Ask, type TestHub } from '../hub-for-tests.ts';

const logins = {
  giulia: administrator,
  marco: { email: 'marco@demo.example', password: 'demo-marco' },
  paola: { email: 'paola@demo.example', password: 'demo-paola' },
};
const env = { DEMO_PAYMENTS: '1000', LOG_LEVEL: 'warn' } as const;

let folder: string;
let hub: TestHub;
const people = {} as Record<keyof typeof logins, Pick<Ask, 'key' | 'headers'>>;
const warnings: string[] = [];
const log = new Writable({
  write(chunk: Buffer, _encoding, done) {
    warnings.push(chunk.toString());
    done();
  },
});
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pih-past-'));
  // Broken off at its beginning: what is looked at is what the second start made of it.
  await (await startTestHub(env, folder, log)).stop();
  hub = await startTestHub(env, folder, log);
  await hub.past;
  for (const [name, login] of Object.entries(logins)) people[name as keyof typeof logins] = await hub.signIn(login);
}, 600_000);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = async <Body>(address: string, who: keyof typeof logins = 'giulia'): Promise<Body> => {
  const { status, body } = await hub.ask<Body>('GET', address, people[who]);
  expect(status, address).toBe(200);
  return body;
};
const post = <Body = Payment>(address: string, body: object, who: keyof typeof logins = 'giulia') =>
  hub.ask<Body>('POST', address, { ...people[who], body });

describe('the past of the demo organisation', () => {
  it('comes off without a gap, though the first start broke off', () => {
    expect(warnings.filter((line) => line.includes('demo'))).toEqual([]);
  });

  it('has invoices and credit notes of both brands in both languages', async () => {
    const { data } = await get<InvoiceList>('/v1/invoices?limit=100');
    expect(data.length).toBeGreaterThanOrEqual(25);
    const kinds = new Set(data.map(({ kind, language, brand }) => `${kind} ${language} ${brand}`));
    for (const brand of ['rosmarino', 'nordlicht'])
      for (const language of ['it', 'en']) expect(kinds).toContain(`invoice ${language} ${brand}`);
    expect(data.filter(({ kind }) => kind === 'credit_note').length).toBeGreaterThanOrEqual(2);
    const pdf = await hub.ask<string>('GET', `/v1/invoices/${data[0]?.id}/pdf`, people.giulia);
    expect(pdf.body).toMatch(/^%PDF-/);
  });

  it('has messages of each kind, of which one reached nobody', async () => {
    const { data } = await get<MessageList>('/v1/messages?limit=100');
    const titles = new Set(data.map(({ title }) => title));
    for (const title of [
      'Payment received',
      'Payment expired',
      'Refunded in full',
      'Refunded in part',
      'Invoice issued',
    ])
      expect(titles).toContain(title);
    expect(data.filter(({ state }) => state === 'failed').map(({ title }) => title)).toEqual([
      'Payment received, by text',
    ]);
  });

  it('has requests that wait, one that was granted and one that was declined', async () => {
    const { data } = await get<ApprovalList>('/v1/approvals?limit=100');
    expect(new Set(data.map(({ state }) => state))).toEqual(new Set(['waiting', 'done', 'declined']));
    const waiting = data.find(({ state, amount }) => state === 'waiting' && amount.amount > 500_00);
    expect(waiting).toMatchObject({ askedBy: { name: 'Marco Conti' }, can: ['approve', 'decline'] });
    const { status } = await post(`/v1/approvals/${waiting?.id}/approve`, { note: 'Seen the parcel' });
    expect(status).toBe(200);
    expect((await get<Payment>(`/v1/payments/${waiting?.payment.id}`)).state).toBe('refunded');
  });

  it('has jobs that people started, one with a refusal, and their views', async () => {
    const { data: jobs } = await get<JobList>('/v1/jobs', 'marco');
    expect(jobs.every(({ state }) => state === 'done')).toBe(true);
    const items = await Promise.all(jobs.map(({ id }) => get<JobItemList>(`/v1/jobs/${id}/items?limit=100`, 'marco')));
    const outcomes = new Set(items.flatMap(({ data }) => data.map(({ state }) => state)));
    expect(outcomes.size).toBeGreaterThanOrEqual(2);
    const { data: views } = await get<PaymentViewList>('/v1/payment-views', 'marco');
    expect(new Set(views.map(({ isShared }) => isShared))).toEqual(new Set([true, false]));
  });

  it('is in a trail that is whole and in its order', async () => {
    expect(await get<AuditVerification>('/v1/audit/verify')).toMatchObject({ isWhole: true, findings: [] });
    const { data } = await get<AuditList>('/v1/audit?limit=100');
    const times = data.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const refused = await get<AuditList>('/v1/audit?action=session.refused');
    expect(refused.data.map(({ actor }) => actor.name)).toEqual(['Marco Conti']);
  });

  it('can be acted upon: its payments are given back where they were paid', async () => {
    for (const [provider, who] of [
      ['stripe', 'giulia'],
      ['scalapay', 'giulia'],
      ['paypal', 'paola'],
      ['satispay', 'paola'],
    ] as const) {
      const { data } = await get<PaymentList>(
        `/v1/payments?state=paid&provider=${provider}&currency=EUR&amountTo=15000`,
      );
      const [payment] = data.filter(({ attention }) => !attention);
      const refunds = `/v1/payments/${payment?.id}/refunds`;
      const part = await post(refunds, { amount: { amount: 100, currency: 'EUR' } }, who);
      expect(part, provider).toMatchObject({ status: 201, body: { state: 'partially_refunded' } });
      const asked = await post(`/v1/payments/${payment?.id}/ask`, {});
      expect(asked, provider).toMatchObject({ status: 200, body: { state: 'partially_refunded' } });
    }
  });

  it.each([
    ['attempt_unresolved', 'expired'],
    ['refund_unknown', /refunded$/],
  ])('and what is in the inbox as %s is answered when its provider is asked', async (reason, becomes) => {
    const { data } = await get<AttentionList>(`/v1/payments/attention?reason=${reason}`);
    expect(data[0]).toMatchObject({ suggestion: 'ask_again' });
    const { status, body } = await post(`/v1/payments/${data[0]?.payment.id}/ask`, {});
    expect(status).toBe(200);
    expect(body.state).toMatch(becomes);
    expect(body.attention).toBeUndefined();
  });

  it('is told once', async () => {
    const count = await get('/v1/payments/count');
    const invoices = await get<InvoiceList>('/v1/invoices?limit=100');
    await hub.stop();
    hub = await startTestHub(env, folder, log);
    expect(hub.past).toBeUndefined();
    people.giulia = await hub.signIn();
    expect(await get('/v1/payments/count')).toEqual(count);
    expect((await get<InvoiceList>('/v1/invoices?limit=100')).data).toHaveLength(invoices.data.length);
    const { data } = await get<PaymentList>('/v1/payments?state=paid&provider=scalapay&currency=EUR&amountTo=15000');
    const [payment] = data;
    expect((await post(`/v1/payments/${payment?.id}/refunds`, {})).body.state).toBe('refunded');
  });
});
