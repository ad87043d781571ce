import type { Connection } from 'mongoose';

/** Work that is due. */
export interface Backlog {
  due: number;
  /** For how long the first of it has been due; 0 when nothing is. */
  oldestMs: number;
}

/** More is a backlog of the same gravity; counting on would be work that slows the rest. */
const countUpTo = 10_000;

/** Counts the payments whose field, an indexed time, is past. It only reads: payments have one writer. */
export async function backlogOf(
  connection: Connection,
  field: 'askAgainAt' | 'effectsDueAt',
  now: Date,
): Promise<Backlog> {
  const payments = connection.collection('payments');
  const isDue = { [field]: { $lte: now } };
  const [due, first] = await Promise.all([
    payments.countDocuments(isDue, { limit: countUpTo }),
    payments.findOne(isDue, { sort: { [field]: 1 }, projection: { [field]: 1 } }),
  ]);
  const since: unknown = first?.[field];
  return { due, oldestMs: since instanceof Date ? now.getTime() - since.getTime() : 0 };
}
