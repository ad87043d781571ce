import { keyedLists, type KeyedList } from './keyed-list.ts';
import { step } from './pointer.ts';
import { isFields, isSame, namesIn, own, type Fields } from './values.ts';

/**
 * One difference between two versions of a document. In a list of things with identifiers the path names the thing, not
 * its place (see `step`); `reordered` holds the identifiers that both versions have, in the order of each.
 */
export interface Change {
  /** JSON pointer; empty for the whole document. */
  path: string;
  change: 'added' | 'removed' | 'changed' | 'reordered';
  before?: unknown;
  after?: unknown;
  /** Where a thing that was added to a list stands in it, from 0. */
  position?: number;
}

/** What has to be done to one version of a document to get the other; nothing when both say the same. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  return [...differences(before, after, '')];
}

function* differences(before: unknown, after: unknown, path: string): Generator<Change> {
  if (isSame(before, after)) return;
  if (before === undefined) return yield { path, change: 'added', after };
  if (after === undefined) return yield { path, change: 'removed', before };
  const lists = keyedLists(before, after);
  if (lists) return yield* inKeyedLists(...lists, path);
  if (isFields(before) && isFields(after)) return yield* inFields(before, after, path);
  if (hasSamePlaces(before, after)) return yield* inFields(placed(before), placed(after), path);
  yield { path, change: 'changed', before, after };
}

function* inFields(before: Fields, after: Fields, path: string): Generator<Change> {
  for (const name of namesIn(before, after)) yield* differences(own(before, name), own(after, name), step(path, name));
}

/** Whether both are lists of as many things without identifiers: then each is compared with the one in its place. */
const hasSamePlaces = (before: unknown, after: unknown): boolean =>
  isPlainList(before) && isPlainList(after) && before.length === after.length;
const isPlainList = (list: unknown): list is Fields[] =>
  Array.isArray(list) && list.every(isFields) && !keyedLists(list);
const placed = (list: unknown): Fields => ({ ...(list as Fields[]) });

function* inKeyedLists(before: KeyedList, after: KeyedList, path: string): Generator<Change> {
  for (const [key, item] of before) yield* differences(item, after.get(key), step(path, key));
  const kept = [...before.keys()].filter((key) => after.has(key));
  const keptAfter = [...after.keys()].filter((key) => before.has(key));
  if (!isSame(kept, keptAfter)) yield { path, change: 'reordered', before: kept, after: keptAfter };
  for (const [position, [key, item]] of [...after].entries())
    if (!before.has(key)) yield { path: step(path, key), change: 'added', after: item, position };
}
