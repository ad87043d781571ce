import { randomBytes } from 'node:crypto';
import { newId } from '@pih/schemas';
import type { Document } from 'mongodb';
import { openStore } from '../../src/store/index.ts';

const batch = 500;

interface Finished extends Document {
  _id: string;
  intention: { key: string; fingerprint: string };
  attempts: { id: string; reference?: string }[];
}

/** A finished payment with identities of its own; everything else, and so its size, stays as it was. */
function another(template: Finished, at: Date): Finished {
  const unique = randomBytes(12).toString('hex');
  return {
    ...template,
    _id: newId('payment', at),
    reference: `FILL-${unique}`,
    checkoutToken: randomBytes(32).toString('base64url'),
    intention: { ...template.intention, key: `fill:${unique}` },
    attempts: template.attempts.map((attempt) => ({
      ...attempt,
      id: newId('attempt', at),
      reference: `${String(attempt.reference).slice(0, 8)}${unique}`,
    })),
    createdAt: at,
    updatedAt: at,
  };
}

/**
 * Fills a store that nobody has open with copies of a payment that really was paid there, until it holds so many, spread
 * over the ninety days before.
 */
export async function fill(folder: string, until: number, told: (stored: number) => void): Promise<void> {
  const store = await openStore({ folder });
  try {
    const payments = store.connection.collection<Finished>('payments');
    const template = await payments.findOne({ state: 'paid' });
    if (!template) throw new Error('There is no paid payment to copy.');
    const start = Date.now() - 90 * 86_400_000;
    let stored = await payments.countDocuments();
    while (stored < until) {
      const size = Math.min(batch, until - stored);
      const copies = Array.from({ length: size }, (_, index) =>
        another(template, new Date(start + ((stored + index) / until) * 89 * 86_400_000)),
      );
      await payments.insertMany(copies);
      stored += size;
      told(stored);
    }
  } finally {
    await store.close();
  }
}
