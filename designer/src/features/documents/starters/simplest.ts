import { isContent } from '../model.ts';
import type { Content } from '../model.ts';

/** A JSON Schema whose references all lead into its own `$defs`. */
type Schema = Content;

const schemasIn = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isContent) : []);

function resolved(schema: Schema, root: Schema): Schema {
  const { $ref, ...rest } = schema;
  if (typeof $ref !== 'string') return schema;
  const target = $ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .reduce<unknown>(
      (at, name) => (isContent(at) ? at[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      root,
    );
  return isContent(target) ? { ...resolved(target, root), ...rest } : rest;
}

/**
 * The least that fits a schema: constants, defaults and what is required, each at its simplest. Where nothing simple
 * fits, the schema's own example stands in.
 */
export function simplestOf(given: Schema, root: Schema = given): unknown {
  const schema = resolved(given, root);
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  const [choice] = [...schemasIn(schema['oneOf']), ...schemasIn(schema['anyOf'])];
  if (choice && !schema['properties']) return simplestOf(choice, root);
  const [first] = Array.isArray(schema['enum']) ? schema['enum'] : [];
  if (first !== undefined) return first;
  const [example] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  switch (schema['type']) {
    case 'object':
      return schema['minProperties'] ? example : simplestFields(schema, root);
    case 'array':
      return schema['minItems'] ? example : [];
    case 'boolean':
      return example ?? false;
    default:
      return example ?? '';
  }
}

function simplestFields(schema: Schema, root: Schema): unknown {
  const { properties, required } = schema;
  if (!isContent(properties)) return {};
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  return Object.fromEntries(
    names.map((name) => {
      const field = properties[name];
      return [name, isContent(field) ? simplestOf(field, root) : ''];
    }),
  );
}
