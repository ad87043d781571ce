import type { Payment, Provider } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { tokenOf, type TestHub } from '../../hub-for-tests.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { backLink, happened, offer, payByCard, publish, slug, tryToPay } from '../shop-for-tests.ts';

const { hub, line: stripe } = await hubOnALine();

/** An order whose shopper has looked at the page. */
const looked = async (about?: Parameters<TestHub['order']>[0]): Promise<Payment> => {
  const payment = await hub.order(about);
  await hub.checkout(payment);
  return payment;
};
const sessionsOf = (calls: readonly string[]) => calls.filter((call) => call.startsWith('POST /v1/checkout/sessions '));

describe('picking a method', () => {
  it('sends the shopper to the provider’s page', async () => {
    const payment = await looked();
    const { status, body } = await tryToPay(hub, payment, { method: 'card' });
    expect(status).toBe(201);
    expect((await fetch(body.redirectUrl)).status).toBe(200);
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'pending', method: 'card', provider: 'stripe' });
    expect(happened(after)).toEqual(['payment.created', 'decision.made', 'attempt.started', 'attempt.redirected']);
  });

  it('is one attempt at one page when the button is pressed five times at once', async () => {
    const payment = await looked();
    const before = sessionsOf(stripe.calls).length;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => tryToPay(hub, payment, { method: 'card' }, 'double-click')),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.redirectUrl)).size).toBe(1);
    expect((await hub.payment(payment.id)).attempts).toHaveLength(1);
    expect(sessionsOf(stripe.calls).length - before).toBe(1);
  });

  it('leads to the same page again under the same key, but not with another method', async () => {
    const payment = await looked();
    const first = await tryToPay(hub, payment, { method: 'card' }, 'again');
    expect((await tryToPay(hub, payment, { method: 'card' }, 'again')).body).toEqual(first.body);
    expect(slug(await tryToPay(hub, payment, { method: 'paypal' }, 'again'))).toBe('idempotency-key-reused');
  });

  it('refuses what is not offered', async () => {
    const payment = await looked({ categories: ['gift-cards'] });
    const answer = await tryToPay(hub, payment, { method: 'paypal' });
    expect([answer.status, slug(answer)]).toEqual([409, 'method-not-offered']);
  });

  it('refuses a payment whose time is over, though nobody swept it up yet', async () => {
    const payment = await looked({ expiresAfterMinutes: 5 });
    hub.advance(5 * 60_000);
    const answer = await tryToPay(hub, payment, { method: 'card' });
    expect([answer.status, slug(answer), answer.body.state]).toEqual([409, 'checkout-closed', 'expired']);
    expect((await hub.checkout(payment)).state).toBe('expired');
  });

  it('refuses a payment that is paid', async () => {
    expect(slug(await tryToPay(hub, await hub.paid('card'), { method: 'card' }))).toBe('checkout-closed');
  });
});

describe('two windows', () => {
  it('end up with one page that can be paid, whoever was first', async () => {
    const payment = await looked();
    const answers = await Promise.all([
      tryToPay(hub, payment, { method: 'card' }, 'left window'),
      tryToPay(hub, payment, { method: 'card' }, 'right window'),
    ]);
    const pages = answers.filter(({ status }) => status === 201).map(({ body }) => body.redirectUrl);
    expect(answers.every((answer) => answer.status === 201 || slug(answer) === 'checkout-closed')).toBe(true);
    await Promise.all(pages.map((page) => payByCard(page)));
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after.attention).toBeUndefined();
    expect(after.state).toBe(pages.length ? 'paid' : 'created');
  });

  it('know of a page that was made for an attempt which the other window ended meanwhile', async () => {
    const payment = await looked();
    let letGo = () => {};
    stripe.fate(/POST \/v1\/checkout\/sessions$/, new Promise<void>((resolve) => (letGo = resolve)));
    const slow = tryToPay(hub, payment, { method: 'card' }, 'slow window');
    await expect.poll(async () => (await hub.payment(payment.id)).state).toBe('pending');
    const fast = await tryToPay(hub, payment, { method: 'paypal' }, 'fast window');
    expect(fast.status).toBe(201);
    letGo();
    expect(slug(await slow)).toBe('checkout-closed');
    const [ended, open] = (await hub.payment(payment.id)).attempts;
    expect(ended).toMatchObject({ state: 'failed', reason: 'abandoned', reference: expect.stringMatching(/^cs_/) });
    expect(open).toMatchObject({ state: 'pending', method: 'paypal' });
    expect(stripe.calls.some((call) => call.includes(`${ended?.reference}/expire`))).toBe(true);
  });
});

describe('choosing again', () => {
  it.each([
    ['card', 'paypal'],
    ['paypal', 'card'],
  ] as const)('after a decline by %s pays by %s', async (first, second) => {
    const payment = await hub.order();
    const page = await hub.choose(payment, first);
    const back = await hub.onHostedPage(page, 'decline');
    // Stripe keeps a declined shopper on its page; they leave it by themselves.
    await hub.goBack(first === 'card' ? backLink(hub, await hub.payment(payment.id)) : back);
    await hub.webhooksSettled();
    const view = await hub.checkout(payment);
    expect(view).toMatchObject({ state: 'open', lastFailure: { method: first, reason: 'declined' } });
    const again = await hub.choose(payment, second);
    await hub.goBack(await hub.onHostedPage(again, second === 'card' ? 'pay' : 'approve'));
    await hub.webhooksSettled();
    expect(await hub.payment(payment.id)).toMatchObject({ state: 'paid', method: second, captured: payment.total });
    expect((await hub.checkout(payment)).lastFailure).toBeUndefined();
  });

  it('after going back finds all methods open, and the left page closed', async () => {
    const payment = await hub.order();
    const page = await hub.choose(payment, 'card');
    await hub.goBack(backLink(hub, await hub.payment(payment.id)));
    expect(await hub.checkout(payment)).toMatchObject({
      state: 'open',
      lastFailure: { reason: 'canceled_by_shopper' },
    });
    await payByCard(page);
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).state).toBe('created');
  });

  it('without going back closes the page that was open', async () => {
    const payment = await hub.order();
    const left = await hub.choose(payment, 'card');
    await hub.choose(payment, 'paypal');
    await payByCard(left);
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after.attempts.map(({ state, reason }) => [state, reason])).toEqual([
      ['failed', 'abandoned'],
      ['pending', undefined],
    ]);
    expect(after.attention).toBeUndefined();
  });

  it('when the left page was paid finds the payment paid, and nothing is begun', async () => {
    hub.sandbox?.stripe.webhooks.hold();
    const payment = await hub.order();
    await payByCard(await hub.choose(payment, 'card'));
    const answer = await tryToPay(hub, payment, { method: 'paypal' });
    expect([answer.status, slug(answer), answer.body.state]).toEqual([409, 'checkout-closed', 'paid']);
    hub.sandbox?.stripe.webhooks.release();
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).attempts).toHaveLength(1);
  });

  it('waits while the provider does not say whether the left page was paid', async () => {
    const payment = await hub.order();
    await hub.choose(payment, 'card');
    stripe.fate(/./, 'never arrives');
    const answer = await tryToPay(hub, payment, { method: 'paypal' });
    expect([answer.status, slug(answer)]).toEqual([502, 'outcome-unknown']);
    expect((await hub.payment(payment.id)).state).toBe('pending');
    stripe.repair();
    expect((await tryToPay(hub, payment, { method: 'paypal' })).status).toBe(201);
  });

  it('ends the payment after too many tries', async () => {
    await publish(hub, 'checkout', 'nordlicht', (document) => ({ ...document, payment: { maxAttempts: 2 } }));
    const payment = await hub.order({ brand: 'nordlicht' });
    for (const _try of [1, 2]) {
      await hub.choose(payment, 'card');
      await hub.goBack(backLink(hub, await hub.payment(payment.id)));
    }
    const after = await hub.payment(payment.id);
    expect(after.state).toBe('failed');
    expect(happened(after).slice(-2)).toEqual(['attempt.failed', 'payment.failed']);
    expect(slug(await tryToPay(hub, payment, { method: 'card' }))).toBe('checkout-closed');
  });
});

describe('a provider that does not answer', () => {
  it('is asked once more with the same key when its answer was lost', async () => {
    const payment = await looked();
    let isFirst = true;
    stripe.fate(
      { test: (call: string) => /sessions$/.test(call) && isFirst && !(isFirst = false) } as RegExp,
      'answer lost',
    );
    const { status, body } = await tryToPay(hub, payment, { method: 'card' });
    expect(status).toBe(201);
    const [first, second] = sessionsOf(stripe.calls).slice(-2);
    expect(second).toBe(first);
    await payByCard(body.redirectUrl);
    await hub.webhooksSettled();
    expect((await hub.payment(payment.id)).state).toBe('paid');
  });

  it('is passed over for the next of the offer, and the shopper never notices', async () => {
    await offer(hub, 'nordlicht', 'card', ['stripe', 'paypal']);
    const payment = await looked({ brand: 'nordlicht' });
    stripe.fate(/./, 'never arrives');
    const { status, body } = await tryToPay(hub, payment, { method: 'card' }, 'failover');
    expect(status).toBe(201);
    expect((await tryToPay(hub, payment, { method: 'card' }, 'failover')).body).toEqual(body);
    await hub.goBack(await hub.onHostedPage(body.redirectUrl, 'approve'));
    await hub.webhooksSettled();
    const after = await hub.payment(payment.id);
    expect(after).toMatchObject({ state: 'paid', method: 'card', provider: 'paypal' });
    expect(after.attempts.map(({ provider, state, reason }) => [provider, state, reason])).toEqual([
      ['stripe', 'failed', 'provider_unavailable'],
      ['paypal', 'paid', undefined],
    ]);
  });

  it('leaves the payment open when no other is left', async () => {
    const payment = await looked();
    stripe.fate(/./, 'never arrives');
    const answer = await tryToPay(hub, payment, { method: 'card' });
    expect([answer.status, slug(answer)]).toEqual([502, 'provider-unavailable']);
    expect(await hub.checkout(payment)).toMatchObject({
      state: 'open',
      lastFailure: { reason: 'provider_unavailable' },
    });
  });

  it('creation that fails there is an outage like any other', async () => {
    const payment = await looked({ total: { amount: 66_61, currency: 'EUR' } });
    expect(slug(await tryToPay(hub, payment, { method: 'card' }))).toBe('provider-unavailable');
  });

  it('is passed over when its document was switched off after the decision', async () => {
    await offer(hub, 'nordlicht', 'card', ['stripe', 'paypal']);
    const payment = await looked({ brand: 'nordlicht' });
    await publish<Provider>(hub, 'provider', 'stripe', (document) => ({ ...document, enabled: false }));
    expect((await tryToPay(hub, payment, { method: 'card' })).status).toBe(201);
    expect((await hub.payment(payment.id)).attempts.map(({ provider }) => provider)).toEqual(['paypal']);
    await publish<Provider>(hub, 'provider', 'stripe', (document) => ({ ...document, enabled: true }));
  });

  it('is passed over when a secret is missing, and no attempt hangs', async () => {
    const payment = await looked();
    await publish<Provider>(hub, 'provider', 'stripe', (document) => ({
      ...document,
      credentials: { ...document.credentials, secretKey: { $secret: 'NOBODY_SET_THIS' } },
    }));
    expect(slug(await tryToPay(hub, payment, { method: 'card' }))).toBe('provider-unavailable');
    expect((await hub.payment(payment.id)).state).toBe('created');
    await publish<Provider>(hub, 'provider', 'stripe', (document) => ({
      ...document,
      credentials: { ...document.credentials, secretKey: { $secret: 'STRIPE_SECRET_KEY' } },
    }));
  });
});

describe('an engine that died while it asked the provider', () => {
  /** As the store looks when the answer never came back. */
  const crashed = async (key: string) => {
    const payment = await looked();
    let letGo = () => {};
    stripe.fate(/sessions$/, new Promise<void>((resolve) => (letGo = resolve)));
    const before = sessionsOf(stripe.calls).length;
    const lost = tryToPay(hub, payment, { method: 'card' }, key);
    await expect.poll(() => sessionsOf(stripe.calls).length).toBe(before + 1);
    return { payment, letGo, lost };
  };

  it('continues the same attempt under the same key', async () => {
    const { payment, letGo, lost } = await crashed('crash');
    stripe.repair();
    const again = await tryToPay(hub, payment, { method: 'card' }, 'crash');
    expect(again.status).toBe(201);
    expect((await hub.payment(payment.id)).attempts).toHaveLength(1);
    letGo();
    expect((await lost).body).toEqual(again.body);
    const [first, second] = sessionsOf(stripe.calls).slice(-2);
    expect(second).toBe(first);
  });

  it('is cleared up after by the schedule: the payment is open again and the page closed', async () => {
    const { payment, letGo, lost } = await crashed('crash without return');
    stripe.repair();
    hub.advance(3 * 60_000);
    const { reconcile } = await import('../news/keep-asking.ts');
    await reconcile(hub.app.payments);
    const after = await hub.payment(payment.id);
    expect(after.state).toBe('created');
    expect(after.attempts[0]).toMatchObject({ state: 'failed', reference: expect.stringMatching(/^cs_/) });
    letGo();
    expect(slug(await lost)).toBe('checkout-closed');
  });
});

describe('details that the decision requires', () => {
  const address = { line1: 'Via Po 1', city: 'Torino', postcode: '10123', country: 'IT' };
  const business = () =>
    looked({
      total: { amount: 900_00, currency: 'EUR' },
      shopper: { type: 'business', email: 'office@example.com', name: 'Office' },
    });

  it('are asked for by name', async () => {
    const payment = await business();
    expect((await hub.checkout(payment)).requirements).toEqual(['billing_address', 'tax_id']);
    const answer = await tryToPay(hub, payment, { method: 'card', shopper: { address } });
    expect([answer.status, slug(answer), answer.body.missing]).toEqual([422, 'details-required', ['tax_id']]);
  });

  it('are kept, and change nothing that the merchant said', async () => {
    const payment = await business();
    const shopper = {
      type: 'private',
      email: 'thief@example.com',
      name: 'X',
      address,
      taxId: 'IT01234567890',
    } as const;
    expect((await tryToPay(hub, payment, { method: 'card', shopper })).status).toBe(201);
    expect((await hub.payment(payment.id)).shopper).toEqual({
      type: 'business',
      email: 'office@example.com',
      name: 'Office',
      address,
      taxId: 'IT01234567890',
    });
  });
});

it('does not know an attempt of another payment', async () => {
  const [mine, other] = [await hub.order(), await hub.order()];
  await hub.choose(other, 'card');
  const { attempts } = await hub.payment(other.id);
  const strange = `/v1/checkout/${tokenOf(mine)}/return/${attempts[0]?.id}?back=1`;
  expect((await hub.ask('GET', strange, { key: null })).status).toBe(303);
  expect((await hub.payment(other.id)).state).toBe('pending');
});
