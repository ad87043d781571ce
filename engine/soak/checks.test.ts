import type { Payment } from '@pih/schemas';
import { describe, expect, it } from 'vitest';
import { booksDiffer, halfApplied, lostOrDoubled } from './checks.ts';
import type { Story } from './story.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' as const });
const at = '2026-11-23T12:00:00.000Z';
const happened = (...types: Payment['events'][number]['type'][]): Payment['events'] =>
  types.map((type, index) => ({ sequence: index + 1, type, at, actor: { type: 'system' } }));
const aRefund = (about: Partial<Payment['refunds'][number]> = {}): Payment['refunds'][number] => ({
  id: 'ref_1',
  amount: eur(400),
  state: 'succeeded',
  attempt: 'att_1',
  reason: 'refund-1-0',
  createdAt: at,
  actor: { type: 'system' },
  ...about,
});

/** Ten euro paid by card, four of them refunded; but for what a test changes. */
const aPayment = (about: Partial<Payment> = {}): Payment =>
  ({
    id: 'pay_1',
    reference: 'SOAK-1',
    total: eur(1000),
    state: 'partially_refunded',
    captured: eur(1000),
    refunded: eur(400),
    attempts: [{ id: 'att_1', method: 'card', provider: 'stripe', state: 'paid', startedAt: at }],
    refunds: [aRefund()],
    events: happened('payment.created', 'attempt.started', 'payment.paid', 'payment.partially_refunded'),
    ...about,
  }) as Payment;

const aStory = (about: Partial<Story> = {}): Story => ({
  key: 'order-1',
  order: { reference: 'SOAK-1', brand: 'rosmarino', total: eur(1000) },
  method: 'card',
  declines: false,
  refunds: [{ key: 'refund-1-0', amount: 400, acknowledged: 'ref_1' }],
  payment: { id: 'pay_1', checkoutUrl: '' },
  tries: 0,
  hasPaid: true,
  isPaid: true,
  isOver: true,
  ...about,
});

const booked = { attempt: 'att_1', taken: 1000, refunds: [400] };

describe('the checks of the soak', () => {
  it('have nothing to say about what is right', () => {
    expect(halfApplied(aPayment())).toEqual([]);
    expect(lostOrDoubled(aStory(), aPayment())).toEqual([]);
    expect(booksDiffer([aPayment()], [booked])).toEqual([]);
  });

  it.each<[string, Partial<Payment>]>([
    ['a state that its events do not lead to', { state: 'paid' }],
    ['an event that is missing', { events: aPayment().events.filter(({ sequence }) => sequence !== 2) }],
    ['an event that may not follow', { events: happened('payment.created', 'payment.refunded') }],
    ['a sum that its refunds do not make', { refunded: eur(500) }],
    [
      'more refunded than captured',
      { refunds: [aRefund(), aRefund({ id: 'ref_2', amount: eur(700), state: 'pending' })] },
    ],
    ['money that no attempt brought', { attempts: [] }],
  ])('notice %s', (_what, about) => {
    expect(halfApplied(aPayment(about))).not.toEqual([]);
  });

  it.each<[string, Partial<Payment>]>([
    ['another payment under its id', { reference: 'SOAK-2' }],
    ['an acknowledged refund that is gone', { refunds: [] }],
    ['an acknowledged refund that failed', { refunds: [aRefund({ state: 'failed' })] }],
    ['a refund that was made twice', { refunds: [aRefund(), aRefund({ id: 'ref_2' })] }],
  ])('notice %s', (_what, about) => {
    expect(lostOrDoubled(aStory(), aPayment(about))).not.toEqual([]);
  });

  it.each([
    ['a charge that the hub knows nothing of', [booked, { attempt: 'att_9', taken: 1000, refunds: [] }]],
    ['a second charge', [booked, booked]],
    ['a charge that the hub made up', []],
    ['another sum', [{ ...booked, taken: 900 }]],
    ['a second refund', [{ ...booked, refunds: [400, 400] }]],
    ['a refund that never reached the provider', [{ ...booked, refunds: [] }]],
  ])('notice %s in the books', (_what, books) => {
    expect(booksDiffer([aPayment()], books)).not.toEqual([]);
  });
});
