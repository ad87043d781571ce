import { validate, type Schema } from '@cfworker/json-schema';
import type { JsonSchema } from './json-schema.ts';

const holds = (condition: JsonSchema, value: unknown, root: JsonSchema): boolean =>
  validate(value, structuredClone({ $defs: root.$defs ?? {}, ...condition }) as Schema, '2020-12').valid;

/** The fields that an object must have as it stands now: some are only asked for once another has a certain value. */
export function requiredOf(schema: JsonSchema, value: unknown, root: JsonSchema): ReadonlySet<string> {
  const conditional = [schema, ...(schema.allOf ?? [])].flatMap((part) => {
    if (!part.if || value === undefined) return [];
    const meant = holds(part.if, value, root) ? part.then : part.else;
    return meant?.required ?? [];
  });
  return new Set([...(schema.required ?? []), ...conditional]);
}
