import { badValue, unsupported } from '../errors.ts';
import { emptyArrayKey, encodeOrdered, inverted } from '../values/ordered.ts';
import { reach } from '../values/paths.ts';
import type { Doc } from '../values/types.ts';
import type { Sort } from './plan.ts';

/** Reads a sort specification. @throws CommandError for a direction other than 1 and -1 ($meta is not supported) */
export function sortOf(spec: unknown): Sort {
  return Object.entries((spec ?? {}) as Doc).map(([path, direction]) => {
    if (typeof direction === 'object') throw unsupported(`Sorting by ${path} with $meta`);
    if (direction !== 1 && direction !== -1) throw badValue(`$sort key ordering must be 1 or -1, for ${path}`);
    return [path, direction] as const;
  });
}

/** The bytes by which a document sorts: the smallest element of an array when ascending, the largest when descending. */
export function sortKey(doc: Doc, sort: Sort): Buffer {
  const parts = sort.map(([path, direction]) => {
    const keys = reach(doc, path).values.map((value) =>
      Array.isArray(value) && value.length === 0 ? emptyArrayKey : encodeOrdered(value),
    );
    const directed = direction === 1 ? keys : keys.map(inverted);
    return directed.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
  });
  return Buffer.concat(parts);
}

/**
 * Sorts what a query found, keeping equals in the order found.
 * @param most how many of the first are wanted; no more than a few times that are held at once
 */
export function sorted<T>(items: Iterable<T>, docOf: (item: T) => Doc, sort: Sort, most = Infinity): T[] {
  let kept: Array<{ item: T; key: Buffer }> = [];
  const settle = (): void => {
    kept.sort((a, b) => Buffer.compare(a.key, b.key));
    if (kept.length > most) kept = kept.slice(0, most);
  };
  for (const item of items) {
    kept.push({ item, key: sortKey(docOf(item), sort) });
    if (kept.length > most * 4 + 1000) settle();
  }
  settle();
  return kept.map(({ item }) => item);
}
