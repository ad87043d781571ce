import type { Payment } from '@pih/schemas/types';
import { expect, it } from 'vitest';
import { aPayment, eur } from '../../../testing/index.ts';
import { whyNot, type PaymentAction, type Why } from './available.ts';

const anything = (): boolean => true;
const refundOnly = (permission: string): boolean => permission === 'payments.refund';

it('offers what the engine says is possible', () => {
  expect(whyNot('refund', aPayment(), anything)).toBeUndefined();
  expect(whyNot('note', aPayment(), anything)).toBeUndefined();
});

it.each<[PaymentAction, Partial<Payment>, Why]>([
  ['refund', { captured: eur(0), refundable: eur(0), can: [] }, 'nothing_captured'],
  ['refund', { refundable: eur(0), refunded: eur(49_90), can: [] }, 'nothing_left'],
  ['refund', { can: [] }, 'provider_cannot_refund'],
  ['capture', {}, 'not_held'],
  ['capture', { state: 'authorized', can: [] }, 'limited'],
  ['cancel', {}, 'already_paid'],
  ['cancel', { state: 'expired', can: [] }, 'already_closed'],
  ['cancel', { state: 'created', can: [] }, 'limited'],
  ['ask', { attempts: [] }, 'no_attempt'],
])('says why %s is not possible: %j', (action, about, why) => {
  expect(whyNot(action, aPayment(about), anything)).toBe(why);
});

it('speaks of roles first: whoever may not at all learns nothing else', () => {
  expect(whyNot('capture', aPayment(), refundOnly)).toBe('not_permitted');
  expect(whyNot('refund', aPayment(), refundOnly)).toBeUndefined();
});
