import { contextOf } from './context.ts';

const at = new Date('2026-01-01T12:00:00Z');

/** What mappings are tried on before a document goes live: an ordinary payment, its refund, and an empty answer. */
export const sampleContext: Readonly<Record<string, unknown>> = {
  ...contextOf(
    'create',
    {
      payment: {
        id: 'pay_01J0000000000000000000000A',
        reference: 'ORDER-1',
        description: 'Two bottles of olive oil',
        total: { amount: 2500, currency: 'EUR' },
        capture: 'automatic',
        shopper: { name: 'Anna Bianchi', email: 'anna@example.com', phone: '+39 011 555 0100', country: 'IT' },
        language: 'it',
        brandName: 'Rosmarino',
        requirements: [],
        channel: 'web',
        metadata: {},
        expiresAt: at,
      },
      attempt: {
        id: 'att_01J0000000000000000000000A',
        method: 'card',
        startedAt: at,
        reference: 'p1',
        memory: {},
        isCurrent: true,
      },
      items: [{ name: 'Olive oil', quantity: 2, unitPrice: { amount: 1250, currency: 'EUR' } }],
      returnUrl: 'https://hub.example/return',
      cancelUrl: 'https://hub.example/back',
      webhookUrl: 'https://hub.example/webhooks/sample',
    },
    { amounts: { format: 'minor' }, hosts: {} },
  ),
  refund: { id: 'ref_01J0000000000000000000000A', amount: { amount: 2500, currency: 'EUR' } },
  credentials: {},
  response: {},
  body: {},
  query: {},
  headers: {},
  httpStatus: 200,
  now: at.toISOString(),
};
