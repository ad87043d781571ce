import type { Approval, ApprovalList, AuditList, Payment } from '@pih/schemas';
import { problemBase } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
type Person = Pick<Ask, 'key' | 'headers'>;
let marco: Person;
let giulia: Person;
let elena: Person;
beforeAll(async () => {
  hub = await startTestHub();
  giulia = await hub.signIn();
  elena = await hub.signIn({ email: 'elena@demo.example', password: 'demo-elena' });
  marco = await hub.signIn({ email: 'marco@demo.example', password: 'demo-marco' });
}, 60_000);
afterAll(() => hub.stop());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const large = () => hub.paid('card', { total: eur(900_00) });

/** Somebody who may do what operators may and has asked for nothing today. */
async function somebodyNew(...roles: string[]): Promise<Person> {
  const email = `p${Math.random().toString(36).slice(2)}@demo.example`;
  await hub.app.access.createOperator({ name: 'Nuovo', email, password: 'horse battery staple', roles });
  return hub.signIn({ email, password: 'horse battery staple' });
}

const refund = (who: Person, { id }: Pick<Payment, 'id'>, amount?: number, more: Partial<Ask> = {}) =>
  hub.ask<{ approval: Approval }>('POST', `/v1/payments/${id}/refunds`, {
    ...who,
    body: { ...(amount && { amount: eur(amount) }), reason: 'came back' },
    ...more,
  });
const answer = (who: Person, { id }: Pick<Approval, 'id'>, how: string, body = {}) =>
  hub.ask<Approval>('POST', `/v1/approvals/${id}/${how}`, { ...who, body });
const asked = async (who: Person, payment: Payment, amount: number) =>
  (await refund(who, payment, amount)).body.approval;
const listed = async (who: Person, query = '') =>
  (await hub.ask<ApprovalList>('GET', `/v1/approvals${query}`, who)).body;

describe('an action that needs a second person', () => {
  it('is not done but asked for, and done in the name of who asked once somebody else says yes', async () => {
    const payment = await large();
    const { status, body } = await refund(marco, payment, 600_00);
    expect(status).toBe(202);
    expect(body.approval).toMatchObject({
      action: 'refund',
      state: 'waiting',
      amount: eur(600_00),
      rules: ['Refunds over €500'],
      askedBy: { name: 'Marco Conti' },
      can: ['withdraw'],
      cannot: 'asked',
    });
    expect((await hub.payment(payment.id)).refunds).toEqual([]);

    expect(await answer(elena, body.approval, 'approve', { note: 'seen the parcel' })).toMatchObject({
      status: 200,
      body: { state: 'done', approvals: [{ by: { name: 'Elena Sala' }, note: 'seen the parcel' }] },
    });
    const { refunds, events } = await hub.payment(payment.id);
    expect(refunds).toMatchObject([{ amount: eur(600_00), actor: { name: 'Marco Conti' }, state: 'succeeded' }]);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['approval.requested', 'approval.given', 'refund.requested']),
    );
  });

  it('is done at once below the limit', async () => {
    expect((await refund(await somebodyNew('operator'), await large(), 500_00)).status).toBe(201);
  });

  it('is asked for once however often it is sent, and the same key for something else is refused', async () => {
    const payment = await large();
    const idempotencyKey = crypto.randomUUID();
    const all = await Promise.all([1, 2, 3].map(() => refund(marco, payment, 600_00, { idempotencyKey })));
    expect(new Set(all.map(({ body }) => body.approval.id)).size).toBe(1);
    expect((await refund(marco, payment, 700_00, { idempotencyKey })).status).toBe(422);
    expect((await listed(marco, `?payment=${payment.id}`)).data).toHaveLength(1);
  });

  it('is approved by nobody who asked for it, by no key, and twice by nobody', async () => {
    const approval = await asked(giulia, await large(), 600_00);
    expect(await answer(giulia, approval, 'approve')).toMatchObject({ status: 403, body: { because: 'asked' } });
    const key = await hub.keyWith('administrator');
    expect(await answer({ key }, approval, 'approve')).toMatchObject({ status: 403, body: { because: 'api_key' } });
    expect((await answer(marco, approval, 'approve')).status).toBe(403);
    expect((await answer(elena, approval, 'approve')).status).toBe(200);
    expect(await answer(elena, approval, 'approve')).toMatchObject({
      status: 409,
      body: { type: `${problemBase}approval-ended` },
    });
  });

  it('is not approved with an access that whoever asked has made, nor what was asked with one that one has made', async () => {
    const { id: maker } = (await hub.ask<{ operator: { id: string } }>('GET', '/v1/session', giulia)).body.operator;
    const made = await hub.ask<{ id: string; key: string }>('POST', '/v1/api-keys', {
      ...giulia,
      body: { name: 'own key', roles: ['administrator'] },
    });
    const byKey = await asked({ key: made.body.key }, await large(), 600_00);
    expect(await answer(giulia, byKey, 'approve')).toMatchObject({ status: 403, body: { because: 'made' } });
    expect((await answer(elena, byKey, 'approve')).status).toBe(200);

    const email = 'second@demo.example';
    const createdBy = { type: 'operator', id: maker, name: 'Giulia Neri' } as const;
    const about = { name: 'Second self', email, password: 'horse battery staple', roles: ['administrator'] };
    await hub.app.access.createOperator({ ...about, createdBy });
    const second = await hub.signIn({ email, password: about.password });
    const byGiulia = await asked(giulia, await large(), 600_00);
    expect(await answer(second, byGiulia, 'approve')).toMatchObject({ status: 403, body: { because: 'made' } });
    // Giulia has chosen the password of the other one: she could have asked herself.
    const bySecond = await asked(second, await large(), 600_00);
    expect(await answer(giulia, bySecond, 'approve')).toMatchObject({ status: 403, body: { because: 'made' } });
    expect((await answer(elena, bySecond, 'approve')).status).toBe(200);
  });

  it('is decided by a finance manager who is no administrator, and whose own requests need somebody else', async () => {
    const francesca = await hub.signIn({ email: 'francesca@demo.example', password: 'demo-francesca' });
    const byMarco = await asked(marco, await large(), 600_00);
    expect(await answer(francesca, byMarco, 'approve')).toMatchObject({ status: 200, body: { state: 'done' } });
    const own = await asked(francesca, await large(), 600_00);
    expect(await answer(francesca, own, 'approve')).toMatchObject({ status: 403, body: { because: 'asked' } });
    expect((await hub.ask('GET', '/v1/operators', francesca)).status).toBe(403);
  });

  it('is done once when two people say yes at the same moment', async () => {
    const payment = await large();
    const approval = await asked(marco, payment, 600_00);
    const both = await Promise.all([answer(giulia, approval, 'approve'), answer(elena, approval, 'approve')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await hub.payment(payment.id)).refunds).toHaveLength(1);
  });

  it('reserves nothing, and says so when it is not possible any more', async () => {
    const payment = await large();
    const approval = await asked(marco, payment, 600_00);
    expect((await refund(await somebodyNew('operator'), payment, 400_00)).status).toBe(201);
    expect(await answer(elena, approval, 'approve')).toMatchObject({
      status: 200,
      body: { state: 'failed', because: { type: `${problemBase}refund-too-large` } },
    });
    expect((await hub.payment(payment.id)).refunded).toEqual(eur(400_00));
  });

  it('is not done for somebody who has lost their access meanwhile', async () => {
    const leaver = await somebodyNew('operator');
    const approval = await asked(leaver, await large(), 600_00);
    await hub.app.access.disableOperator(approval.askedBy.id ?? '');
    expect(await answer(elena, approval, 'approve')).toMatchObject({
      body: { state: 'failed', because: { type: `${problemBase}asker-gone` } },
    });
  });

  it('is declined by who could approve it, and taken back by who asked alone', async () => {
    const [one, two] = [await asked(marco, await large(), 600_00), await asked(marco, await large(), 600_00)];
    expect((await answer(elena, one, 'withdraw')).status).toBe(403);
    expect(await answer(elena, one, 'decline', { note: 'no parcel' })).toMatchObject({
      body: { state: 'declined', note: 'no parcel', endedBy: { name: 'Elena Sala' } },
    });
    expect(await answer(marco, two, 'withdraw')).toMatchObject({ body: { state: 'withdrawn' } });
    expect((await answer(elena, two, 'approve')).status).toBe(409);
  });

  it('is shown to those who may see the payment, with what they may do, and counted for those who may decide', async () => {
    const approval = await asked(marco, await large(), 600_00);
    const find = ({ data }: ApprovalList) => data.find(({ id }) => id === approval.id);
    expect(find(await listed(elena, '?state=waiting'))).toMatchObject({ can: ['approve', 'decline'] });
    const agent = await hub.signIn({ email: 'paola@demo.example', password: 'demo-paola' });
    expect(find(await listed(agent))).toBeUndefined();
    expect((await listed(elena)).waiting).toBeGreaterThan(0);
    expect((await listed(marco)).waiting).toBe(0);
  });
});

describe('the refunds of a person on one day', () => {
  it('need a second person from the fourth on, also when all are asked for at once', async () => {
    const busy = await somebodyNew('operator');
    const payment = await large();
    const all = await Promise.all(Array.from({ length: 6 }, () => refund(busy, payment, 10_00)));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 201, 201, 202, 202, 202]);
    expect((await refund(await somebodyNew('operator'), payment, 10_00)).status).toBe(201);
  });

  it('count those that were made, not those that were refused', async () => {
    const person = await somebodyNew('operator');
    const payment = await hub.paid('card', { total: eur(50_00) });
    for (let n = 0; n < 4; n += 1) expect((await refund(person, payment, 60_00)).status).toBe(409);
    const each = [10_00, 10_00, 10_00, 10_00];
    const statuses: number[] = [];
    for (const amount of each) statuses.push((await refund(person, payment, amount)).status);
    expect(statuses).toEqual([201, 201, 201, 202]);
  });
});

describe('a rule about a sum', () => {
  it('goes by all that one person asks back of a payment, in however many pieces, also at once', async () => {
    const payment = await large();
    const person = await somebodyNew('operator');
    const both = await Promise.all([refund(person, payment, 300_00), refund(person, payment, 300_00)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 202]);
    expect((await refund(person, payment, 200_01)).status).toBe(202);
    expect((await refund(person, payment, 200_00)).status).toBe(201);
    expect((await hub.payment(payment.id)).refunded).toEqual(eur(500_00));
  });

  it('is not passed by a currency that it does not speak of', async () => {
    const payment = await hub.paid('card', { total: { amount: 9_000_00, currency: 'USD' } });
    const body = { amount: { amount: 9_000_00, currency: 'USD' }, reason: 'came back' };
    const answer = await hub.ask('POST', `/v1/payments/${payment.id}/refunds`, {
      ...(await somebodyNew('operator')),
      body,
    });
    expect(answer).toMatchObject({ status: 202, body: { approval: { rules: ['Refunds over €500'] } } });
  });
});

describe('a crash', () => {
  it('between the request and the history of the payment delays the history only', async () => {
    const payment = await large();
    const { id } = await asked(marco, payment, 600_00);
    const actor = { type: 'operator', id: 'opr_x', name: 'X' } as const;
    const say = { type: 'approval.declined', actor, data: { approval: id } } as const;
    await hub.app.approvals.desk.requests.change(id, async () => ({ state: 'declined', say }));
    hub.advance(31_000);
    await hub.app.approvals.sweep();
    await hub.app.approvals.sweep();
    const declined = (await hub.payment(payment.id)).events.filter(({ type }) => type === 'approval.declined');
    expect(declined).toHaveLength(1);
  });

  it('between the yes and the refund delays the refund and does not repeat it', async () => {
    const payment = await large();
    const { id } = await asked(marco, payment, 600_00);
    const { requests } = hub.app.approvals.desk;
    const by = { type: 'operator', id: 'opr_elena', name: 'Elena Sala' } as const;
    // The engine dies after it has noted the yes.
    await requests.change(id, async () => ({ state: 'approved', approvals: [{ by, at: new Date() }] }));
    hub.advance(31_000);
    await hub.app.approvals.sweep();
    expect(await requests.get(id)).toMatchObject({ state: 'done' });
    // And once more after the refund, before it has noted that it is done.
    await requests.change(id, async () => ({ state: 'approved' }));
    hub.advance(25 * 3_600_000);
    await hub.app.approvals.sweep();
    expect(await requests.get(id)).toMatchObject({ state: 'done' });
    expect((await hub.payment(payment.id)).refunds).toHaveLength(1);
  });
});

it('every step stands in the audit trail, each under the name of who took it', async () => {
  const fresh = await hub.signIn({ email: 'elena@demo.example', password: 'demo-elena' });
  const asking = await hub.signIn({ email: 'marco@demo.example', password: 'demo-marco' });
  const payment = await large();
  await answer(fresh, await asked(asking, payment, 600_00), 'approve');
  await hub.app.effects.idle();
  const { data } = (await hub.ask<AuditList>('GET', `/v1/audit?payment=${payment.id}&actorType=operator`, fresh)).body;
  expect(data.map(({ action, actor }) => [action, actor.name]).toReversed()).toEqual(
    expect.arrayContaining([
      ['approval.requested', 'Marco Conti'],
      ['approval.given', 'Elena Sala'],
      ['refund.requested', 'Marco Conti'],
    ]),
  );
});
