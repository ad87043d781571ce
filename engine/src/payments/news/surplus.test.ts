import { describe, expect, it } from 'vitest';
import { Forbidden, type Scope, type Viewer } from '../../http/index.ts';
import { changed } from '../record/change.ts';
import type { StoredPayment } from '../record/payment.ts';
import { NotRefundable, RefundTooLarge } from '../problems.ts';
import { reserve, settlement, type RefundWish } from '../actions/refund-changes.ts';
import { anAttempt, aPayment, eur, noon } from '../shop-for-tests.ts';
import { refundableAmount, surplusLeft } from '../record/sums.ts';
import { paymentView } from '../sight/views.ts';
import { permitFor } from '../sight/visible.ts';

const system = { type: 'system' } as const;
const yen = (amount: number) => ({ amount, currency: 'JPY' });

/** A payment of €49.90, and two more attempts that were paid beside it: one as much again, one in yen. */
const paidThrice = () =>
  aPayment({
    state: 'paid',
    captured: 49_90,
    attempts: [
      anAttempt({ id: 'att_own', state: 'paid' }),
      anAttempt({ id: 'att_again', state: 'paid', isSurplus: true, surplus: eur(49_90) }),
      anAttempt({ id: 'att_yen', state: 'paid', isSurplus: true, surplus: yen(8_000) }),
    ],
  });

let keys = 0;
/** The payment with one more refund set aside. */
function refunding(payment: StoredPayment, wish: RefundWish): StoredPayment {
  const key = `refund ${++keys}`;
  const change = reserve(wish, { key, fingerprint: key }, system)(payment, noon);
  return change ? changed(payment, change, system, noon) : payment;
}
/** The payment after its latest refund was made. */
function refunded(payment: StoredPayment): StoredPayment {
  const change = settlement(
    payment,
    payment.refunds.at(-1)?.id ?? '',
    { kind: 'succeeded', reference: 're_1' },
    noon,
    false,
  );
  return change ? changed(payment, change, system, noon) : payment;
}
const left = (payment: StoredPayment) => payment.attempts.map((attempt) => surplusLeft(payment, attempt));

describe('money that came beside the payment', () => {
  it('is reckoned for each attempt on its own, in the currency it came in', () => {
    const payment = refunding(refunding(paidThrice(), { attempt: 'att_again', amount: eur(9_90) }), {
      attempt: 'att_yen',
      amount: yen(3_000),
    });
    expect(left(payment)).toEqual([undefined, eur(40_00), yen(5_000)]);
    expect(refundableAmount(payment)).toBe(49_90);
  });

  it('goes back in its own currency, without changing what the payment counts', () => {
    const payment = refunded(refunding(paidThrice(), { attempt: 'att_yen' }));
    expect(payment).toMatchObject({ state: 'paid', captured: 49_90, refunded: 0 });
    expect(payment.events.at(-1)).toMatchObject({ type: 'refund.succeeded', data: { amount: yen(8_000) } });
    const view = paymentView(payment, '', () => undefined);
    expect(view.refunds).toMatchObject([{ amount: yen(8_000), attempt: 'att_yen' }]);
    expect(view.attempts.map(({ surplus }) => surplus)).toEqual([undefined, eur(49_90), undefined]);
  });

  it('is refused in another currency, and beyond what is left', () => {
    expect(() => refunding(paidThrice(), { attempt: 'att_yen', amount: eur(1) })).toThrow(NotRefundable);
    expect(() => refunding(paidThrice(), { attempt: 'att_yen', amount: yen(8_001) })).toThrow(RefundTooLarge);
    const all = refunding(paidThrice(), { attempt: 'att_yen' });
    expect(() => refunding(all, { attempt: 'att_yen' })).toThrow(RefundTooLarge);
  });

  it('is given back by those alone who may refund the method that it came by', async () => {
    const payment = aPayment({
      ...paidThrice(),
      method: 'paypal',
      attempts: [
        anAttempt({ id: 'att_own', state: 'paid', method: 'paypal' }),
        anAttempt({ id: 'att_again', state: 'paid', method: 'card', isSurplus: true, surplus: eur(49_90) }),
      ],
    });
    const allows = ({ method }: { method?: string | undefined }) => method === 'paypal';
    const scope: Scope = {
      reach: 'some',
      filter: {},
      limit: { words: 'only by PayPal', where: {} },
      allows,
      mightAllow: allows,
    };
    const viewer: Viewer = { caller: undefined, masked: new Set(), scope: async () => scope };
    const permit = await permitFor(viewer, 'payments.refund');
    const give = (wish: RefundWish) => reserve(wish, { key: 'k', fingerprint: 'f' }, system, permit)(payment, noon);
    expect(give({ amount: eur(1_00) })?.events).toHaveLength(1);
    expect(() => give({ attempt: 'att_again' })).toThrow(Forbidden);
  });

  it('can be given back after the payment itself was refunded wholly, and the other way round', () => {
    const wholly = refunded(refunding(paidThrice(), {}));
    expect(wholly).toMatchObject({ state: 'refunded', refunded: 49_90 });
    const both = refunded(refunding(wholly, { attempt: 'att_again' }));
    expect([both.state, left(both)]).toEqual(['refunded', [undefined, undefined, yen(8_000)]]);
    expect(() => refunding(both, {})).toThrow(NotRefundable);
  });

  it('is given free again by a refund that failed', () => {
    const asked = refunding(paidThrice(), { attempt: 'att_again' });
    const change = settlement(asked, asked.refunds[0]?.id ?? '', { kind: 'failed' }, noon, false);
    const after = changed(asked, change ?? { events: [] }, system, noon);
    expect(left(after)).toEqual([undefined, eur(49_90), yen(8_000)]);
    expect(after).toMatchObject({ state: 'paid', refunded: 0 });
  });
});

describe('what is to stay with the merchant', () => {
  it('is left alone by a refund of what is beyond it', () => {
    const payment = { ...paidThrice(), captured: 59_90 };
    const asked = refunding(payment, { attempt: 'att_own', keeping: 49_90 });
    expect(asked.refunds[0]?.amount).toBe(10_00);
    expect(() => refunding(asked, { attempt: 'att_own', keeping: 49_90 })).toThrow(RefundTooLarge);
  });
});
