import type { JsonSchema } from './json-schema.ts';
import type { Resolve } from './resolve.ts';
import { typeOf } from './type.ts';
import { variantsOf } from './union.ts';

/** Values that some controls begin with, by `x-control`. */
export type Beginnings = Readonly<Record<string, (schema: JsonSchema) => unknown>>;

/** Schemas may hold themselves; nobody fills in more than this at once. */
const deepest = 8;

/**
 * The emptiest value that a schema allows: constants, defaults and the only choice are there, texts and numbers that only
 * a person can know are absent. Undefined when there is nothing to begin with.
 */
export function blankOf(schema: JsonSchema, resolve: Resolve, begin: Beginnings = {}, depth = 0): unknown {
  const known = resolve(schema);
  if (known.const !== undefined) return known.const;
  if (known.default !== undefined) return known.default;
  if (known.enum?.length === 1) return known.enum[0];
  const beginning = begin[known['x-control'] ?? ''];
  if (beginning) return beginning(known);
  const type = typeOf(known);
  if (depth > deepest) return undefined;
  const [first] = variantsOf(known, resolve);
  if (first && !known.properties) return blankOf(first, resolve, begin, depth + 1);
  if (type === 'array') {
    const blank = known.items && blankOf(known.items, resolve, begin, depth + 1);
    return blank === undefined ? [] : Array.from({ length: known.minItems ?? 0 }, () => blank);
  }
  if (type !== 'object') return undefined;
  const fields = (known.required ?? []).map((name) => {
    const field = known.properties?.[name];
    return [name, field && blankOf(field, resolve, begin, depth + 1)] as const;
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** What to put into a list for its next entry: never undefined, so that there is something to show. */
export function blankItem(schema: JsonSchema, resolve: Resolve, begin: Beginnings = {}): unknown {
  const blank = blankOf(schema, resolve, begin);
  if (blank !== undefined) return blank;
  const type = typeOf(resolve(schema));
  return type === 'number' || type === 'integer' ? (resolve(schema).minimum ?? 0) : '';
}
