import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../hub-for-tests.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

describe.each(['card', 'paypal'] as const)('a payment by %s', (method) => {
  it('goes from order to paid, by the provider’s word', async () => {
    const payment = await hub.paid(method);
    expect(payment).toMatchObject({ state: 'paid', method, captured: payment.total });
  });
});
