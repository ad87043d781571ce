import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../../hub-for-tests.ts';

let hub: TestHub;
const seen = new Map<string, string[]>();
beforeAll(async () => {
  hub = await startTestHub();
  hub.app.effects.register({
    name: 'seen',
    startsWith: 'now',
    handle: async ({ _id }, { sequence, type }) =>
      void seen.set(_id, [...(seen.get(_id) ?? []), `${sequence} ${type}`]),
  });
});
afterAll(() => hub.stop());

it('an effect sees all that happens to payments of the hub, in order, whatever changes them', async () => {
  const payments = await Promise.all([hub.paid('card'), hub.paid('paypal'), hub.paid('card')]);
  await Promise.all(
    payments.map(({ id }) =>
      hub.ask('POST', `/v1/payments/${id}/refunds`, { body: { amount: { amount: 100, currency: 'EUR' } } }),
    ),
  );
  await hub.webhooksSettled();
  await hub.app.effects.idle();
  for (const { id } of payments) {
    const { events } = await hub.payment(id);
    expect(seen.get(id)).toEqual(events.map(({ sequence, type }) => `${sequence} ${type}`));
    const stored = await hub.app.payments.payments.get(id);
    expect(stored.effects).toMatchObject({ done: { seen: events.length } });
    expect(stored.effectsDueAt).toBeUndefined();
  }
});
