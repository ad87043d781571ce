import type { Provider } from '@pih/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { tokenOf } from '../hub-for-tests.ts';
import { attack, offer, publish, troubles } from './attack-for-tests.ts';
import { attacked } from './attacked-providers-for-tests.ts';

const { hub, sandbox, under, findsOut, books, tookMoney } = await attack();
const twenty = { amount: 20_00, currency: 'EUR' };
const [stripe, paypal] = attacked;
if (!stripe || !paypal) throw new Error('There are not two providers to choose from.');

describe.each([
  { first: stripe, second: paypal },
  { first: paypal, second: stripe },
])('an offer with $first.id first and $second.id after it', ({ first, second }) => {
  beforeAll(() => offer(hub, first.id, second.id));

  it.each(troubles)('goes to the second when %s, and only that one is paid', async (_what, trouble) => {
    const payment = await hub.order({ total: twenty });
    const page = await under(first, 'create', trouble, () => hub.choose(payment, 'card'));
    expect(page).toContain(sandbox[second.id].url);
    await hub.goBack(await hub.onHostedPage(page, 'pay'));
    const { provider } = await findsOut(payment.id, 'paid');
    expect([provider, tookMoney(first.id), books().taken]).toEqual([second.id, false, 20_00]);
  });

  it.each(troubles)('stays with the first once its page was opened, even when %s', async (_what, trouble) => {
    const payment = await hub.order({ total: twenty });
    const page = await hub.choose(payment, 'card');
    await hub.onHostedPage(page, 'pay');
    // The shopper comes back and picks again, while nobody can tell whether the first page was paid.
    const again = await under(first, 'lookUp', trouble, () =>
      hub.ask('POST', `/v1/checkout/${tokenOf(payment)}/attempts`, { key: null, body: { method: 'card' } }),
    );
    expect(again.status).toBe(502);
    expect(again.body['type']).toMatch(/outcome-unknown$/);
    const { provider } = await findsOut(payment.id, 'paid');
    expect([provider, tookMoney(second.id), books().taken]).toEqual([first.id, false, 20_00]);
  });
});

it('leaves a provider that has stopped answering alone, and still gives back what was paid there', async () => {
  await offer(hub, stripe.id, paypal.id);
  const earlier = await hub.order({ total: twenty });
  await hub.goBack(await hub.onHostedPage(await hub.choose(earlier, 'card'), 'pay'));
  await findsOut(earlier.id, 'paid');
  const resilience = { breaker: { failures: 2, coolDown: 3600 } };
  await publish<Provider>(hub, 'provider', stripe.id, (document) => ({ ...document, resilience }));

  // Each of them is begun at PayPal; only the first two calls are made to Stripe before it is left alone.
  sandbox.play({
    calls: [{ simulator: stripe.id, method: 'POST', path: '/v1/checkout/sessions', do: { kind: 'fail' } }],
  });
  for (let time = 0; time < 4; time++)
    expect(await hub.choose(await hub.order({ total: twenty }), 'card')).toContain(sandbox.paypal.url);
  expect(sandbox.played().calls).toEqual([2]);

  await hub.ask('POST', `/v1/payments/${earlier.id}/refunds`, { body: {} });
  await findsOut(earlier.id, 'refunded');
  expect(books()).toEqual({ taken: 20_00, held: 0, givenBack: 20_00 });
});
