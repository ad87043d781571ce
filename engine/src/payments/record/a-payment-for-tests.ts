import type { StoredAttempt, StoredPayment } from './payment.ts';

/** €10.50 is eur(1050). */
export const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A fixed moment. */
export const noon = new Date('2026-11-23T12:00:00Z');

/** An attempt by card that its shopper is away for, but for what the test changes. */
export const anAttempt = (about: Partial<StoredAttempt> = {}): StoredAttempt => ({
  id: 'att_1',
  key: 'first',
  method: 'card',
  provider: 'stripe',
  state: 'pending',
  reference: 'cs_1',
  memory: {},
  startedAt: noon,
  ...about,
});

/** A payment of €49.90 that waits for its shopper to choose, but for what the test changes. */
export const aPayment = (about: Partial<StoredPayment> = {}): StoredPayment => ({
  _id: 'pay_1',
  version: 1,
  state: 'created',
  intention: { key: 'order', fingerprint: 'f' },
  reference: 'ORDER-1',
  brand: 'rosmarino',
  total: eur(49_90),
  captured: 0,
  refunded: 0,
  channel: 'web',
  type: 'direct',
  shopper: {},
  items: [],
  categories: [],
  custom: {},
  metadata: {},
  capture: 'automatic',
  checkoutToken: 'token',
  attempts: [],
  refunds: [],
  events: [{ sequence: 1, type: 'payment.created', at: noon, actor: { type: 'system' } }],
  createdAt: noon,
  updatedAt: noon,
  expiresAt: new Date(noon.getTime() + 3_600_000),
  ...about,
});
