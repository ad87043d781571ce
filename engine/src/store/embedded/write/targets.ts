import { CommandError, badValue, unsupported } from '../errors.ts';
import { compileFilter, type Predicate } from '../query/filter.ts';
import { has, isDoc, type Doc } from '../values/types.ts';

/** A place in a document that an update operator reads and writes. */
export interface Target {
  get(): unknown;
  set(value: unknown): void;
  unset(): void;
}

/** What the positional parts of a path refer to. */
export interface Positions {
  /** The filter that found the document: `$` is the first array element that it asked for. */
  filter: Doc;
  /** The conditions of `$[name]`, by name. */
  arrayFilters: Map<string, Predicate>;
}

const farthestIndex = 100_000;
const isPosition = (segment: string): boolean => segment.startsWith('$');

/** Reads `arrayFilters`: each document speaks of one name, as `name` or `name.field`. */
export function arrayFiltersOf(filters: readonly Doc[]): Map<string, Predicate> {
  const named = new Map<string, Predicate>();
  for (const filter of filters) {
    const names = new Set(Object.keys(filter).map((key) => key.split('.')[0] ?? key));
    const [name] = names;
    if (name === undefined || names.size > 1 || !/^[a-z]\w*$/i.test(name))
      throw badValue('Each array filter must speak of one identifier');
    if (named.has(name)) throw badValue(`Found multiple array filters with the same identifier ${name}`);
    const accepts = compileFilter(filter);
    named.set(name, (element) => accepts({ [name]: element }));
  }
  return named;
}

/**
 * The places that an update path means in a document.
 * @param create make missing documents on the way; otherwise a path that leads nowhere means no place
 * @throws CommandError 28 PathNotViable when the path runs through a value that cannot hold fields
 */
export function targetsOf(doc: Doc, path: string, create: boolean, positions: Positions): Target[] {
  const segments = path.split('.');
  if (segments.some((segment) => segment === ''))
    throw badValue(`The update path '${path}' contains an empty field name`);
  if (segments.includes('__proto__')) throw unsupported('A field named __proto__');
  return walk(doc, segments, 0, create, positions);
}

function walk(value: unknown, segments: string[], at: number, create: boolean, positions: Positions): Target[] {
  const segment = segments[at] ?? '';
  const isLast = at === segments.length - 1;
  const onward = (held: unknown): Target[] => walk(held, segments, at + 1, create, positions);
  if (Array.isArray(value)) {
    const chosen = chosenElements(value, segments, at, positions);
    return chosen.flatMap((index) => {
      if (isLast) return [elementOf(value, index)];
      if (create) fillUp(value, index, {});
      return index < value.length ? onward(value[index]) : [];
    });
  }
  if (isPosition(segment))
    throw badValue(`The path '${segments.slice(0, at).join('.')}' must exist and be an array for '${segment}'`);
  if (!isDoc(value)) {
    if (!create) return [];
    throw new CommandError(
      28,
      'PathNotViable',
      `Cannot create field '${segment}' in element {${segments[at - 1] ?? ''}: ${JSON.stringify(value)}}`,
    );
  }
  if (isLast) return [memberOf(value, segment)];
  if (!has(value, segment)) {
    if (!create) return [];
    if (isPosition(segments[at + 1] ?? ''))
      throw badValue(`The path '${segments.slice(0, at + 1).join('.')}' must exist to use a positional operator`);
    value[segment] = {};
  }
  return onward(value[segment]);
}

function chosenElements(array: unknown[], segments: string[], at: number, positions: Positions): number[] {
  const segment = segments[at] ?? '';
  if (/^\d+$/.test(segment)) {
    const index = Number(segment);
    if (index > array.length + farthestIndex) throw badValue(`The array index ${segment} is too far beyond the end`);
    return [index];
  }
  const all = [...array.keys()];
  if (segment === '$[]') return all;
  if (segment === '$') return [matchedElement(array, segments.slice(0, at).join('.'), positions.filter)];
  const name = /^\$\[(\w+)\]$/.exec(segment)?.[1];
  if (name === undefined) throw new CommandError(28, 'PathNotViable', `Cannot create field '${segment}' in an array`);
  const accepts = positions.arrayFilters.get(name);
  if (!accepts) throw badValue(`No array filter found for identifier '${name}'`);
  return all.filter((index) => accepts(array[index] as Doc));
}

/** Which element the filter meant: the first for which everything that it asked of this array still holds. */
function matchedElement(array: unknown[], path: string, filter: Doc): number {
  const asked = clausesOn(path, filter);
  if (asked.length === 0) throw badValue('The positional operator did not find the match needed from the query');
  const accepts = compileFilter({ $and: asked });
  const [top = path, ...inner] = path.split('.');
  const index = array.findIndex((element) => accepts({ [top]: nested(inner, [element]) }));
  if (index < 0) throw badValue('The positional operator did not find the match needed from the query');
  return index;
}

function nested(segments: string[], value: unknown): unknown {
  return segments.reduceRight((held: unknown, segment) => ({ [segment]: held }), value);
}

function clausesOn(path: string, filter: Doc): Doc[] {
  return Object.entries(filter).flatMap(([key, demand]) => {
    if (key === '$and') return (demand as Doc[]).flatMap((part) => clausesOn(path, part));
    return key === path || key.startsWith(`${path}.`) ? [{ [key]: demand }] : [];
  });
}

function fillUp(array: unknown[], index: number, made: unknown): void {
  if (index < array.length) return;
  while (array.length < index) array.push(null);
  array.push(made);
}

const memberOf = (doc: Doc, name: string): Target => ({
  get: () => (has(doc, name) ? doc[name] : undefined),
  set: (value) => void (doc[name] = value),
  unset: () => void delete doc[name],
});

const elementOf = (array: unknown[], index: number): Target => ({
  get: () => array[index],
  set: (value) => {
    fillUp(array, index, null);
    array[index] = value;
  },
  // Removing an element would renumber the others; MongoDB leaves null too.
  unset: () => {
    if (index < array.length) array[index] = null;
  },
});
