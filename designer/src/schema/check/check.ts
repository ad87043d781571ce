import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import { isCurrency } from '@pih/schemas/money';
import type { JsonSchema } from '../json-schema.ts';
import type { Resolve } from '../resolve.ts';
import type { Found } from './found.ts';
import { schemaAt, withoutNoise } from './noise.ts';

/** What the validator only says inside of a sentence: the name of the field that is missing. */
const missing = (unit: OutputUnit): string => /"(.*)"\.$/.exec(unit.error)?.[1] ?? '';
const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

function foundIn(unit: OutputUnit, root: JsonSchema, resolve: Resolve): Found {
  const { keyword, instanceLocation, keywordLocation } = unit;
  const pointer = instanceLocation.slice(1);
  if (keyword === 'required')
    return { pointer: `${pointer}/${escaped(missing(unit))}`, rule: keyword, params: { name: missing(unit) } };
  // A field that does not belong there meets the schema `false`.
  if (keyword === 'false') return { pointer, rule: 'additionalProperties', params: {} };
  if (keywordLocation.includes('/propertyNames/')) return { pointer, rule: 'propertyNames', params: {} };
  const schema = schemaAt(root, keywordLocation.slice(0, keywordLocation.lastIndexOf('/')), resolve);
  const needs = (schema.oneOf ?? []).flatMap(({ required = [] }) => required);
  return {
    pointer,
    rule: keyword,
    params: {
      limit: (schema as Record<string, unknown>)[keyword],
      ...(keyword === 'oneOf' && needs.length > 0 && { needs }),
      ...(schema.pattern !== undefined && { example: schema.examples?.[0] }),
    },
  };
}

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // Intl throws a RangeError for a zone it does not know; that is the answer.
  }
};

/** Formats of the hub's own, by name. */
const formats: Record<string, (text: string) => boolean> = { currency: isCurrency, 'time-zone': isZone };

/** Places whose value has a format of the hub's own and does not keep to it. */
function* misformed(schema: JsonSchema, value: unknown, pointer: string, resolve: Resolve): Generator<Found> {
  const known = resolve(schema);
  const isRight = formats[known.format ?? ''];
  if (isRight && typeof value === 'string' && !isRight(value))
    yield { pointer, rule: 'format', params: { limit: known.format } };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const more = typeof known.additionalProperties === 'object' ? known.additionalProperties : undefined;
    const field = Array.isArray(value) ? known.items : (known.properties?.[name] ?? more);
    if (field) yield* misformed(field, inner, `${pointer}/${escaped(name)}`, resolve);
  }
}

export type Check = (document: unknown) => Found[];

/**
 * Judges documents by a schema, in the browser: without `eval`, which the content security policy forbids, and within
 * the time between two keys.
 */
export function checkOf(root: JsonSchema, resolve: Resolve): Check {
  // The validator writes addresses into the schema that it gets.
  const validator = new Validator(structuredClone(root) as Schema, '2020-12', false);
  return (document) => {
    if (document === undefined) return [];
    const units = withoutNoise(validator.validate(document).errors, root, document, resolve);
    const found = units.map((unit) => foundIn(unit, root, resolve));
    const misspelt = [...misformed(root, document, '', resolve)];
    const formed = new Set(misspelt.map(({ pointer }) => pointer));
    // A format says in words what a pattern says in signs.
    const said = found.filter(({ pointer, rule }) => !(rule === 'pattern' && formed.has(pointer)));
    const seen = new Set<string>();
    return [...said, ...misspelt].filter((one) => {
      const key = `${one.pointer} ${one.rule}`;
      return !seen.has(key) && seen.add(key);
    });
  };
}
