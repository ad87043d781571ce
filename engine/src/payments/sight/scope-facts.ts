import type { Money } from '@pih/schemas';
import type { ScopeFacts } from '../../http/index.ts';
import type { StoredFact } from '../../rules/index.ts';
import type { StoredPayment } from '../record/payment.ts';

const text = (path: string): StoredFact => ({ type: 'text', path });

/** Where payments keep what the conditions of roles ask about; `factsOf` reads the same. */
export const scopeFactsStored = {
  method: text('method'),
  provider: text('provider'),
  channel: text('channel'),
  brand: text('brand'),
  country: text('country'),
  currency: text('total.currency'),
  state: text('state'),
  // Payments that are older than the field came from a checkout.
  type: { type: 'text', path: 'type', otherwise: 'direct' },
  amount: { type: 'money', amount: 'total.amount', currency: 'total.currency' },
} as const satisfies Record<keyof ScopeFacts, StoredFact>;

/** What of a payment a scope goes by. */
export type ScopedPayment = Pick<
  StoredPayment,
  'method' | 'provider' | 'channel' | 'brand' | 'country' | 'total' | 'state' | 'type'
>;

/**
 * What the conditions of roles may ask about a payment.
 * @param amount the sum that is to be moved, where an action moves less than the total
 */
export const factsOf = (payment: ScopedPayment, amount: Money = payment.total): ScopeFacts => {
  const { method, provider, channel, brand, country, total, state, type = 'direct' } = payment;
  return { method, provider, channel, brand, country, currency: total.currency, state, type, amount };
};
