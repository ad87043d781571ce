import { compile } from 'json-schema-to-typescript';
import { apiSchemas, kindSchemas, sharedSchemas } from '../src/registry.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

const pascal = (name: string) => name.replace(/(^|[-_])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
/** "Channel" is where a payment comes from; the document of the same name is about messages. */
const ownNames: Readonly<Record<string, string>> = { channel: 'ChannelDocument' };
const typeNameOf = (schema: string) => ownNames[schema] ?? pascal(schema);
const isSchema = (value: Json | undefined): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const labels = new Set(['title', 'description', 'examples', 'x-it', 'x-control', 'x-labels', 'x-readable-on']);

/**
 * Puts all schemas into one, each under its own name, because the compiler would write shared types once per file.
 * Titles inside are dropped: they are labels for forms, and the compiler would take them for type names.
 */
function bundle(): Schema {
  const named = new Map<string, Schema>();
  const files = new Map<string, string>();
  const all: [string, unknown][] = [
    ...Object.entries(kindSchemas),
    ...Object.entries(apiSchemas),
    ...Object.entries(sharedSchemas),
  ];
  for (const [name, schema] of all) files.set((schema as { $id: string }).$id, name);

  const nameOf = (file: string, pointer: string): string => {
    const name = files.get(file);
    if (!name) throw new Error(`No schema has the $id ${file}`);
    if (pointer === '' || pointer === '/') return typeNameOf(name);
    const parts = pointer.split('/').filter((part) => part && part !== '$defs' && part !== 'properties');
    return (name === 'values' ? '' : typeNameOf(name)) + parts.map(pascal).join('');
  };

  const plain = (value: Json, base: string): Json => {
    if (Array.isArray(value)) return value.map((item) => plain(item, base));
    if (!isSchema(value)) return value;
    if (typeof value['$ref'] === 'string') {
      const target = new URL(value['$ref'], base);
      const pointer = target.hash.slice(1);
      target.hash = '';
      const name = nameOf(target.href, pointer);
      if (pointer.startsWith('/properties/')) hoist(name, target.href, pointer);
      return { $ref: `#/$defs/${name}` };
    }
    // A schema that says nothing of its value allows any; the compiler would take it for an object.
    const isAnything = Object.keys(value).every((key) => labels.has(key));
    if (isAnything) return { tsType: 'unknown', ...(value['description'] && { description: value['description'] }) };
    const dropped = new Set([
      'title',
      'examples',
      'x-it',
      'x-control',
      'x-labels',
      'x-readable-on',
      '$defs',
      '$id',
      '$schema',
      'if',
      'then',
      'allOf',
      'discriminator',
      'default',
      'propertyNames',
    ]);
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, item]) => !(dropped.has(key) && !(key === 'title' && isSchema(item))))
        .map(([key, item]) => [
          key,
          key === 'properties' && isSchema(item) ? properties(item, base) : plain(item, base),
        ]),
    );
  };
  const properties = (value: Schema, base: string): Schema =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, base)]));

  const hoist = (name: string, file: string, pointer: string): void => {
    if (named.has(name)) return;
    const schema = all.find(([, candidate]) => (candidate as { $id: string }).$id === file)?.[1] as Schema;
    const found = pointer
      .split('/')
      .filter(Boolean)
      .reduce<Json | undefined>((at, key) => (isSchema(at) ? at[key] : undefined), schema);
    if (found === undefined) throw new Error(`${file}#${pointer} does not exist`);
    named.set(name, {});
    named.set(name, plain(found, file) as Schema);
  };

  for (const [name, raw] of all) {
    const schema = raw as Schema;
    const id = String(schema['$id']);
    const defs = isSchema(schema['$defs']) ? schema['$defs'] : {};
    for (const [key, item] of Object.entries(defs)) named.set(nameOf(id, `/$defs/${key}`), plain(item, id) as Schema);
    if (name !== 'values') named.set(typeNameOf(name), plain(schema, id) as Schema);
  }
  return { type: 'object', additionalProperties: false, properties: {}, $defs: Object.fromEntries(named) };
}

/** The text of src/generated/types.ts as the schemas stand now. */
export async function renderTypes(): Promise<string> {
  const text = await compile(bundle() as never, 'AllSchemas', {
    bannerComment: '/* Generated from the JSON Schemas by `npm run generate`. Do not edit. */',
    unreachableDefinitions: true,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  // What the compiler says about each definition being unreachable helps nobody who reads the types.
  return text
    .replace(/export interface AllSchemas \{\}\n/, '')
    .replace(
      /\/\*\*\n \* This interface was referenced by `AllSchemas`'s JSON-Schema\n \* via the `definition` "[^"]+"\.\n \*\/\n/g,
      '',
    )
    .replace(
      / \*\n \* This interface was referenced by `AllSchemas`'s JSON-Schema\n \* via the `definition` "[^"]+"\.\n/g,
      '',
    );
}
