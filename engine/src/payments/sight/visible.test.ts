import type { Explanation, Payment, PaymentList, Problem, Reveal, Role, Simulation } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anItalian, startTestHub, type Answer, type Ask, type TestHub } from '../../hub-for-tests.ts';
import { eur, slug } from '../shop-for-tests.ts';

let hub: TestHub;
let agent: Ask;
let auditor: Ask;
let byPaypal: Payment;
let byCard: Payment;

const grant = (actions: string[], when?: Role['grants'][number]['when']): Role['grants'][number] => ({
  actions,
  ...(when && { when }),
});

/** Publishes a role as an administrator does, and hands out a key of it. */
async function keyOf(id: string, role: Pick<Role, 'grants' | 'masked'>): Promise<Ask> {
  const by = { type: 'system', name: 'a test' } as const;
  const document = { kind: 'role' as const, id, title: id, ...role };
  const { version } = await hub.app.documents.saveDraft('role', id, document, 0, by);
  await hub.app.documents.publish('role', id, version, 'For a test', by);
  return { key: await hub.keyWith(id) };
}

beforeAll(async () => {
  hub = await startTestHub();
  agent = await hub.signIn({ email: 'paola@demo.example', password: 'demo-paola' });
  auditor = await hub.signIn({ email: 'andrea@demo.example', password: 'demo-andrea' });
  byPaypal = await hub.paid('paypal', { total: eur(450_00), shopper: anItalian });
  byCard = await hub.paid('card', { total: eur(90_00), shopper: anItalian });
});
afterAll(() => hub.stop());

const refund = (who: Ask, { id }: Payment, amount?: number): Promise<Answer<Payment & Partial<Problem>>> =>
  hub.ask('POST', `/v1/payments/${id}/refunds`, { ...who, body: amount ? { amount: eur(amount) } : {} });
const read = <Body = Payment>(who: Ask, { id }: Payment, part = ''): Promise<Answer<Body>> =>
  hub.ask<Body>('GET', `/v1/payments/${id}${part}`, who);

describe('a refund agent of the demo', () => {
  it('sees and counts only payments by PayPal and Satispay', async () => {
    const { body } = await hub.ask<PaymentList>('GET', '/v1/payments', agent);
    expect(body.data.map(({ id }) => id)).toEqual([byPaypal.id]);
    expect((await hub.ask('GET', '/v1/payments/count', agent)).body).toMatchObject({ count: 1 });
    expect((await hub.ask<PaymentList>('GET', `/v1/payments?search=${byCard.id}`, agent)).body.data).toEqual([]);
  });

  it('is told that any other payment does not exist, whatever they ask of it', async () => {
    const answers = [
      await read(agent, byCard),
      await read(agent, byCard, '/decision'),
      await read(agent, byCard, '/webhooks'),
      await refund(agent, byCard, 1_00),
    ];
    expect(answers.map(slug as (answer: unknown) => unknown)).toEqual(Array(4).fill('payment-not-found'));
    expect((await hub.payment(byCard.id)).refunds).toEqual([]);
  });

  it('gives back up to €200, and is told the limit beyond', async () => {
    const tooMuch = await refund(agent, byPaypal, 200_01);
    expect(tooMuch.status).toBe(403);
    expect(tooMuch.body).toMatchObject({
      action: 'payments.refund',
      limit: 'only where method is paypal or satispay and amount is at most €200.00',
      detail: expect.stringContaining('at most €200.00'),
      where: { only: { all: [{ fact: 'method' }, { fact: 'amount', value: eur(200_00) }] } },
    });
    // The rest, that nobody has put a figure on.
    expect((await refund(agent, byPaypal)).status).toBe(403);
    expect((await hub.payment(byPaypal.id)).refunds).toEqual([]);
    expect((await refund(agent, byPaypal, 200_00)).status).toBe(201);
  });

  it('is offered what they may do: a part while the whole is too much, then the rest', async () => {
    const payment = await hub.paid('paypal', { total: eur(210_00) });
    expect((await read(agent, payment)).body.can).toEqual(['refund_partly']);
    expect((await refund({}, payment, 20_00)).status).toBe(201);
    expect((await read(agent, payment)).body.can).toEqual(['refund', 'refund_partly']);
    expect((await refund(agent, payment)).body.state).toBe('refunded');
  });

  it('gives back no more than that in pieces, also when all are asked for at once', async () => {
    const pieces = { key: await hub.keyWith('refund-agent') };
    const payment = await hub.paid('paypal', { total: eur(450_00) });
    const all = await Promise.all([90_00, 90_00, 90_00, 90_00].map((amount) => refund(pieces, payment, amount)));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 201, 403, 403]);
    expect((await refund(pieces, payment, 20_01)).status).toBe(403);
    expect((await refund(pieces, payment, 20_00)).body.can).toEqual(['refund_partly']);
    expect((await hub.payment(payment.id)).refunded).toEqual(eur(200_00));
    // What others gave back is not theirs.
    expect((await refund({}, payment, 100_00)).status).toBe(201);
  });

  it('is not given the shopper’s page, on which they could pay or give up in the shopper’s place', async () => {
    const payment = await hub.paid('paypal', { total: eur(10_00), shopper: anItalian });
    expect((await read(agent, payment)).body.checkoutUrl).toBeUndefined();
    expect((await read(auditor, payment)).body.checkoutUrl).toBeUndefined();
    expect((await read({}, payment)).body.checkoutUrl).toMatch(/\/checkout\//);
  });

  it('repeats a refund with its key, though nothing would be left for another', async () => {
    const payment = await hub.paid('paypal', { total: eur(100_00) });
    // A key of the same role: the person has given back so often today that a second one is asked.
    const again = { key: await hub.keyWith('refund-agent'), body: {}, idempotencyKey: 'once' };
    const first = await hub.ask('POST', `/v1/payments/${payment.id}/refunds`, again);
    const second = await hub.ask<Payment>('POST', `/v1/payments/${payment.id}/refunds`, again);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.refunds).toHaveLength(1);
  });
});

describe('a limit', () => {
  it('holds for a cancelation, a capture and a new order as well', async () => {
    const small = { fact: 'amount', operator: 'lessThan', value: eur(50_00) } as const;
    const key = await keyOf('small', {
      grants: [grant(['payments.read']), grant(['payments.create', 'payments.capture', 'payments.cancel'], small)],
    });
    const order = (amount: number) =>
      hub.ask('POST', '/v1/payments', { ...key, body: { reference: 'A', brand: 'rosmarino', total: eur(amount) } });
    expect([(await order(49_00)).status, (await order(50_00)).status]).toEqual([201, 403]);
    const held = await hub.paid('card', { capture: 'manual', total: eur(90_00) });
    const act = (what: string, body: object) => hub.ask('POST', `/v1/payments/${held.id}/${what}`, { ...key, body });
    expect((await act('cancel', {})).status).toBe(403);
    expect((await act('capture', {})).status).toBe(403);
    expect((await act('capture', { amount: eur(40_00) })).status).toBe(200);
  });

  it('of another role does not hold back who has a wider one, and a deny does', async () => {
    const stores = { fact: 'channel', operator: 'equal', value: 'store' } as const;
    await keyOf('stores', { grants: [grant(['payments.*'], stores)] });
    await keyOf('no-paypal', {
      grants: [
        { actions: ['payments.refund'], effect: 'deny', when: { fact: 'method', operator: 'equal', value: 'paypal' } },
      ],
    });
    const payment = await hub.paid('paypal');
    const keys = await Promise.all([
      hub.keyWith('stores'),
      hub.keyWith('stores', 'operator'),
      hub.keyWith('stores', 'operator', 'no-paypal'),
    ]);
    const statuses = await Promise.all(keys.map(async (key) => (await refund({ key }, payment, 1_00)).status));
    expect(statuses).toEqual([404, 201, 403]);
  });

  it('counts from the next request on when the role changes', async () => {
    const key = await keyOf('changing', { grants: [grant(['payments.read'])] });
    expect((await read(key, byCard)).status).toBe(200);
    const by = { type: 'system', name: 'a test' } as const;
    const document = {
      kind: 'role',
      id: 'changing',
      title: 'Changing',
      grants: [grant(['payments.read'], { fact: 'method', operator: 'equal', value: 'paypal' })],
    };
    const { version } = await hub.app.documents.saveDraft('role', 'changing', document, 0, by);
    await hub.app.documents.publish('role', 'changing', version, 'Narrower', by);
    expect((await read(key, byCard)).status).toBe(404);
  });
});

describe('an auditor of the demo', () => {
  it('sees every payment with its personal data masked, in lists and in details', async () => {
    const { body } = await hub.ask<PaymentList>('GET', `/v1/payments?search=${byCard.id}`, auditor);
    const detail = await read(auditor, byCard);
    for (const shown of [body.data[0], detail.body]) {
      expect(shown?.shopper).toMatchObject({ name: 'A••• B••••••', email: 'a•••@e•••.com', phone: '••••••00' });
      expect(shown?.masked).toEqual(['name', 'email', 'phone', 'address']);
    }
    expect((await hub.payment(byCard.id)).masked).toBeUndefined();
  });

  it('does not find by what is masked, and is told so', async () => {
    const email = anItalian.email ?? '';
    const search = `/v1/payments?search=${encodeURIComponent(email)}`;
    expect((await hub.ask<PaymentList>('GET', search)).body.data.length).toBeGreaterThan(0);
    expect((await hub.ask<PaymentList>('GET', search, auditor)).body).toMatchObject({
      data: [],
      notes: ['masked_field_not_searched'],
    });
  });

  it('reads masked words in what people typed, in explanations and in simulations', async () => {
    const reason = 'Anna Bianchi (anna@example.com) sent one bottle back';
    const payment = await hub.paid('card', {
      shopper: anItalian,
      description: 'Wine for Anna Bianchi',
      metadata: { mail: 'anna@example.com' },
    });
    await hub.ask('POST', `/v1/payments/${payment.id}/refunds`, { body: { reason, amount: eur(1_00) } });
    const { body } = await read(auditor, payment);
    expect(body.description).toBe('Wine for A••• B••••••');
    expect(body.refunds[0]?.reason).toBe('A••• B•••••• (a•••@e•••.com) sent one bottle back');
    const [flow] = hub.app.live.current.all('flow');
    const explained = await read<Explanation>(auditor, payment, '/decision');
    const tried = await hub.ask<Simulation>('POST', '/v1/flows/simulate', {
      ...auditor,
      body: { document: flow?.document, payment: payment.id },
    });
    expect([explained.status, tried.status]).toEqual([200, 200]);
    expect(JSON.stringify([body, explained.body, tried.body])).not.toMatch(/Bianchi|anna@/i);
  });
});

describe('a reveal', () => {
  const reveal = (who: Ask, { id }: Payment, reason: unknown = 'A chargeback is disputed') =>
    hub.ask<Reveal & Partial<Problem>>('POST', `/v1/payments/${id}/reveals`, { ...who, body: { reason } });

  it('shows the data to who asked, in this payment, for a quarter of an hour, and says so to everybody', async () => {
    const payment = await hub.paid('card', { shopper: anItalian });
    const { status, body } = await reveal(auditor, payment);
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: expect.stringMatching(/^rvl_/), fields: expect.arrayContaining(['email']) });
    const shown = (await read(auditor, payment)).body;
    expect(shown.shopper).toEqual(anItalian);
    expect(shown.masked).toBeUndefined();
    expect((await hub.payment(payment.id)).events.at(-1)).toMatchObject({
      type: 'personal_data.revealed',
      actor: { name: 'Andrea Fabbri' },
      data: { reason: 'A chargeback is disputed', reveal: body.id, until: body.until },
    });
    // Not in lists, not in other payments, not to others who see it masked.
    const list = await hub.ask<PaymentList>('GET', `/v1/payments?search=${payment.id}`, auditor);
    expect(list.body.data[0]?.shopper.name).toBe('A••• B••••••');
    expect((await read(auditor, byCard)).body.shopper.name).toBe('A••• B••••••');
    expect((await read({ key: await hub.keyWith('auditor') }, payment)).body.shopper.name).toBe('A••• B••••••');
    hub.advance(15 * 60_000);
    const later = await hub.signIn({ email: 'andrea@demo.example', password: 'demo-andrea' });
    expect((await read(later, payment)).body.shopper.name).toBe('A••• B••••••');
  });

  it('needs a reason, something to show, and a payment that one may see', async () => {
    expect((await reveal(auditor, byCard, ' ')).status).toBe(400);
    expect(slug(await reveal(await hub.signIn(), byCard))).toBe('nothing-to-reveal');
    expect((await reveal(agent, byPaypal)).status).toBe(403);
    const masked = await keyOf('masked-paypal', {
      grants: [grant(['payments.read', 'payments.reveal'], { fact: 'method', operator: 'equal', value: 'paypal' })],
      masked: ['email'],
    });
    expect((await reveal(masked, byCard)).status).toBe(404);
    const { body } = await reveal(masked, byPaypal);
    expect(body.fields).toEqual(['email']);
    expect((await hub.payment(byCard.id)).events.map(({ type }) => type)).not.toContain('personal_data.revealed');
  });
});
