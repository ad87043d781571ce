import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@pih/schemas';
import type { Document } from 'mongodb';
import { openStore } from '../../src/store/index.ts';

const batch = 2_000;
const dayMs = 86_400_000;

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

/** What all files below a folder take on disk. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Fills a store that nobody has open with copies of a payment that really was paid there, until it holds so many, spread
 * over the ninety days before.
 * @returns how many copies were added, and by how many bytes the files grew
 */
export async function fill(folder: string, until: number): Promise<{ added: number; bytes: number }> {
  const before = await bytesIn(folder);
  // What is lost with the machine's power is filled in again.
  const store = await openStore({ folder, durable: false });
  let added = 0;
  try {
    const payments = store.connection.collection<Finished>('payments');
    const template = await payments.findOne({ state: 'paid' });
    if (!template) throw new Error('There is no paid payment to copy.');
    const start = Date.now() - 90 * dayMs;
    const missing = until - (await payments.countDocuments());
    while (added < missing) {
      const copies = Array.from({ length: Math.min(batch, missing - added) }, (_, index) =>
        another(template, new Date(start + ((added + index) / missing) * 89 * dayMs)),
      );
      await payments.insertMany(copies);
      added += copies.length;
    }
  } finally {
    await store.close();
  }
  return { added, bytes: (await bytesIn(folder)) - before };
}
