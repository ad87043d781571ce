import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../providers/index.ts';
import { changed, isWaiting } from '../record/change.ts';
import { after, isTransition } from '../record/lifecycle.ts';
import { failed, outcomeChange } from './outcomes.ts';
import { openAttempt, payingAttempt, type StoredPayment } from '../record/payment.ts';
import { settlement } from '../actions/refund-changes.ts';
import { anAttempt, aPayment, eur, noon } from '../shop-for-tests.ts';

const provider = { type: 'provider', id: 'stripe' } as const;
const paid: Outcome = { kind: 'paid', reference: 'cs_1', at: noon, amount: eur(49_90) };
const held: Outcome = { kind: 'authorized', reference: 'cs_1', at: noon, amount: eur(49_90) };
const declined: Outcome = { kind: 'declined', reason: 'insufficient_funds', providerCode: 'nsf', final: true };

const pending = (about: Partial<StoredPayment> = {}) =>
  aPayment({ state: 'pending', attempts: [anAttempt()], askAgainAt: noon, ...about });

/** The payment after some answers about its attempts, each an attempt's id and an outcome. */
const told = (payment: StoredPayment, ...news: [string, Outcome][]): StoredPayment =>
  news.reduce((present, [attempt, outcome]) => {
    const change = outcomeChange(present, attempt, outcome, noon, 10);
    return change ? changed(present, change, provider, noon) : present;
  }, payment);

describe('an answer about the attempt that a payment waits for', () => {
  it('pays it', () => {
    expect(told(pending(), ['att_1', paid])).toMatchObject({ state: 'paid', captured: 49_90, method: 'card' });
  });

  it('holds the money', () => {
    expect(told(pending(), ['att_1', held])).toMatchObject({ state: 'authorized', captured: 0 });
  });

  it('returns it to its shopper after a decline, with the reason', () => {
    const payment = told(pending(), ['att_1', declined]);
    expect(payment.state).toBe('created');
    expect(payment.attempts[0]).toMatchObject({ state: 'failed', reason: 'insufficient_funds', providerCode: 'nsf' });
  });

  it('fails it with the decline of the last try', () => {
    const change = outcomeChange(pending(), 'att_1', declined, noon, 1);
    expect(change?.events.map(({ type }) => type)).toEqual(['attempt.failed', 'payment.failed']);
  });

  it('counts providers that were passed over as one try', () => {
    const passedOver = anAttempt({ id: 'att_0', provider: 'paypal', state: 'failed' });
    const change = failed(pending({ attempts: [passedOver, anAttempt()] }), anAttempt(), 'declined', noon, 2);
    expect(change?.events.map(({ type }) => type)).toEqual(['attempt.failed']);
  });

  it.each<Outcome>([
    { kind: 'unknown', because: 'timeout' },
    { kind: 'unknown', because: 'no_reference' },
    { kind: 'refused', because: 'a wrong key' },
    { kind: 'pending' },
    { kind: 'declined', reason: 'declined', final: false },
  ])('changes nothing when it says no more than $kind', (outcome) => {
    expect(outcomeChange(pending(), 'att_1', outcome, noon, 10)).toBeUndefined();
  });

  it('keeps what the provider wants to see again, though nothing is settled', () => {
    const slow: Outcome = { kind: 'pending', memory: { capture: 'C1' } };
    const once = told(pending(), ['att_1', slow]);
    expect(once).toMatchObject({ state: 'pending', attempts: [{ memory: { capture: 'C1' } }] });
    expect(told(once, ['att_1', slow])).toBe(once);
  });

  it('takes the whole sum when the provider does not say', () => {
    const { amount: _none, ...silent } = paid;
    expect(told(pending(), ['att_1', silent])).toMatchObject({ state: 'paid', captured: 49_90 });
  });
});

describe('another sum than the payment asks', () => {
  const yen = { amount: 49_90, currency: 'JPY' };
  const withPrevious = pending({ attempts: [anAttempt({ id: 'att_0', state: 'failed' }), anAttempt()] });

  it.each([
    ['less', eur(49_89)],
    ['nothing', eur(0)],
    ['another currency', yen],
  ])('never pays it: %s', (_what, amount) => {
    const payment = told(pending(), ['att_1', { ...paid, amount }]);
    expect(payment).toMatchObject({ state: 'failed', captured: 0, attempts: [{ state: 'paid', surplus: amount }] });
    expect(payment.events.slice(-2).map(({ type }) => type)).toEqual(['attempt.sum_differed', 'payment.failed']);
    expect(payment.events.at(-2)?.data).toMatchObject({ amount, expected: eur(49_90) });
    expect(payingAttempt(payment)).toBeUndefined();
    expect(told(payment, ['att_1', paid])).toBe(payment);
  });

  it('pays it when it is more, counts all of it as refundable, and asks for a look until the rest is given back', () => {
    const payment = told(pending(), ['att_1', { ...paid, amount: eur(59_90) }]);
    expect(payment).toMatchObject({ state: 'paid', captured: 59_90, attention: 'sum_differs' });
    const given = { key: 'k', fingerprint: 'f', attempt: 'att_1', createdAt: noon, actor: { type: 'system' } } as const;
    const refunds = [{ ...given, id: 'ref_1', amount: 10_00, state: 'pending' as const }];
    const asked = changed(payment, { events: [{ type: 'refund.requested' }], set: { refunds } }, provider, noon);
    const change = settlement(asked, 'ref_1', { kind: 'succeeded', reference: 're_1' }, noon, true);
    expect(change && changed(asked, change, provider, noon).attention).toBeUndefined();
  });

  it('is the merchant’s to take of held money, in the provider’s own console too', () => {
    const less: Outcome = { ...paid, amount: eur(20_00) };
    expect(told(pending(), ['att_1', held], ['att_1', less])).toMatchObject({ state: 'paid', captured: 20_00 });
  });

  it('cancels a hold that was taken in another currency', () => {
    const payment = told(pending(), ['att_1', held], ['att_1', { ...paid, amount: yen }]);
    expect(payment).toMatchObject({ state: 'canceled', captured: 0, attention: 'sum_differs' });
  });

  it.each([
    ['less', eur(10_00)],
    ['another currency', yen],
  ])('is not held for it: %s is released', (_what, amount) => {
    const payment = told(pending(), ['att_1', { ...held, amount }]);
    expect(payment).toMatchObject({ state: 'failed', attention: 'sum_differs' });
    expect(isWaiting(payment)).toBe(true);
    const free = told(payment, ['att_1', { kind: 'canceled' }]);
    expect([free.events.at(-1)?.type, free.attention, isWaiting(free)]).toEqual(['attempt.released', undefined, false]);
  });

  it('on a page that its shopper left does not end what they are at now', () => {
    const payment = told(withPrevious, ['att_0', { ...paid, amount: eur(1) }]);
    expect(payment).toMatchObject({ state: 'pending', attention: 'sum_differs' });
    expect(told(payment, ['att_1', paid])).toMatchObject({ state: 'paid', captured: 49_90, attention: 'sum_differs' });
  });

  it.each(['failed', 'canceled', 'expired'] as const)('late does not pay what is %s', (state) => {
    const ended = aPayment({ state, attempts: [anAttempt({ state: 'failed' })] });
    expect(told(ended, ['att_1', { ...paid, amount: eur(1) }])).toMatchObject({
      state,
      captured: 0,
      attention: 'sum_differs',
      attempts: [{ surplus: eur(1) }],
    });
  });
});

describe('the same news again', () => {
  it.each([
    ['paid', paid],
    ['authorized', held],
    ['declined', declined],
    ['expired', { kind: 'expired' } satisfies Outcome],
  ])('changes nothing: %s', (_kind, outcome) => {
    const once = told(pending(), ['att_1', outcome]);
    expect(told(once, ['att_1', outcome])).toBe(once);
  });

  it('does not take money back: a decline after the payment', () => {
    const once = told(pending(), ['att_1', paid]);
    expect(told(once, ['att_1', declined], ['att_1', held], ['att_1', { kind: 'canceled' }])).toBe(once);
  });
});

describe('late news', () => {
  it.each(['failed', 'canceled', 'expired'] as const)('pays a payment that is %s, and asks for a look', (state) => {
    const ended = aPayment({ state, attempts: [anAttempt({ state: 'failed' })] });
    const payment = told(ended, ['att_1', paid]);
    expect(payment).toMatchObject({ state: 'paid', captured: 49_90, attention: 'paid_late' });
    expect(payment.events.at(-1)?.type).toBe('payment.paid_late');
  });

  it('notes a second payment without counting it', () => {
    const two = pending({ attempts: [anAttempt({ id: 'att_0', state: 'failed' }), anAttempt()] });
    const payment = told(two, ['att_1', paid], ['att_0', paid]);
    expect(payment).toMatchObject({ state: 'paid', captured: 49_90, attention: 'paid_twice' });
    expect(payingAttempt(payment)?.id).toBe('att_1');
  });

  it('notes a second payment while the first is held, and still captures the first', () => {
    const two = pending({ attempts: [anAttempt({ id: 'att_0', state: 'failed' }), anAttempt()] });
    const payment = told(two, ['att_1', held], ['att_0', paid]);
    expect(payment).toMatchObject({ state: 'authorized', captured: 0, attention: 'paid_twice' });
    expect(payingAttempt(payment)?.id).toBe('att_1');
    expect(told(payment, ['att_1', paid])).toMatchObject({ state: 'paid', captured: 49_90 });
  });

  it('releases money that is held for an ended payment, and then asks for no look', () => {
    const ended = aPayment({ state: 'canceled', attempts: [anAttempt({ state: 'failed' })] });
    const late = told(ended, ['att_1', held]);
    expect(late).toMatchObject({ state: 'canceled', attention: 'paid_late' });
    expect(isWaiting(late)).toBe(true);
    const free = told(late, ['att_1', { kind: 'canceled' }]);
    expect(free.events.at(-1)?.type).toBe('attempt.released');
    expect(free.state).toBe('canceled');
    expect(free.attention).toBeUndefined();
    expect(free.askAgainAt).toBeUndefined();
  });

  it('takes money that was held for nothing and captured elsewhere as a second payment', () => {
    const two = pending({ attempts: [anAttempt({ id: 'att_0', state: 'failed' }), anAttempt()] });
    const payment = told(two, ['att_1', paid], ['att_0', held], ['att_0', paid]);
    expect(payment).toMatchObject({ state: 'paid', captured: 49_90, attention: 'paid_twice' });
  });
});

describe('whatever comes in whatever order', () => {
  const outcome: fc.Arbitrary<Outcome> = fc.oneof(
    fc.integer({ min: 1, max: 49_90 }).map((amount): Outcome => ({ ...paid, amount: eur(amount) })),
    fc.constantFrom<Outcome>(
      paid,
      held,
      declined,
      { ...declined, final: false },
      { kind: 'canceled' },
      { kind: 'expired' },
      { kind: 'pending' },
      { kind: 'pending', memory: { capture: 'C1' } },
      { kind: 'refused', because: 'no' },
      { kind: 'unknown', because: 'timeout' },
    ),
  );
  type Step = { about: number; outcome: Outcome } | 'start' | 'cancel' | 'expire' | 'capture';
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.oneof(
      fc.record({ about: fc.integer({ min: 0, max: 3 }), outcome }),
      fc.constantFrom<Step>('start', 'cancel', 'expire', 'capture'),
    ),
    { maxLength: 25 },
  );

  /** One step in a payment's life, as the rest of the room would take it. */
  const step = (payment: StoredPayment, each: Step): StoredPayment => {
    const as = (change: Parameters<typeof changed>[1]) => changed(payment, change, provider, noon);
    if (typeof each === 'object') return told(payment, [`att_${each.about}`, each.outcome]);
    const isOpen = payment.state === 'created' || payment.state === 'pending';
    if (each === 'start' && payment.state === 'created') {
      const id = `att_${payment.attempts.length}`;
      return as({
        events: [{ type: 'attempt.started' }],
        set: { attempts: [...payment.attempts, anAttempt({ id, key: id, reference: `cs_${id}` })] },
      });
    }
    if (each === 'capture' && payment.state === 'authorized')
      return as({ events: [], set: { capturing: { key: 'k', amount: 10_00, askedAt: noon } } });
    if ((each !== 'cancel' && each !== 'expire') || !isOpen) return payment;
    return as({ events: [{ type: each === 'cancel' ? 'payment.canceled' : 'payment.expired' }] });
  };

  it('state and history agree, no more than the total is counted, and only once', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let payment = aPayment();
        for (const each of taken) {
          const before = payment;
          payment = step(payment, each);
          expect(payment.events.slice(0, before.events.length)).toEqual(before.events);
        }
        const folded = payment.events.reduce(
          (state, { type }) => (isTransition(type) ? (after(state, type) ?? state) : state),
          aPayment().state,
        );
        expect(payment.state).toBe(folded);
        expect(payment.events.map(({ sequence }) => sequence)).toEqual(payment.events.map((_event, at) => at + 1));
        expect(payment.captured).toBeLessThanOrEqual(payment.total.amount);
        const counted = payment.attempts.filter(({ state, isSurplus }) => state === 'paid' && !isSurplus);
        expect(counted.length).toBe(payment.state === 'paid' ? 1 : 0);
        expect(payment.askAgainAt !== undefined).toBe(isWaiting(payment));
        if (payment.state === 'pending') expect(openAttempt(payment)).toBeDefined();
        if (payment.state === 'created') expect(openAttempt(payment)).toBeUndefined();
      }),
      { numRuns: 2_000, seed: 20261123 },
    );
  });

  it('repeating any answer changes nothing the second time', () => {
    fc.assert(
      fc.property(steps, outcome, fc.integer({ min: 0, max: 3 }), (taken, last, about) => {
        const once = told(taken.reduce(step, aPayment()), [`att_${about}`, last]);
        expect(told(once, [`att_${about}`, last])).toBe(once);
      }),
      { numRuns: 2_000, seed: 20261123 },
    );
  });
});
