import type { JsonSchema } from './json-schema.ts';

/** What `#/$defs/values.slug` and the like lead to; undefined when they lead nowhere. */
function pointed(root: JsonSchema, reference: string): JsonSchema | undefined {
  return reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], root) as JsonSchema | undefined;
}

export type Resolve = (schema: JsonSchema) => JsonSchema;

/**
 * Follows references inside one schema. What stands beside a `$ref` wins over what it leads to: a field may have a title
 * and a control of its own (JSON Schema 2020-12, section 8.2.3.1). One level only, so schemas that hold themselves are
 * no trouble; the same schema gives the same object each time.
 */
export function resolverOf(root: JsonSchema): Resolve {
  const known = new WeakMap<JsonSchema, JsonSchema>();
  const resolve: Resolve = (schema) => {
    if (schema.$ref === undefined) return schema;
    const found = known.get(schema);
    if (found) return found;
    const { $ref, ...beside } = schema;
    const target = pointed(root, $ref);
    const resolved = { ...(target && resolve(target)), ...beside };
    known.set(schema, resolved);
    return resolved;
  };
  return resolve;
}
