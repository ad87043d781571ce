import { describe, expect, it } from 'vitest';
import { changed, ImpossibleTransition } from './change.ts';
import { after, hasEnded, isTransition, isUnpaid, lifecycle, type PaymentState, type Transition } from './lifecycle.ts';
import { aPayment, noon } from '../shop-for-tests.ts';

const states = Object.keys(lifecycle) as PaymentState[];
const transitions: Transition[] = [
  'attempt.started',
  'attempt.failed',
  'payment.authorized',
  'payment.paid',
  'payment.paid_late',
  'payment.partially_refunded',
  'payment.refunded',
  'payment.refund_returned',
  'payment.failed',
  'payment.canceled',
  'payment.expired',
];

/** What each event means: from which states it may come, and where it leads from all of them. */
const meaning: Record<Transition, { from: PaymentState[]; to: PaymentState }> = {
  'attempt.started': { from: ['created'], to: 'pending' },
  'attempt.failed': { from: ['pending'], to: 'created' },
  'payment.authorized': { from: ['created', 'pending'], to: 'authorized' },
  'payment.paid': { from: ['created', 'pending', 'authorized'], to: 'paid' },
  'payment.paid_late': { from: ['failed', 'canceled', 'expired'], to: 'paid' },
  'payment.partially_refunded': { from: ['paid', 'partially_refunded', 'refunded'], to: 'partially_refunded' },
  'payment.refunded': { from: ['paid', 'partially_refunded'], to: 'refunded' },
  'payment.refund_returned': { from: ['partially_refunded', 'refunded'], to: 'paid' },
  'payment.failed': { from: ['created', 'pending'], to: 'failed' },
  'payment.canceled': { from: ['created', 'pending', 'authorized'], to: 'canceled' },
  'payment.expired': { from: ['created', 'pending', 'authorized'], to: 'expired' },
};

describe.each(states)('a payment that is %s', (state) => {
  it.each(transitions)('takes or refuses %s as the event means', (event) => {
    const { from, to } = meaning[event];
    const change = { events: [{ type: event }] };
    if (from.includes(state)) {
      expect(after(state, event)).toBe(to);
      expect(changed(aPayment({ state }), change, { type: 'system' }, noon).state).toBe(to);
    } else {
      expect(after(state, event)).toBeUndefined();
      expect(() => changed(aPayment({ state }), change, { type: 'system' }, noon)).toThrow(ImpossibleTransition);
    }
  });

  it('can be reached from the beginning', () => {
    const reached = new Set<PaymentState>(['created']);
    for (const each of reached) for (const to of Object.values(lifecycle[each])) reached.add(to);
    expect(reached).toContain(state);
  });

  it('can be left, if only by a correction', () => {
    expect(Object.keys(lifecycle[state])).not.toEqual([]);
  });
});

it('moves an ended payment by nothing but late money', () => {
  for (const state of ['failed', 'canceled', 'expired'] as const)
    expect(Object.keys(lifecycle[state])).toEqual(['payment.paid_late']);
});

it('knows remarks from transitions', () => {
  expect(transitions.every(isTransition)).toBe(true);
  for (const remark of ['payment.created', 'payment.paid_twice', 'refund.failed', 'constructor'])
    expect(isTransition(remark)).toBe(false);
});

it('knows from the table alone who may still pay, and what has ended', () => {
  expect(states.filter(isUnpaid)).toEqual(['created', 'pending']);
  expect(states.filter(hasEnded)).toEqual(['failed', 'canceled', 'expired']);
  expect(states.filter((state) => after(state, 'payment.canceled'))).toEqual(['created', 'pending', 'authorized']);
});
