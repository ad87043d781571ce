import { bodyErrors, type Checkout, type Explanation, type Flow, type Payment, type Publication } from '@pih/schemas';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestHub, type Ask, type TestHub } from '../../hub-for-tests.ts';
import { looked, onlyOffering, partOf, publishing, seeded, type Trial } from './canary-for-tests.ts';

let hub: TestHub;
let operator: Pick<Ask, 'key' | 'headers'>;
beforeEach(async () => {
  hub = await startTestHub();
  operator = await hub.signIn();
});
afterEach(() => hub.stop());

const tryFlow = (trial: Trial): Promise<Publication> =>
  publishing(hub, operator, onlyOffering(seeded<Flow>(hub, 'flow', 'rosmarino'), 'card'), trial);
const tryBrand = (about: Partial<Checkout>, trial: Trial): Promise<Publication> =>
  publishing(hub, operator, { ...seeded<Checkout>(hub, 'checkout', 'rosmarino'), ...about }, trial);
const end = (publication: Publication, how: 'withdraw' | 'promote') => {
  const { release } = publication;
  const address = `/v1/config/${release?.kind}/${release?.documentId}/releases/${release?.id}/${how}`;
  return hub.ask('POST', address, { ...operator, body: {} });
};
const methodsOf = ({ decision }: Payment) => decision?.offers.map(({ method }) => method);
const brandOf = async (payment: Payment) => (await hub.checkout(payment)).brand;

/** An order that takes the part that is asked for. */
async function one(arm: 'canary' | 'control', kind: 'flow' | 'checkout' = 'flow'): Promise<Payment> {
  for (let tries = 0; tries < 200; tries += 1) {
    const payment = await looked(hub);
    if (partOf(payment, kind)?.arm === arm) return payment;
  }
  throw new Error(`Nobody is in ${arm}`);
}

describe('a flow that is tried on a part of the payments', () => {
  it('decides the part that was asked for, and nobody else', async () => {
    const published = hub.app.live.current.get('flow', 'rosmarino')?.revision;
    const { revision, release } = await tryFlow({ percent: 30 });
    const payments = await Promise.all(Array.from({ length: 200 }, () => looked(hub)));
    const tried = payments.filter((payment) => partOf(payment)?.arm === 'canary');
    // Four standard deviations of 200 at 30%.
    expect(Math.abs(tried.length / 200 - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 200));
    for (const payment of payments) {
      const isTried = tried.includes(payment);
      expect(payment.decision?.revision).toBe(isTried ? revision : published);
      const arm = isTried ? 'canary' : 'control';
      expect(payment.canaries).toEqual([
        { kind: 'flow', release: release?.id, arm, revision: isTried ? revision : published },
      ]);
      expect(bodyErrors('payment', payment)).toEqual([]);
    }
    expect(methodsOf(tried[0] as Payment)).toEqual(['card']);
  });

  it('keeps each shopper where they are, and more of them when it is tried on more', async () => {
    const shoppers = Array.from({ length: 30 }, (_, index) => ({ email: `shopper${index}@example.com` }));
    const arms = () =>
      Promise.all(shoppers.map(async (shopper) => partOf(await looked(hub, { shopper }))?.arm === 'canary'));
    const first = await tryFlow({ percent: 30 });
    const few = await arms();
    expect(await arms()).toEqual(few);
    expect(new Set(few).size).toBe(2);
    await end(first, 'withdraw');
    await tryFlow({ percent: 80 });
    const many = await arms();
    expect(many.filter(Boolean).length).toBeGreaterThan(few.filter(Boolean).length);
    for (const [index, wasIn] of few.entries()) if (wasIn) expect(many[index]).toBe(true);
  });

  it('is explained by the revision that decided, also after it ended', async () => {
    const publication = await tryFlow({ percent: 50 });
    const payment = await one('canary');
    const explained = async () => (await hub.ask<Explanation>('GET', `/v1/payments/${payment.id}/decision`)).body;
    const before = await explained();
    expect(before.decision).toEqual(payment.decision);
    expect(before.nodes.map(({ node }) => node)).toEqual(['start', 'card', 'stop']);
    await end(publication, 'withdraw');
    expect(await explained()).toEqual(before);
    expect((await hub.payment(payment.id)).decision).toEqual(payment.decision);
    const next = await looked(hub);
    expect(next.canaries).toBeUndefined();
    expect(methodsOf(next)).not.toEqual(['card']);
  });

  it('answers a preview as it will answer that shopper, and those it does not know by what is published', async () => {
    const { revision } = await tryFlow({ percent: 50 });
    const preview = async (shopper: { email?: string }) => {
      const body = { brand: 'rosmarino', total: { amount: 4990, currency: 'EUR' }, shopper };
      return (await hub.ask<{ revision: number }>('POST', '/v1/decisions', { body })).body.revision;
    };
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com', 'e@example.com'])
      expect(await preview({ email })).toBe((await looked(hub, { shopper: { email } })).decision?.revision);
    expect(await preview({})).not.toBe(revision);
  });
});

describe('a brand that is tried on a part of the payments', () => {
  it('stays the same for a payment from its first look to its end, whatever becomes of it', async () => {
    const publication = await tryBrand({ merchantName: 'Rosmarino, nuovo' }, { percent: 50 });
    const payment = await one('canary', 'checkout');
    const logo = `/v1/brands/rosmarino/logo.svg?revision=${publication.revision}`;
    expect(await brandOf(payment)).toMatchObject({ merchantName: 'Rosmarino, nuovo', logo });
    const { status, headers } = await hub.ask('GET', logo, { key: null });
    expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    await end(publication, 'withdraw');
    expect(await brandOf(payment)).toMatchObject({ merchantName: 'Rosmarino, nuovo', logo });
    expect(await brandOf(await looked(hub))).toMatchObject({ merchantName: 'Rosmarino' });
  });

  it('leaves those it is compared with where they are when it is promoted', async () => {
    const publication = await tryBrand({ merchantName: 'Rosmarino, nuovo' }, { percent: 50 });
    const [tried, compared] = [await one('canary', 'checkout'), await one('control', 'checkout')];
    expect((await end(publication, 'promote')).status).toBe(200);
    expect((await brandOf(tried)).merchantName).toBe('Rosmarino, nuovo');
    expect((await brandOf(compared)).merchantName).toBe('Rosmarino');
    expect((await brandOf(await looked(hub))).merchantName).toBe('Rosmarino, nuovo');
  });

  it('brings its own flow and its own terms', async () => {
    await tryBrand({ flow: 'nordlicht', payment: { expiresAfterMinutes: 7 } }, { percent: 50 });
    const shoppers = Array.from({ length: 12 }, (_, index) => ({ email: `shopper${index}@example.com` }));
    const payments = await Promise.all(shoppers.map((shopper) => looked(hub, { shopper })));
    const minutes = ({ createdAt, expiresAt }: Payment) => (Date.parse(expiresAt) - Date.parse(createdAt)) / 60_000;
    expect(new Set(payments.map((payment) => partOf(payment, 'checkout')?.arm)).size).toBe(2);
    for (const payment of payments) {
      const isTried = partOf(payment, 'checkout')?.arm === 'canary';
      expect(payment.decision?.flow).toBe(isTried ? 'nordlicht' : 'rosmarino');
      expect(minutes(payment) === 7).toBe(isTried);
    }
  });

  it('is looked up once it is out of memory: after the engine was started anew', async () => {
    const publication = await tryBrand({ merchantName: 'Rosmarino, nuovo' }, { percent: 50 });
    const payment = await one('canary', 'checkout');
    await end(publication, 'withdraw');
    const other = await hub.anotherNode();
    try {
      expect((await other.checkout(payment)).brand.merchantName).toBe('Rosmarino, nuovo');
    } finally {
      await other.stop();
    }
  });
});
