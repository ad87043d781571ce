import type { Payment, Provider } from '@pih/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { expireDue, reconcile } from '../news/keep-asking.ts';
import { startLine } from '../line-for-tests.ts';
import { moveProvider, offer, publish, slug, tryToPay } from '../shop-for-tests.ts';

const { hub, line: till } = await hubOnALine('paypal');
/** PayPal as a provider that has no page: whoever is asked to create may have charged. */
beforeAll(async () => {
  await publish<Provider>(hub, 'provider', 'paypal', (document) => {
    delete document.declarative?.operations.create.redirect;
    return document;
  });
  await offer(hub, 'nordlicht', 'card', ['paypal', 'stripe']);
});

const attempts = async ({ id }: Payment) =>
  (await hub.payment(id)).attempts.map(({ provider, state }) => [provider, state]);
const cancel = ({ id }: Payment) =>
  hub.ask<Payment & { type?: string }>('POST', `/v1/payments/${id}/cancel`, { body: {} });

/** A payment whose provider may have charged, for all that the hub knows. */
async function answerLost(about: Parameters<typeof hub.order>[0] = {}): Promise<Payment> {
  const payment = await hub.order({ brand: 'nordlicht', expiresAfterMinutes: 60, ...about });
  await hub.checkout(payment);
  till.fate(/orders$/, 'answer lost');
  expect(slug(await tryToPay(hub, payment, { method: 'card' }, 'lost'))).toBe('outcome-unknown');
  return payment;
}

describe('a provider without a page, whose answer was lost', () => {
  it('is not passed over, and is asked with the same key until it answers', async () => {
    const before = till.calls.length;
    const payment = await answerLost();
    expect(await attempts(payment)).toEqual([['paypal', 'starting']]);
    till.repair();
    hub.advance(3 * 60_000);
    await reconcile(hub.app.payments);
    const { attempts: asked } = await hub.payment(payment.id);
    expect(asked[0]?.reference).toBeTruthy();
    const created = till.calls.slice(before).filter((call) => /^POST \S+orders /.test(call));
    expect(new Set(created)).toEqual(new Set([`POST /v2/checkout/orders ${asked[0]?.id}`]));
  });

  it('is asked before the shopper may pay elsewhere', async () => {
    const payment = await answerLost();
    expect(slug(await tryToPay(hub, payment, { method: 'card' }))).toBe('outcome-unknown');
    expect(await attempts(payment)).toEqual([['paypal', 'starting']]);
    till.repair();
    expect((await tryToPay(hub, payment, { method: 'card' })).status).toBe(201);
    expect(await attempts(payment)).toEqual([
      ['paypal', 'failed'],
      ['paypal', 'pending'],
    ]);
  });

  it('is asked before the payment is canceled', async () => {
    const payment = await answerLost();
    expect(slug(await cancel(payment))).toBe('outcome-unknown');
    till.repair();
    expect((await cancel(payment)).body.state).toBe('canceled');
  });

  it('is asked before the payment expires', async () => {
    const payment = await answerLost();
    hub.advance(60 * 60_000);
    await expireDue(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('pending');
    till.repair();
    hub.advance(60 * 60_000);
    await expireDue(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('expired');
  });

  it('is not asked to begin once more when it may have forgotten the key by then', async () => {
    const payment = await answerLost({ expiresAfterMinutes: 2 * 24 * 60 });
    till.repair();
    hub.advance(7 * 3_600_000);
    const before = till.calls.length;
    await reconcile(hub.app.payments);
    expect(slug(await tryToPay(hub, payment, { method: 'card' }, 'lost'))).toBe('outcome-unknown');
    expect(till.calls.slice(before).filter((call) => /^POST \S+orders /.test(call))).toEqual([]);
    expect(await attempts(payment)).toEqual([['paypal', 'starting']]);
  });

  it('is not given up because the repetition is refused', async () => {
    const payment = await answerLost();
    till.repair();
    const by = { type: 'system', name: 'a test' } as const;
    const secret = (await hub.app.secrets.read('PAYPAL_CLIENT_SECRET')) ?? '';
    await hub.app.secrets.write('PAYPAL_CLIENT_SECRET', 'revoked', by);
    hub.advance(3 * 60_000);
    await reconcile(hub.app.payments);
    await hub.app.secrets.write('PAYPAL_CLIENT_SECRET', secret, by);
    expect(await attempts(payment)).toEqual([['paypal', 'starting']]);
  });
});

interface Order {
  id?: string;
  purchase_units: { payments?: { captures: { id: string; status: string }[] } }[];
}

/** The provider charges at once, and this is what comes of it. */
const charges = (status: string, { hasReference = true } = {}): void =>
  till.fate(/orders$/, (answer) => {
    const order = JSON.parse(answer) as Order;
    order.purchase_units = [{ payments: { captures: [{ id: 'CAPTURE', status }] } }];
    if (!hasReference) delete order.id;
    return JSON.stringify(order);
  });
const looked = async (): Promise<Payment> => {
  const payment = await hub.order({ brand: 'nordlicht' });
  await hub.checkout(payment);
  return payment;
};

describe('a provider without a page that answers at once', () => {
  it.each([
    ['COMPLETED', 'paid', [['paypal', 'paid']]],
    ['DECLINED', 'created', [['paypal', 'failed']]],
  ])('(%s) is answered the same to whoever repeats it, at once or later, and nobody else is asked', async (...told) => {
    const [status, state, tried] = told;
    const payment = await looked();
    charges(status);
    const ask = () => tryToPay(hub, payment, { method: 'card' }, `at once ${status}`);
    const answers = await Promise.all(Array.from({ length: 5 }, ask));
    answers.push(await ask());
    expect(new Set(answers.map(({ status: code, body }) => `${code} ${body.redirectUrl}`))).toEqual(
      new Set([`201 ${payment.checkoutUrl}`]),
    );
    expect([(await hub.payment(payment.id)).state, await attempts(payment)]).toEqual([state, tried]);
  });

  it('lets nobody pay elsewhere while it is at work, though it has not named the attempt yet', async () => {
    const payment = await looked();
    charges('PENDING', { hasReference: false });
    await tryToPay(hub, payment, { method: 'card' });
    expect(slug(await tryToPay(hub, payment, { method: 'card' }))).toBe('outcome-unknown');
    expect(slug(await cancel(payment))).toBe('outcome-unknown');
    expect((await attempts(payment)).length).toBe(1);
  });
});

it('is passed over when the call never reached it', async () => {
  const gone = await startLine('http://localhost');
  await gone.stop();
  await moveProvider(hub, 'paypal', gone.url);
  const payment = await hub.order({ brand: 'nordlicht' });
  await hub.checkout(payment);
  expect((await tryToPay(hub, payment, { method: 'card' })).status).toBe(201);
  expect(await attempts(payment)).toEqual([
    ['paypal', 'failed'],
    ['stripe', 'pending'],
  ]);
});
