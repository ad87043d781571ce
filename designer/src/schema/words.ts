import { isObject, type JsonSchema } from './json-schema.ts';

/** `expiresAfterMinutes` and `billing_address` as people would write them. */
export function spelled(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words ? words[0]?.toUpperCase() + words.slice(1) : name;
}

const own = (schema: JsonSchema, language: string) => (language === 'it' ? schema['x-it'] : undefined);

/** What a field is called, in a language; the name in the document, spelled out, when the schema does not say. */
export const titleOf = (schema: JsonSchema, language: string, name = ''): string =>
  own(schema, language)?.title ?? schema.title ?? spelled(name);

/** What a field is for, in a language. */
export const descriptionOf = (schema: JsonSchema, language: string): string | undefined =>
  own(schema, language)?.description ?? schema.description;

/** What people call a value of an enum. */
export function labelOf(schema: JsonSchema, value: unknown, language: string): string {
  const labels = schema['x-labels']?.[String(value)];
  return labels?.[language] ?? labels?.['en'] ?? String(value);
}

/** An example as a placeholder shows it. */
export function placeholderOf(schema: JsonSchema): string | undefined {
  const [example] = schema.examples ?? [];
  return typeof example === 'string' || typeof example === 'number' ? String(example) : undefined;
}

/** The words of a value that is a text in several languages; undefined for any other value. */
export function textOf(value: unknown, language: string): string | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const isText = entries.length && entries.every(([key, words]) => /^[a-z]{2}$/.test(key) && typeof words === 'string');
  return isText ? String(value[language] ?? entries[0]?.[1]) : undefined;
}
