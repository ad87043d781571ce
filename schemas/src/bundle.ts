import { kindSchemas, sharedSchemas, type Kind } from './registry.ts';

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const files = new Map<string, Node>(
  [...Object.values(sharedSchemas), ...Object.values(kindSchemas)].map((schema) => [schema.$id, schema]),
);

/** What says something by example rather than by rule: a "$ref" in there is only a word. */
const asIs = new Set(['examples', 'default', 'const', 'enum', 'x-it']);

/** What holds schemas under names that anybody may choose, "default" among them. */
const byName = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/** What a JSON pointer such as "/$defs/slug" leads to. @throws Error when it leads nowhere */
function pointed(schema: Node, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => {
      if (!isNode(at) || !(part in at)) throw new Error(`${String(schema['$id'])} has nothing at ${pointer}`);
      return at[part];
    }, schema);
}

/** `…/values.schema.json#/$defs/slug` → `values.slug`, `…/condition.schema.json` → `condition`. */
function nameOf(file: string, pointer: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace('.schema.json', '');
  return [name, ...pointer.split('/').filter((part) => part && part !== '$defs')].join('.');
}

/**
 * The JSON Schema of a kind with everything it refers to inside its own `$defs`, so that whoever has it needs no other
 * file. Every `$ref` in it starts with `#/$defs/`.
 */
export function bundleOf(kind: Kind): Node {
  const $defs: Node = {};

  /** Puts what an address names into the definitions, once, and says how to refer to it there. */
  function defined(address: string): string {
    const [file = '', pointer = ''] = address.split('#');
    const name = nameOf(file, pointer);
    const schema = files.get(file);
    if (!schema) throw new Error(`No schema has the $id ${file}`);
    if (!(name in $defs)) {
      $defs[name] = {}; // holds the place while its inside, which may refer to it, is copied
      $defs[name] = copied(pointed(schema, pointer), file);
    }
    return `#/$defs/${name}`;
  }

  const eachOf = (schemas: Node, file: string): Node =>
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, copied(schema, file)]));

  function copied(value: unknown, file: string): unknown {
    if (Array.isArray(value)) return value.map((one) => copied(one, file));
    if (!isNode(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== '$id' && key !== '$schema' && key !== '$defs')
        .map(([key, inner]) => {
          if (asIs.has(key)) return [key, inner];
          if (byName.has(key) && isNode(inner)) return [key, eachOf(inner, file)];
          if (key === '$ref' && typeof inner === 'string') return [key, defined(new URL(inner, file).href)];
          return [key, copied(inner, file)];
        }),
    );
  }

  const { $id, $schema, ...root } = kindSchemas[kind];
  return { $schema, $id, ...(copied(root, $id) as Node), $defs };
}
