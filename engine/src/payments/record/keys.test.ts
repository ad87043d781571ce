import { describe, expect, it } from 'vitest';
import { changed } from './change.ts';
import { earlierAction, isForgotten, withAction, withNewAction } from './keys.ts';
import type { StoredPayment } from './payment.ts';
import { IdempotencyKeyReused } from '../problems.ts';
import { refundOf, reserve, settlement } from '../actions/refund-changes.ts';
import { anAttempt, aPayment, eur, noon } from '../shop-for-tests.ts';

const day = 24 * 3_600_000;
const later = (ms: number) => new Date(noon.getTime() + ms);
const system = { type: 'system' } as const;
const intention = { key: 'k', fingerprint: 'f' };

describe('a key', () => {
  it('stands for its intention for a day, to the millisecond, and not before it was used by a slow clock', () => {
    expect([later(day - 1), later(day), later(-5_000)].map((now) => isForgotten(noon, now))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('that was used again after a day stands for the new refund, by a clock that is behind as well', () => {
    const payment = aPayment({ state: 'paid', captured: 49_90, attempts: [anAttempt({ state: 'paid' })] });
    const refunding = (current: StoredPayment, amount: number, at: Date) => {
      const change = reserve({ amount: eur(amount) }, intention, system)(current, at);
      return change ? changed(current, change, system, at) : current;
    };
    const first = refunding(payment, 5_00, noon);
    const made = settlement(first, first.refunds[0]?.id ?? '', { kind: 'succeeded', reference: 're_1' }, noon, false);
    const again = refunding(changed(first, made ?? { events: [] }, system, noon), 7_00, later(day));
    expect(again.refunds).toHaveLength(2);
    expect(refundOf(again, intention.key, later(day - 1_000))?.amount).toBe(7_00);
  });

  it('stands for one kind of action', () => {
    const payment = aPayment({ actions: withNewAction(aPayment(), 'capture', intention, noon) });
    expect(earlierAction(payment, 'capture', intention, noon)).toMatchObject(intention);
    expect(earlierAction(payment, 'cancel', intention, noon)).toBeUndefined();
    expect(earlierAction(payment, 'capture', intention, later(day))).toBeUndefined();
    expect(() => earlierAction(payment, 'capture', { ...intention, fingerprint: 'other' }, noon)).toThrow(
      IdempotencyKeyReused,
    );
  });

  it('is told the end of its own action only, and goes with it after a day', () => {
    const both = withNewAction(
      aPayment({ actions: withNewAction(aPayment(), 'capture', intention, noon) }),
      'cancel',
      intention,
      later(1),
    );
    const told = withAction(aPayment({ actions: both }), 'cancel', intention.key, { isOver: true });
    expect(told.map(({ what, isOver }) => [what, isOver])).toEqual([
      ['capture', undefined],
      ['cancel', true],
    ]);
    const next = withNewAction(aPayment({ actions: told }), 'capture', { key: 'n', fingerprint: 'f' }, later(day));
    expect(next.map(({ what, key }) => [what, key])).toEqual([
      ['cancel', 'k'],
      ['capture', 'n'],
    ]);
  });
});
