import { isObject, type JsonSchema } from './json-schema.ts';
import type { Path } from './path.ts';
import type { Resolve } from './resolve.ts';
import { variantOf, variantsOf } from './union.ts';

/** A schema with the form that a value has, where there are several: what holds for this value. */
export function meantFor(schema: JsonSchema, value: unknown, resolve: Resolve): JsonSchema {
  const known = resolve(schema);
  const at = known.oneOf || known.anyOf ? variantOf(known, value, resolve) : undefined;
  const variant = at === undefined ? undefined : variantsOf(known, resolve)[at];
  if (!variant) return known;
  const { oneOf: _one, anyOf: _any, ...own } = known;
  return meantFor({ ...own, ...variant, title: known.title ?? variant.title ?? '' }, value, resolve);
}

const inside = (schema: JsonSchema, part: string | number, value: unknown): JsonSchema | undefined => {
  if (Array.isArray(value) || typeof part === 'number') return schema.items;
  const more = schema.additionalProperties;
  return schema.properties?.[part] ?? (isObject(more) ? (more as JsonSchema) : undefined);
};

const step = (value: unknown, part: string | number): unknown =>
  Array.isArray(value) ? (value as unknown[])[Number(part)] : isObject(value) ? value[part] : undefined;

/** The schemas on the way to a place of a document, the place itself last; short when the schema knows no such place. */
export function schemasTo(root: JsonSchema, document: unknown, path: Path, resolve: Resolve): JsonSchema[] {
  const way: JsonSchema[] = [];
  let [at, value]: [JsonSchema, unknown] = [meantFor(root, document, resolve), document];
  for (const part of path) {
    const next = inside(at, part, value);
    if (!next) return way;
    value = step(value, part);
    way.push(resolve(next));
    at = meantFor(next, value, resolve);
  }
  return way;
}
