import { randomUUID } from 'node:crypto';
import type { Money } from '@pih/schemas';
import type { AttemptContext, Outcome } from './connector.ts';

export const eur = (amount: number): Money => ({ amount, currency: 'EUR' });

type Given = Partial<AttemptContext['payment']> & {
  attempt?: Partial<AttemptContext['attempt']>;
  items?: AttemptContext['items'];
};

/** For tests: an attempt that nothing is special about, with ids of its own; say only what the test is about. */
export function anAttempt({ attempt, items = [], ...payment }: Given = {}): AttemptContext {
  const id = randomUUID();
  const startedAt = new Date();
  return {
    payment: {
      id: `pay_${id}`,
      reference: `ORDER-${id.slice(0, 8)}`,
      description: 'Two bottles of olive oil',
      total: eur(25_00),
      capture: 'automatic',
      shopper: {
        name: 'Anna Maria Bianchi',
        email: 'anna@example.com',
        phone: '+39 011 555 0100',
        address: { line1: 'Via Roma 1', line2: 'Interno 4', city: 'Torino', postcode: '10121', country: 'IT' },
      },
      language: 'it',
      brandName: 'Rosmarino',
      requirements: [],
      channel: 'web',
      metadata: {},
      expiresAt: new Date(startedAt.getTime() + 60 * 60_000),
      ...payment,
    },
    attempt: { id: `att_${id}`, method: 'card', startedAt, memory: {}, isCurrent: true, ...attempt },
    items,
    returnUrl: 'http://localhost:3000/return',
    cancelUrl: 'http://localhost:3000/back',
    webhookUrl: 'http://localhost:3000/webhooks/sample',
  };
}

/** The attempt as it stands after an outcome, as the payments room would keep it. */
export function after(
  ctx: AttemptContext,
  outcome: Outcome,
  changes: Partial<AttemptContext['attempt']> = {},
): AttemptContext {
  const reference = 'reference' in outcome && outcome.reference ? { reference: outcome.reference } : {};
  const memory = { ...ctx.attempt.memory, ...('memory' in outcome ? outcome.memory : {}) };
  return { ...ctx, attempt: { ...ctx.attempt, ...reference, memory, ...changes } };
}
