import { isObject, type JsonSchema } from './json-schema.ts';

/** The type that a schema asks for, read from its other rules where it does not say. */
export function typeOf(schema: JsonSchema): string | undefined {
  if (typeof schema.type === 'string') return schema.type;
  if (schema.properties || isObject(schema.additionalProperties)) return 'object';
  if (schema.items) return 'array';
  const known = schema.const ?? schema.enum?.[0];
  return known === undefined ? undefined : typeof known;
}

const judges: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
};

/** Whether a value has the type that a schema asks for, so that its control can show it; its rules are another matter. */
export function hasTypeOf(schema: JsonSchema, value: unknown): boolean {
  const types = Array.isArray(schema.type) ? schema.type : [typeOf(schema)];
  return types.some((type) => type === undefined || (judges[type]?.(value) ?? true));
}
