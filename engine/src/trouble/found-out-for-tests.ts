import type { Payment, PaymentRequest } from '@pih/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { attack, offer, troubles } from './attack-for-tests.ts';
import { attacked, type Attacked } from './attacked-providers-for-tests.ts';

const total = { amount: 49_90, currency: 'EUR' };
const shopper = {
  name: 'Anna Bianchi',
  email: 'anna@example.com',
  phone: '+390212345678',
  address: { line1: 'Via Roma 1', city: 'Milano', postcode: '20121', country: 'IT' },
} satisfies PaymentRequest['shopper'];

const once = { taken: total.amount, held: 0, givenBack: 0 };
const onceHeld = { taken: 0, held: total.amount, givenBack: 0 };
const nothing = { taken: 0, held: 0, givenBack: 0 };

/**
 * The promise, for one provider and whatever happens to any of its calls: the hub finds out what became of the money, and
 * none moves twice. Each provider has a test file of its own, so that they can be attacked side by side.
 */
export async function findsOutAt(id: Attacked['id']): Promise<void> {
  const { hub, under, during, findsOut, books } = await attack();
  const provider = attacked.find((each) => each.id === id);
  if (!provider) throw new Error(`Nobody attacks ${id}.`);
  beforeAll(() => offer(hub, id));

  const order = (capture: 'automatic' | 'manual' = 'automatic') => hub.order({ total, shopper, capture });

  /** The shopper agrees at the provider; where it sends them. */
  const agree = async (page: string): Promise<string> => hub.onHostedPage(page, 'pay');

  async function paid(capture?: 'automatic' | 'manual'): Promise<Payment> {
    const payment = await order(capture);
    await hub.goBack(await agree(await hub.choose(payment, 'card')));
    return findsOut(payment.id, capture === 'manual' ? 'authorized' : 'paid');
  }

  const post = (payment: Payment, what: string, key: string) =>
    hub.ask('POST', `/v1/payments/${payment.id}/${what}`, { body: {}, idempotencyKey: `${payment.id}-${key}` });

  describe.each(troubles)('when %s', (_what, trouble) => {
    it('while beginning, nothing is charged, and the shopper who tries again is charged once', async () => {
      const payment = await order();
      const failed = await under(provider, 'create', trouble, () =>
        hub.choose(payment, 'card').catch((error: Error) => error.message),
      );
      expect(failed).toContain('provider-unavailable');
      expect(books()).toEqual(nothing);
      await hub.goBack(await agree(await hub.choose(payment, 'card')));
      await findsOut(payment.id, 'paid');
      expect(books()).toEqual(once);
    });

    it('while looking, the hub finds out by itself that it was paid', async () => {
      const payment = await order();
      const page = await hub.choose(payment, 'card');
      await under(provider, 'lookUp', trouble, async () => hub.goBack(await agree(page)));
      expect((await hub.payment(payment.id)).state).toBe('pending');
      await findsOut(payment.id, 'paid');
      expect(books()).toEqual(once);
    });

    it.runIf(provider.calls.settle)('while taking what the shopper agreed to, it is taken once', async () => {
      const payment = await order();
      const page = await hub.choose(payment, 'card');
      await under(provider, 'settle', trouble, async () => hub.goBack(await agree(page)));
      expect(['pending', 'paid']).toContain((await hub.payment(payment.id)).state);
      await findsOut(payment.id, 'paid');
      expect(books()).toEqual(once);
    });

    it.runIf(provider.calls.hold)('while holding what the shopper agreed to, it is held once', async () => {
      const payment = await order('manual');
      const page = await hub.choose(payment, 'card');
      await under(provider, 'hold', trouble, async () => hub.goBack(await agree(page)));
      await findsOut(payment.id, 'authorized');
      expect(books()).toEqual(onceHeld);
    });

    it('while capturing, the hub goes on asking until it knows, and captures once', async () => {
      const payment = await paid('manual');
      await under(provider, 'capture', trouble, () => post(payment, 'capture', 'capture'));
      const { captured } = await findsOut(payment.id, 'paid');
      expect([captured, books()]).toEqual([total, once]);
    });

    it('while releasing held money, whoever asks again learns that it is released', async () => {
      const payment = await paid('manual');
      await under(provider, 'release', trouble, () => post(payment, 'cancel', 'first'));
      const { state } = await hub.payment(payment.id);
      if (state !== 'canceled') await post(payment, 'cancel', 'second');
      expect((await hub.payment(payment.id)).state).toBe('canceled');
      expect(books()).toEqual(nothing);
    });

    it('while refunding, the hub goes on asking until it knows, and refunds once', async () => {
      const payment = await paid();
      await under(provider, 'refund', trouble, () => post(payment, 'refunds', 'refund'));
      await findsOut(payment.id, 'refunded');
      await post(payment, 'refunds', 'refund');
      expect(books()).toEqual({ ...once, givenBack: total.amount });
    });
  });

  it('webhooks that are lost, repeated and in the wrong order change nothing about what was paid', async () => {
    const first = await order();
    const second = await order();
    await during(
      { webhooks: [{ after: 2, do: { kind: 'reorder', count: 3 } }, { do: { kind: 'repeat', copies: 5 } }] },
      async () => {
        for (const payment of [first, second]) await hub.goBack(await agree(await hub.choose(payment, 'card')));
      },
    );
    for (const payment of [first, second]) await findsOut(payment.id, 'paid');
    expect(books()).toEqual({ ...once, taken: 2 * total.amount });
  });
}
