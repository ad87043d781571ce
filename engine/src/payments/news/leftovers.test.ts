import type { Provider } from '@pih/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { withAttempt } from '../record/change.ts';
import { hubOnALine } from '../hub-on-a-line-for-tests.ts';
import { expireDue, reconcile } from './keep-asking.ts';
import { happened, publish, slug, tryToPay } from '../shop-for-tests.ts';

const { hub, line: paypal } = await hubOnALine('paypal');

/** PayPal as a provider that can neither close what it opened nor release what it holds. */
beforeAll(() =>
  publish<Provider>(hub, 'provider', 'paypal', (document) => {
    delete document.declarative?.operations.cancel;
    return document;
  }),
);

describe('at a provider that cannot cancel', () => {
  it('a page that its shopper left is closed once it certainly was not paid', async () => {
    const payment = await hub.order();
    await hub.choose(payment, 'paypal');
    expect((await tryToPay(hub, payment, { method: 'card' })).status).toBe(201);
  });

  it('money that is on its way lets nobody pay again or cancel', async () => {
    const payment = await hub.order();
    await hub.choose(payment, 'paypal');
    paypal.fate(/^GET .*orders/, (answer) => {
      const captures = [{ id: 'CAPTURE', status: 'PENDING', amount: { currency_code: 'EUR', value: '49.90' } }];
      return JSON.stringify({ ...(JSON.parse(answer) as object), purchase_units: [{ payments: { captures } }] });
    });
    expect(slug(await tryToPay(hub, payment, { method: 'card' }))).toBe('outcome-unknown');
    expect(slug(await hub.ask('POST', `/v1/payments/${payment.id}/cancel`, { body: {} }))).toBe('outcome-unknown');
    // Nor does the payment end because nobody can be asked any more.
    paypal.fate(/./, 'never arrives');
    hub.advance(3 * 24 * 3_600_000);
    await expireDue(hub.app.payments);
    expect((await hub.payment(payment.id)).state).toBe('pending');
  });

  it('money that is held for nothing is asked about until somebody has let it go there', async () => {
    const { id } = await hub.paid('paypal', { capture: 'manual' });
    await hub.app.payments.payments.change(id, { type: 'system' }, (payment) => ({
      events: [{ type: 'payment.canceled' }, { type: 'payment.authorized_late' }],
      set: { attempts: withAttempt(payment, payment.attempts[0]?.id ?? '', { isSurplus: true }) },
    }));
    hub.advance(61_000);
    await reconcile(hub.app.payments);
    expect((await hub.payment(id)).attention).toBe('paid_late');
    paypal.fate(/^GET .*orders/, (answer) => answer.replace('"CREATED"', '"VOIDED"'));
    hub.advance(3_600_000);
    await reconcile(hub.app.payments);
    const after = await hub.payment(id);
    expect([happened(after).at(-1), after.attention]).toEqual(['attempt.released', undefined]);
    hub.advance(7_200_000);
    expect(await reconcile(hub.app.payments)).toBe(0);
  });
});
