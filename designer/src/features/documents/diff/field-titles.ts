import { isContent, type Content } from '../model.ts';

const choices = ['oneOf', 'anyOf', 'allOf'] as const;

function resolved(schema: Content, root: Content): Content {
  const { $ref, ...rest } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#')) return schema;
  const target = $ref
    .slice(1)
    .split('/')
    .filter(Boolean)
    .reduce<unknown>((at, name) => (isContent(at) ? at[decodeURIComponent(name)] : undefined), root);
  // What stands beside a reference says more than what it leads to.
  return isContent(target) ? { ...resolved(target, root), ...rest } : schema;
}

/** The schemas that may describe a value: the schema itself and all it offers a choice of. */
function* offered(schema: Content, root: Content): Generator<Content> {
  const whole = resolved(schema, root);
  yield whole;
  for (const choice of choices)
    for (const part of Array.isArray(whole[choice]) ? whole[choice] : [])
      if (isContent(part)) yield* offered(part, root);
}

interface Below {
  schema: Content;
  isItem: boolean;
}

/** What a schema says about a field of an object, or about the things in a list. */
function below(schemas: readonly Content[], name: string, root: Content): Below[] {
  return schemas.flatMap((schema): Below[] => {
    const { properties, items, additionalProperties } = schema;
    const field = isContent(properties) ? properties[name] : undefined;
    if (isContent(field)) return [...offered(field, root)].map((one) => ({ schema: one, isItem: false }));
    if (isContent(items)) return [...offered(items, root)].map((one) => ({ schema: one, isItem: true }));
    if (isContent(additionalProperties))
      return [{ schema: { ...additionalProperties, title: undefined }, isItem: true }];
    return [];
  });
}

function titleOf({ title, 'x-it': italian }: Content, language: string): string | undefined {
  const own = language === 'it' && isContent(italian) ? italian['title'] : title;
  return typeof own === 'string' ? own : typeof title === 'string' ? title : undefined;
}

/**
 * What the fields on the way to a place are called: ["Theme", "Primary colour"]. Things in lists go by the name they have
 * in their list; what the schema does not know is called as it is written.
 * @param schema of the kind, with all its references inside
 * @param nameOf what people call a thing in a list, by its identifier and the way to the list
 */
export function fieldTitles(
  schema: Content,
  steps: readonly string[],
  language: string,
  nameOf: (steps: readonly string[]) => string | undefined,
): string[] {
  let schemas = [...offered(schema, schema)];
  return steps.map((step, at) => {
    const found = below(schemas, step, schema);
    schemas = found.map((one) => one.schema);
    const isItem = found.some((one) => one.isItem);
    const title = isItem ? undefined : schemas.map((one) => titleOf(one, language)).find(Boolean);
    return title ?? nameOf(steps.slice(0, at + 1)) ?? step;
  });
}
