import { apiSchemas, kindSchemas, sharedSchemas } from '@pih/schemas';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pascal = (name: string): string => name.replace(/(?:^|-)(\w)/g, (_found, letter: string) => letter.toUpperCase());

/** Schemas whose definitions stand for themselves, with what is put behind their names. */
const collections: Record<string, string> = { values: '', parameters: 'Parameter' };

/** "Channel" is where a payment comes from; the document of the same name is about messages. */
const ownNames: Readonly<Record<string, string>> = { channel: 'ChannelDocument' };

const files = new Map<string, { name: string; schema: JsonObject }>(
  Object.entries({ ...sharedSchemas, ...kindSchemas, ...apiSchemas } as unknown as Record<string, JsonObject>).map(
    ([name, schema]) => [String(schema['$id']), { name, schema }],
  ),
);

/** The name of a schema, or of a definition in it, among the components. */
export function componentName(schema: string, definition?: string): string {
  const suffix = collections[schema];
  if (definition === undefined) return ownNames[schema] ?? pascal(schema);
  return suffix === undefined ? pascal(schema) + pascal(definition) : pascal(definition) + suffix;
}

/** `../values.schema.json#/$defs/money` of one file is `#/components/schemas/Money` of the whole. */
function rewritten(ref: string, base: string): string {
  const target = new URL(ref, base);
  const [, first, definition = '', ...rest] = decodeURIComponent(target.hash.slice(1)).split('/');
  target.hash = '';
  const file = files.get(target.href);
  if (!file) throw new TypeError(`No schema has the $id ${target.href}`);
  const isDefinition = first === '$defs';
  const name = componentName(file.name, isDefinition ? definition : undefined);
  const further = isDefinition
    ? rest
    : [first, definition, ...rest].filter((part) => part !== undefined && part !== '');
  return ['#/components/schemas', name, ...further].join('/');
}

/** What only our own forms and files need. */
const leftOut = new Set(['$schema', '$id', '$defs', 'x-it', 'x-control', 'x-labels', 'x-readable-on']);
/** What is a value, and looks like a schema by chance only. */
const values = new Set(['examples', 'default', 'const', 'enum']);
/** What holds schemas by a name that anybody may choose. */
const byName = new Set(['properties', 'patternProperties', 'dependentSchemas']);

function plain(value: Json, base: string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => plain(item, base));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !leftOut.has(key));
  return Object.fromEntries(
    kept.map(([key, item]) => {
      if (values.has(key)) return [key, item];
      if (key === '$ref') return [key, rewritten(String(item), base)];
      if (!byName.has(key) || !isObject(item)) return [key, plain(item, base)];
      return [key, Object.fromEntries(Object.entries(item).map(([name, schema]) => [name, plain(schema, base)]))];
    }),
  );
}

/**
 * Every JSON Schema of the hub as components of an OpenAPI document, whose schemas are JSON Schema 2020-12 as well
 * (OpenAPI 3.1, section 4.8.24): only the references between files change.
 * @throws TypeError when two schemas come to the same name
 */
export function componentSchemas(): Record<string, JsonObject> {
  const components = new Map<string, JsonObject>();
  const add = (name: string, schema: Json, base: string) => {
    if (components.has(name)) throw new TypeError(`Two schemas are called ${name}`);
    const made = plain(schema, base);
    if (isObject(made)) components.set(name, made);
  };
  for (const [id, { name, schema }] of files) {
    if (!(name in collections)) add(componentName(name), schema, id);
    const definitions = schema['$defs'];
    if (isObject(definitions))
      for (const [key, definition] of Object.entries(definitions)) add(componentName(name, key), definition, id);
  }
  return Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const schemaRef = (schema: string, definition?: string): JsonObject => ({
  $ref: `#/components/schemas/${componentName(schema, definition)}`,
});
