import { isDoc, type Doc } from './types.ts';

const isIndex = (segment: string): boolean => /^\d+$/.test(segment);

/** What an index or a sort sees at a path: every value, through arrays on the way, and whether an array was met. */
export interface Reached {
  values: unknown[];
  throughArray: boolean;
}

/**
 * Reads a dotted path the way MongoDB indexes it: arrays on the way and at the end contribute each element.
 * A path that leads nowhere yields undefined; an empty array at the end yields itself.
 */
export function reach(doc: Doc, path: string): Reached {
  const reached: Reached = { values: [], throughArray: false };
  if (path.includes('.')) follow(doc, path.split('.'), 0, reached);
  else addEnd(Object.hasOwn(doc, path) ? doc[path] : undefined, reached);
  return reached;
}

function follow(value: unknown, segments: string[], at: number, reached: Reached): void {
  const segment = segments[at];
  if (segment === undefined) return addEnd(value, reached);
  if (Array.isArray(value)) {
    if (isIndex(segment)) return follow(value[Number(segment)], segments, at + 1, reached);
    reached.throughArray = true;
    for (const element of value) follow(isDoc(element) ? element : undefined, segments, at, reached);
    if (value.length === 0) reached.values.push(undefined);
    return;
  }
  follow(isDoc(value) && Object.hasOwn(value, segment) ? value[segment] : undefined, segments, at + 1, reached);
}

function addEnd(value: unknown, reached: Reached): void {
  if (!Array.isArray(value)) return void reached.values.push(value);
  reached.throughArray = true;
  if (value.length === 0) reached.values.push(value);
  else reached.values.push(...value);
}

/**
 * The values at a path that a query may mean: through arrays of documents on the way; an array at the end stands for
 * each of its elements and for itself. A field that is missing counts as undefined, once per document that lacks it.
 */
export function candidates(doc: Doc, path: string): unknown[] {
  if (!path.includes('.')) return atEnd(Object.hasOwn(doc, path) ? doc[path] : undefined);
  return candidatesIn(doc, path.split('.'), 0);
}

function candidatesIn(value: unknown, segments: string[], at: number): unknown[] {
  const segment = segments[at];
  if (segment === undefined) return atEnd(value);
  if (!Array.isArray(value))
    return candidatesIn(isDoc(value) && Object.hasOwn(value, segment) ? value[segment] : undefined, segments, at + 1);
  if (isIndex(segment)) return candidatesIn(value[Number(segment)], segments, at + 1);
  return value.filter(isDoc).flatMap((element) => candidatesIn(element, segments, at));
}

const atEnd = (value: unknown): unknown[] => (Array.isArray(value) ? [...value, value] : [value]);

/** Sets a dotted path of plain objects, making those that are missing. Used where no array can be on the way. */
export function setPath(doc: Doc, path: string, value: unknown): void {
  const segments = path.split('.');
  const last = segments.pop() ?? path;
  let parent = doc;
  for (const segment of segments) {
    const next = parent[segment];
    if (isDoc(next)) parent = next;
    else parent = parent[segment] = {};
  }
  parent[last] = value;
}
