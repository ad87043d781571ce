import { givingWay } from '../give-way.ts';
import { anchored } from './trail.ts';
import { hashOf, isSealed, start, type Head } from './chain.ts';
import type { StoredRow } from './entry.ts';
import type { StoredAnchor } from './model.ts';

/** What is wrong with the trail at one place. */
export type Finding =
  /** What the row says is not what was written. */
  | { what: 'changed'; sequence: number; row: string }
  /** Rows that are not there any more, from one number to another. */
  | { what: 'removed'; sequence: number; through: number }
  /** The rows behind the last one are gone, or all of them. */
  | { what: 'cut_off'; sequence: number; through: number }
  /** A row that the hub did not write. */
  | { what: 'inserted'; sequence: number; row: string }
  /** A row that stands in the place of another; it belongs to the number `belongs`. */
  | { what: 'moved'; sequence: number; row: string; belongs: number }
  /** The record of how far the trail has come is gone, or is not the hub's. */
  | { what: 'anchor_missing' | 'anchor_forged' }
  /** The trail does not contain the row that whoever asks has seen before. */
  | { what: 'not_as_seen'; sequence: number };

export interface Verification {
  /** How many rows were looked at, and from which on. */
  rows: number;
  from: number;
  /** The last row; undefined for none. */
  last?: Head & { at: Date };
  findings: Finding[];
  /** There are more findings than are listed. */
  hasMore: boolean;
}

export interface Asked {
  key: Buffer;
  anchor: StoredAnchor | undefined;
  /** The row before the first one that is looked at. */
  behind?: Head;
  /** A place in the trail that somebody wrote down outside of the hub. */
  seen?: Head | undefined;
  most?: number;
}

const usualMost = 100;

/**
 * Goes through the trail and compares every row with its hash, its seal, its number and the row before. Whoever else waits is
 * served in between, however long the trail is.
 * @param rows by their numbers
 */
export async function verify(rows: AsyncIterable<StoredRow>, asked: Asked): Promise<Verification> {
  const { key, anchor, behind = start, seen, most = usualMost } = asked;
  const findings: Finding[] = [];
  const odd: StoredRow[] = [];
  let [count, isSeen] = [0, seen === undefined || seen.sequence <= behind.sequence];
  let last: StoredRow | undefined;
  let before: Head | undefined = behind;
  const giveWay = givingWay();
  for await (const row of rows) {
    await giveWay();
    count += 1;
    const { sequence } = row;
    const expected: number = (last?.sequence ?? behind.sequence) + 1;
    if (sequence > expected) findings.push({ what: 'removed', sequence: expected, through: sequence - 1 });
    if (sequence > expected) before = undefined;
    if (seen?.sequence === sequence && seen.hash === row.hash) isSeen = true;
    if (sequence < expected || !Number.isInteger(sequence)) findings.push({ what: 'inserted', sequence, row: row._id });
    else {
      const finding = wrongIn(row, before, key);
      if (finding) odd.push(row);
      if (finding) findings.push(finding);
      before = finding ? undefined : row;
      last = row;
    }
    if (findings.length > most) break;
  }
  if (findings.length <= most) findings.push(...atTheEnd(last ?? behind, anchor, key));
  if (!isSeen && seen && findings.length <= most) findings.push({ what: 'not_as_seen', sequence: seen.sequence });
  return {
    rows: count,
    from: behind.sequence + 1,
    ...(last && { last: { sequence: last.sequence, hash: last.hash, at: last.at } }),
    findings: placed(findings, odd).slice(0, most),
    hasMore: findings.length > most,
  };
}

/** @param before undefined when the row before is gone or not itself any more, which was said already */
function wrongIn(row: StoredRow, before: Head | undefined, key: Buffer): Finding | undefined {
  const { sequence, _id } = row;
  if (!isSealed(key, row.hash, row.seal))
    // Its own hash may be right: everybody can make one.
    return { what: hashOf(row) === row.hash ? 'inserted' : 'changed', sequence, row: _id };
  if (hashOf(row) !== row.hash) return { what: 'changed', sequence, row: _id };
  return before && row.previous !== before.hash ? { what: 'inserted', sequence, row: _id } : undefined;
}

function atTheEnd(last: Head, anchor: StoredAnchor | undefined, key: Buffer): Finding[] {
  if (!anchor) return [{ what: 'anchor_missing' }];
  if (!isSealed(key, anchored(anchor), anchor.seal)) return [{ what: 'anchor_forged' }];
  return anchor.sequence > last.sequence
    ? [{ what: 'cut_off', sequence: last.sequence + 1, through: anchor.sequence }]
    : [];
}

/** Rows that say what was written, only under the number of another, were moved. */
function placed(findings: readonly Finding[], odd: readonly StoredRow[]): Finding[] {
  const numbers = odd.map(({ sequence }) => sequence);
  return findings.map((finding) => {
    const row = finding.what === 'changed' ? odd.find(({ _id }) => _id === finding.row) : undefined;
    const belongs = row && numbers.find((sequence) => hashOf({ ...row, sequence }) === row.hash);
    return row && belongs !== undefined ? { what: 'moved', sequence: row.sequence, row: row._id, belongs } : finding;
  });
}
