import type { Payment } from '@pih/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, tokenOf, type TestHub } from '../../hub-for-tests.ts';
import { expireDue } from './keep-asking.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

/** At the simulator, PayPal reviews a capture whose sum ends like this, and completes it a moment later. */
const reviewed = { amount: 166_67, currency: 'EUR' };

const becomes = (id: string, state: Payment['state']): Promise<void> =>
  new Promise((done) => {
    const stop = hub.app.payments.payments.onChange((payment) => {
      if (payment._id !== id || payment.state !== state) return;
      stop();
      done();
    });
  });

describe('a payment that waits for its shopper at the provider', () => {
  it('still shows the other methods, so that a shopper who came back may choose again', async () => {
    const order = await hub.order();
    await hub.choose(order, 'card');
    expect(await hub.checkout(order)).toMatchObject({
      state: 'pending',
      offers: [{ method: 'card' }, { method: 'paypal' }],
    });
  });
});

describe('money that is on its way', () => {
  it('lets nobody pay again, cancel or expire, and arrives', async () => {
    const order = await hub.order({ total: reviewed });
    const paid = becomes(order.id, 'paid');
    await hub.goBack(await hub.onHostedPage(await hub.choose(order, 'paypal'), 'approve'));
    expect(await hub.checkout(order)).toMatchObject({ state: 'pending', offers: [] });

    const second = await hub.ask('POST', `/v1/checkout/${tokenOf(order)}/attempts`, {
      key: null,
      body: { method: 'card' },
    });
    expect(second).toMatchObject({ status: 502, body: { type: expect.stringContaining('outcome-unknown') } });
    const cancel = await hub.ask('POST', `/v1/payments/${order.id}/cancel`, { body: {} });
    expect(cancel).toMatchObject({ status: 502, body: { type: expect.stringContaining('outcome-unknown') } });
    hub.advance(3 * 24 * 3_600_000);
    await expireDue(hub.app.payments);
    expect((await hub.payment(order.id)).state).toBe('pending');

    await paid;
    expect(await hub.payment(order.id)).toMatchObject({
      state: 'paid',
      captured: reviewed,
      attempts: [{ state: 'paid' }],
    });
  });
});
