import type { OutputUnit } from '@cfworker/json-schema';
import { pathOf, valueAt } from '../path.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { Resolve } from '../resolve.ts';
import { variantOf } from '../union.ts';

/** Rules that only say that something inside does not fit. */
const wrappers = new Set(['$ref', 'properties', 'items', 'additionalProperties', 'allOf', 'if', 'propertyNames']);

/** The schema that a location such as "#/properties/flow/$ref/pattern" stands in, followed through references. */
export function schemaAt(root: JsonSchema, location: string, resolve: Resolve): JsonSchema {
  const parts = location
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce<JsonSchema>((at, part) => {
    const next = part === '$ref' ? resolve(at) : (at as Record<string, JsonSchema | undefined>)[part];
    return next ?? {};
  }, root);
}

/**
 * The validator gives the place in the document where the place in the schema belongs when a field meets the schema
 * `false`; the complaint before it, of `additionalProperties`, has the right one.
 */
const located = (units: readonly OutputUnit[]): OutputUnit[] =>
  units.map((unit, index) => {
    const before = units[index - 1]?.keywordLocation ?? '';
    return unit.keyword === 'false' ? { ...unit, keywordLocation: `${before}/false` } : unit;
  });

/**
 * In a union every form that does not fit complains, though only the one that is meant is of interest. A union's own
 * complaint is kept when the meant form has none.
 */
export function withoutNoise(
  units: readonly OutputUnit[],
  root: JsonSchema,
  document: unknown,
  resolve: Resolve,
): OutputUnit[] {
  const unions = units.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  let kept = located(units).filter(({ keyword }) => !wrappers.has(keyword));
  // The outermost first: a union inside of a form that is not meant is gone before it is looked at.
  for (const union of unions) {
    const { keywordLocation: at, instanceLocation } = union;
    if (!kept.some((unit) => unit.keywordLocation === at)) continue;
    const schema = resolve(schemaAt(root, at.slice(0, at.lastIndexOf('/')), resolve));
    const value = valueAt(document, pathOf(instanceLocation.slice(1), document));
    const meant = variantOf(schema, value, resolve);
    const isOther = (unit: OutputUnit) =>
      unit.keywordLocation.startsWith(`${at}/`) && !unit.keywordLocation.startsWith(`${at}/${meant}/`);
    kept = kept.filter((unit) => !isOther(unit));
    if (kept.some((unit) => unit.keywordLocation.startsWith(`${at}/`)))
      kept = kept.filter((unit) => unit.keywordLocation !== at);
  }
  return kept;
}
