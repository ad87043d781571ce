import type { Provider } from '@pih/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { expireDue, reconcile } from './keep-asking.ts';
import { nextAsk } from '../record/leases.ts';
import { anAttempt, aPayment, happened, noon, payByCard, publish } from '../shop-for-tests.ts';

const minute = 60_000;

const { hub, line: stripe } = await hubOnALine();

describe('a payment whose time is over', () => {
  it('expires when nobody tried to pay it, and not before', async () => {
    const payment = await hub.order({ expiresAfterMinutes: 30 });
    hub.advance(29 * minute);
    await expireDue(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('created');
    hub.advance(minute);
    await expireDue(hub.app.payments);
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'expired', can: [] });
    expect((await hub.checkout(payment)).state).toBe('expired');
    expect(await expireDue(hub.app.payments)).toBe(0);
  });

  it('expires while its shopper is away, and the page there closes', async () => {
    const payment = await hub.order({ expiresAfterMinutes: 5 });
    const page = await hub.choose(payment, 'card');
    hub.advance(5 * minute);
    await expireDue(hub.app.payments);
    const after = await hub.payment(payment.id);
    expect(after.state).toBe('expired');
    expect(happened(after).slice(-2)).toEqual(['attempt.redirected', 'payment.expired']);
    await payByCard(page);
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).state).toBe('expired');
  });

  it('is paid when it was paid in the last moment, though no news came', async () => {
    hub.sandbox?.stripe.webhooks.hold();
    const payment = await hub.order({ expiresAfterMinutes: 5 });
    await payByCard(await hub.choose(payment, 'card'));
    hub.advance(5 * minute);
    await expireDue(hub.app.payments);
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'paid', captured: payment.total });
    hub.sandbox?.stripe.webhooks.release();
  });

  it('waits while its provider does not say whether it was paid', async () => {
    const payment = await hub.order({ expiresAfterMinutes: 5 });
    await hub.choose(payment, 'card');
    hub.advance(5 * minute);
    stripe.fate(/./, 'never arrives');
    await expireDue(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('pending');
    stripe.repair();
    hub.advance(8 * minute);
    await expireDue(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('expired');
  });

  it('does not wait for ever, and does not hold up others', async () => {
    const stuck = await hub.order({ expiresAfterMinutes: 5 });
    await hub.choose(stuck, 'card');
    const other = await hub.order({ expiresAfterMinutes: 6 });
    await publish<Provider>(hub, 'provider', 'stripe', (document) => ({
      ...document,
      credentials: { ...document.credentials, secretKey: { $secret: 'NOBODY_SET_THIS' } },
    }));
    hub.advance(6 * minute);
    await expireDue(hub.app.payments);
    expect((await hub.payment(stuck.id)).state).toBe('pending');
    expect((await hub.payment(other.id)).state).toBe('expired');
    hub.advance(24 * 60 * minute);
    await expireDue(hub.app.payments);
    expect((await hub.payment(stuck.id)).state).toBe('expired');
    await publish<Provider>(hub, 'provider', 'stripe', (document) => ({
      ...document,
      credentials: { ...document.credentials, secretKey: { $secret: 'STRIPE_SECRET_KEY' } },
    }));
    expect((await hub.payment(stuck.id)).attempts[0]?.state).toBe('pending');
    hub.advance(61 * minute);
    await reconcile(hub.app.payments);
    expect(await hub.payment(stuck.id)).toMatchObject({ state: 'expired', attempts: [{ state: 'failed' }] });
  });
});

describe('asking again', () => {
  it('goes on while nothing is known, and stops when all is', async () => {
    const payment = await hub.order({ expiresAfterMinutes: 600 });
    await hub.choose(payment, 'card');
    hub.advance(2 * minute);
    const before = stripe.calls.length;
    expect(await reconcile(hub.app.payments)).toBe(1);
    expect(stripe.calls.length).toBeGreaterThan(before);
    expect(await reconcile(hub.app.payments)).toBe(0);
    hub.advance(5 * minute);
    stripe.fate(/./, 'never arrives');
    expect(await reconcile(hub.app.payments)).toBe(1);
    expect(await reconcile(hub.app.payments)).toBe(0);
    stripe.repair();
    await hub.ask('POST', `/v1/payments/${payment.id}/cancel`, { body: {} });
    hub.advance(120 * minute);
    expect(await reconcile(hub.app.payments)).toBe(0);
  });

  it('comes within seconds while a shopper is back and looks at the page', async () => {
    hub.sandbox?.stripe.webhooks.hold();
    const payment = await hub.order({ expiresAfterMinutes: 600 });
    const back = await payByCard(await hub.choose(payment, 'card'));
    stripe.fate(/./, 'never arrives');
    await hub.goBack(back);
    expect((await hub.payment(payment.id)).state).toBe('pending');
    stripe.repair();
    hub.advance(10_000);
    expect(await reconcile(hub.app.payments)).toBe(1);
    expect((await hub.payment(payment.id)).state).toBe('paid');
    hub.sandbox?.stripe.webhooks.release();
  });

  it('is put off though the provider is not ready, so that the next round begins with others', async () => {
    const payment = await hub.order({ expiresAfterMinutes: 600 });
    await hub.choose(payment, 'card');
    await publish<Provider>(hub, 'provider', 'stripe', (document) => ({
      ...document,
      credentials: { ...document.credentials, secretKey: { $secret: 'NOBODY_SET_THIS' } },
    }));
    hub.advance(3 * minute);
    expect(await reconcile(hub.app.payments)).toBe(1);
    expect(await reconcile(hub.app.payments)).toBe(0);
    expect((await hub.payment(payment.id)).state).toBe('pending');
  });

  it.each([
    [0, 0, 1],
    [0, 1, 1.5],
    [10, 0, 10],
    [10, 0.5, 12.5],
    [55, 0, 5],
    [600, 0, 40],
    [600, 1, 60],
  ])(
    'waits, %i minutes after something happened and by chance %f, %f minutes, never past the end',
    (passed, chance, wait) => {
      const now = new Date(noon.getTime() + passed * minute);
      expect(nextAsk(aPayment(), now, chance).getTime() - now.getTime()).toBe(wait * minute);
    },
  );

  it('is never sooner than a minute nor later than an hour, and what is escalated waits longest', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (passed, chance, isTold) => {
          const now = new Date(noon.getTime() + passed * minute);
          const payment = aPayment({ expiresAt: noon, ...(isTold && { unknown: { since: noon, isTold } }) });
          const wait = nextAsk(payment, now, chance).getTime() - now.getTime();
          expect(wait).toBeGreaterThanOrEqual(isTold ? 40 * minute : minute);
          expect(wait).toBeLessThanOrEqual(60 * minute);
        },
      ),
    );
  });
});

describe('a provider that is slow, with more payments than one round takes', () => {
  it('holds up neither those of others nor those that nobody chose anything for', async () => {
    const soon = new Date(hub.app.payments.now().getTime() + 5 * minute);
    for (let number = 1; number <= 200; number++)
      await hub.app.payments.payments.insert(
        aPayment({
          _id: `pay_stuck_${number}`,
          intention: { key: `stuck ${number}`, fingerprint: 'f' },
          checkoutToken: `stuck ${number}`,
          state: 'pending',
          provider: 'stripe',
          attempts: [anAttempt({ id: `att_stuck_${number}` })],
          askAgainAt: soon,
          expiresAt: soon,
        }),
      );
    const unchosen = await hub.order({ expiresAfterMinutes: 10 });
    const elsewhere = await hub.order({ expiresAfterMinutes: 10 });
    await hub.choose(elsewhere, 'paypal');
    let letGo = () => {};
    stripe.fate(/./, new Promise<void>((resolve) => (letGo = resolve)));
    hub.advance(10 * minute);
    const round = expireDue(hub.app.payments);
    for (const { id } of [unchosen, elsewhere])
      await expect.poll(async () => (await hub.payment(id)).state, { timeout: 5_000 }).toBe('expired');
    stripe.repair();
    stripe.fate(/./, 'never arrives');
    letGo();
    expect(await round).toBe(202);
    expect((await hub.payment('pay_stuck_1')).state).toBe('pending');
  }, 20_000);
});
