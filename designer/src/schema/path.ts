import { isObject } from './json-schema.ts';

/** Where a value is in a document: names of fields and places in lists. */
export type Path = readonly (string | number)[];

const escaped = (part: string | number): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer (RFC 6901), "" for the whole document. */
export const pointerOf = (path: Path): string => path.map((part) => `/${escaped(part)}`).join('');

/** The parts of a JSON pointer; all of them texts, for a pointer does not say what is a list. */
export const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const step = (at: unknown, part: string | number): unknown => {
  if (Array.isArray(at)) return (at as unknown[])[Number(part)];
  return isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
};

/** What stands at a place; undefined when there is no such place. */
export const valueAt = (document: unknown, path: Path): unknown => path.reduce(step, document);

/** A pointer as a path into this document: what stands in a list is counted. */
export function pathOf(pointer: string, document: unknown): Path {
  let at = document;
  return partsOf(pointer).map((part) => {
    const counted = Array.isArray(at) ? Number(part) : part;
    at = step(at, part);
    return counted;
  });
}

function without(holder: unknown, part: string | number): unknown {
  if (Array.isArray(holder)) return holder.filter((_one, index) => index !== part);
  const { [String(part)]: _gone, ...rest } = isObject(holder) ? holder : {};
  return rest;
}

/**
 * The document with another value at a place, or without it when the value is undefined. Nothing is changed in place;
 * what does not lie on the way stays the same object, so that it need not be drawn again.
 */
export function withValue(document: unknown, [part, ...rest]: Path, value: unknown): unknown {
  if (part === undefined) return value;
  const next = rest.length ? withValue(step(document, part), rest, value) : value;
  if (next === undefined) return without(document, part);
  if (typeof part === 'number') {
    const list: unknown[] = Array.isArray(document) ? [...document] : [];
    list[part] = next;
    return list;
  }
  return { ...(isObject(document) ? document : {}), [part]: next };
}

/** A list with one entry at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_one, index) => index !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}
