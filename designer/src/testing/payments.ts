import type { MoneyOrZero, Payment, PaymentSummary } from '@pih/schemas/types';

export const eur = (amount: number): MoneyOrZero => ({ amount, currency: 'EUR' });

/** A payment as a list shows it: paid by card, unless told otherwise. */
export const aSummary = (about: Partial<PaymentSummary> = {}): PaymentSummary => ({
  id: 'pay_01',
  reference: 'ORDER-1001',
  brand: 'rosmarino',
  state: 'paid',
  total: eur(49_90),
  captured: eur(49_90),
  refunded: eur(0),
  refundable: eur(49_90),
  channel: 'web',
  type: 'direct',
  shopper: { email: 'chiara@posta.example' },
  method: 'card',
  provider: 'stripe',
  createdAt: '2026-11-23T10:00:00.000Z',
  updatedAt: '2026-11-23T10:01:00.000Z',
  expiresAt: '2026-11-23T11:00:00.000Z',
  ...about,
});

/** A whole payment: paid by card and refundable in part, unless told otherwise. */
export const aPayment = (about: Partial<Payment> = {}): Payment => ({
  ...aSummary(),
  items: [],
  categories: [],
  custom: {},
  metadata: {},
  capture: 'automatic',
  checkoutUrl: 'http://localhost:3000/checkout/abc',
  attempts: [],
  refunds: [],
  events: [],
  can: ['refund', 'refund_partly'],
  ...about,
});
