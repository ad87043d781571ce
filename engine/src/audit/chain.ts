import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { newId } from '@pih/schemas';
import { canonical } from './canonical.ts';
import type { KeyedEntry, StoredRow } from './entry.ts';
import { kept, keptReason } from './kept-values.ts';

/** Where the trail ends: the next row follows this one. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** Before the first row. */
export const start: Head = { sequence: 0, hash: '0'.repeat(64) };

/** The key of the seals follows from the master key, which itself is never used for anything but making keys and secrets. */
export const sealKey = (masterKey: Buffer): Buffer =>
  createHmac('sha256', masterKey).update('seal of the audit trail').digest();

/** SHA-256 over everything a row says, the hash of the row before included. */
export const hashOf = ({ hash: _hash, seal: _seal, ...said }: StoredRow): string =>
  createHash('sha256').update(canonical(said)).digest('hex');

export const sealOf = (key: Buffer, hash: string): string => createHmac('sha256', key).update(hash).digest('hex');

/** Whether a seal was made with the key of this installation. */
export function isSealed(key: Buffer, hash: string, seal: string): boolean {
  const [right, given] = [Buffer.from(sealOf(key, hash)), Buffer.from(String(seal))];
  return right.length === given.length && timingSafeEqual(right, given);
}

/** The rows of some entries, one after the other behind a head. */
export function chained(entries: readonly KeyedEntry[], head: Head, key: Buffer, now: Date): StoredRow[] {
  let last = head;
  return entries.map((entry) => {
    const row = rowOf(entry, last, key, now);
    last = row;
    return row;
  });
}

function rowOf({ before, after, reason, ...entry }: KeyedEntry, head: Head, key: Buffer, now: Date): StoredRow {
  const said = {
    ...present(entry),
    _id: newId('audit', now),
    sequence: head.sequence + 1,
    ...(before && { before: kept(before) }),
    ...(after && { after: kept(after) }),
    ...(reason && { reason: keptReason(reason) }),
    previous: head.hash,
  };
  const hash = hashOf({ ...said, hash: '', seal: '' });
  return { ...said, hash, seal: sealOf(key, hash) };
}

/** Databases make null of undefined, at any depth; then the hash would not fit any more. Both are left out. */
function present({ at, actor, target, origin, ...rest }: Omit<KeyedEntry, 'before' | 'after' | 'reason'>) {
  return {
    ...(defined(rest) as typeof rest),
    at,
    actor: defined(actor) as typeof actor,
    target: defined(target) as typeof target,
    ...(origin && { origin: defined(origin) as typeof origin }),
  };
}

const defined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== null));
