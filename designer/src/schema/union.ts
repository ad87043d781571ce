import { isObject, type JsonObject, type JsonSchema } from './json-schema.ts';
import type { Resolve } from './resolve.ts';
import { hasTypeOf } from './type.ts';

/** The forms that a value may have; none when there is only one. */
export const variantsOf = (schema: JsonSchema, resolve: Resolve): JsonSchema[] =>
  (schema.oneOf ?? schema.anyOf ?? []).map(resolve);

const constOf = (variant: JsonSchema, name: string, resolve: Resolve): unknown => {
  const field = variant.properties?.[name];
  return field && resolve(field).const;
};

/** The field whose value says which form is meant, as `discriminator` or by having another constant in each form. */
export function tagOf(schema: JsonSchema, resolve: Resolve): string | undefined {
  if (schema.discriminator) return schema.discriminator.propertyName;
  const variants = variantsOf(schema, resolve);
  return Object.keys(variants[0]?.properties ?? {}).find((name) =>
    variants.every((variant) => constOf(variant, name, resolve) !== undefined),
  );
}

/** How well a value fits a form at first sight: its type, its constants, the fields that it has and must have. */
function likeness(variant: JsonSchema, value: unknown, resolve: Resolve): number {
  if (!hasTypeOf(variant, value)) return -Infinity;
  if (variant.const !== undefined) return variant.const === value ? 3 : -Infinity;
  if (variant.enum) return variant.enum.includes(value) ? 3 : 0;
  if (!isObject(value)) return 1;
  const fields = variant.properties ?? {};
  const known = Object.keys(value).filter((name) => name in fields).length;
  const strange = variant.additionalProperties === false ? Object.keys(value).length - known : 0;
  const missing = (variant.required ?? []).filter((name) => !(name in value)).length;
  const wrong = Object.keys(value).filter((name) => {
    const fixed = constOf(variant, name, resolve);
    return fixed !== undefined && fixed !== value[name];
  }).length;
  return 1 + known - 2 * strange - missing - 4 * wrong;
}

/** Which of its forms a value has, or is nearest to; undefined when it is near to none. */
export function variantOf(schema: JsonSchema, value: unknown, resolve: Resolve): number | undefined {
  const variants = variantsOf(schema, resolve);
  const tag = tagOf(schema, resolve);
  if (tag !== undefined && isObject(value)) {
    const at = variants.findIndex((variant) => constOf(variant, tag, resolve) === value[tag]);
    return at === -1 ? undefined : at;
  }
  const scores = variants.map((variant) => likeness(variant, value, resolve));
  const best = Math.max(...scores);
  return best === -Infinity ? undefined : scores.indexOf(best);
}

/** The value in another form: what both forms have is kept, and what the new one must have is filled in from `fresh`. */
export function switched(value: unknown, to: JsonSchema, fresh: unknown, resolve: Resolve): unknown {
  if (!isObject(value) || !isObject(fresh)) return fresh;
  const shared = Object.entries(value).filter(([name, held]) => {
    const field = to.properties?.[name];
    if (!field) return false;
    const resolved = resolve(field);
    return resolved.const === undefined && hasTypeOf(resolved, held);
  });
  return { ...fresh, ...Object.fromEntries(shared) } satisfies JsonObject;
}
