import {
  snippetCompletion,
  type Completion,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete';
import {
  blankOf,
  hasTypeOf,
  isObject,
  labelOf,
  meantFor,
  schemasTo,
  titleOf,
  typeOf,
  variantsOf,
  type JsonSchema,
  type Path,
  type Resolve,
} from '../schema/index.ts';
import { description, type JsonWords } from './describe.ts';
import { placeAt, type Place } from './places.ts';

/** What the editor knows while somebody writes. */
export interface Knowledge {
  root: JsonSchema;
  resolve: Resolve;
  /** The latest text that could be read. */
  document: () => unknown;
  words: () => JsonWords;
}

const at = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>((held, part) => (held as Record<string, unknown> | undefined | null)?.[part], document);

/** The schema of a place, in the form that its value has. */
export function schemaOf({ root, resolve, document }: Knowledge, path: Path): JsonSchema | undefined {
  const held = document();
  const way = schemasTo(root, held, path, resolve);
  const schema = path.length ? way[path.length - 1] : root;
  return schema && meantFor(schema, at(held, path), resolve);
}

/** Signs that mean something inside of a snippet. */
const literal = (text: string): string => text.replace(/[\\$#{}]/g, '\\$&');

/** A value to begin with, as a snippet whose first gap is where to go on writing. */
function beginning(schema: JsonSchema, resolve: Resolve): string {
  const known = resolve(schema);
  if (known.enum || typeOf(known) === 'string') {
    const usual = known.default ?? known.const;
    return typeof usual === 'string' ? `"\${${literal(usual)}}"` : '"${}"';
  }
  const blank = blankOf(known, resolve);
  if (Array.isArray(blank)) return '[${}]';
  if (isObject(blank)) return Object.keys(blank).length ? `\${${literal(JSON.stringify(blank))}}` : '{${}}';
  return blank === undefined ? '${}' : `\${${literal(JSON.stringify(blank))}}`;
}

/** What stands around a name that is completed: its value already, or another name behind it that a comma must divide. */
interface Around {
  hasValue: boolean;
  isFollowed: boolean;
}

function names(schema: JsonSchema, place: Place, knowledge: Knowledge, around: Around): Completion[] {
  const { resolve } = knowledge;
  const words = knowledge.words();
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !place.names.includes(name))
    .map(([name, field]) => {
      const known = resolve(field);
      const completion: Completion = {
        label: `"${name}"`,
        displayLabel: name,
        detail: titleOf(known, words.language, name),
        info: () => description(known, name, words),
        type: 'property',
        boost: required.has(name) ? 1 : 0,
      };
      const text = literal(JSON.stringify(name));
      // A name that has its value already is only renamed.
      return around.hasValue
        ? { ...completion, apply: JSON.stringify(name) }
        : snippetCompletion(`${text}: ${beginning(field, resolve)}${around.isFollowed ? ',' : ''}`, completion);
    });
}

function values(schema: JsonSchema, knowledge: Knowledge): Completion[] {
  const { resolve } = knowledge;
  const { language } = knowledge.words();
  const known = resolve(schema);
  const listed = known.enum ?? (known.const !== undefined ? [known.const] : []);
  const plain = typeOf(known) === 'boolean' ? [true, false] : listed;
  const chosen = plain.map((value): Completion => {
    const label = labelOf(known, value, language);
    return { label: JSON.stringify(value), ...(label !== String(value) && { detail: label }), type: 'enum' };
  });
  const forms = variantsOf(known, resolve)
    .map((variant) => ({ variant, blank: blankOf(variant, resolve) }))
    .filter(({ variant, blank }) => variant.title !== undefined && hasTypeOf(variant, blank) && isObject(blank))
    .map(({ variant, blank }) => ({
      label: JSON.stringify(blank),
      displayLabel: titleOf(variant, language),
      info: () => description(variant, '', knowledge.words()),
      apply: JSON.stringify(blank, null, 2),
      type: 'class',
    }));
  const examples = chosen.length || forms.length ? [] : (known.examples ?? []);
  return [
    ...chosen,
    ...forms,
    ...examples.map((value): Completion => ({ label: JSON.stringify(value), detail: '…', type: 'constant' })),
  ];
}

/** How far behind a name its colon, or the next name, is looked for. */
const longestGap = 200;

/** Offers the names and values that the schema knows at the cursor, explained in the reader's language. */
export const completionOf =
  (knowledge: Knowledge): CompletionSource =>
  (context): CompletionResult | null => {
    const place = placeAt(context.state, context.pos);
    if (!place) return null;
    const isBegun = place.from < context.pos;
    if (!isBegun && !context.explicit) return null;
    const schema = schemaOf(knowledge, place.path);
    if (!schema) return null;
    const behind = context.state.sliceDoc(place.to, place.to + longestGap).trimStart();
    const around = { hasValue: behind.startsWith(':'), isFollowed: behind.startsWith('"') };
    const options =
      place.role === 'name'
        ? names(schema, place, knowledge, around)
        : values(withoutForm(knowledge, place.path), knowledge);
    return options.length
      ? { from: place.from, to: Math.max(place.to, context.pos), options, validFor: /^"?[\w$.-]*"?$/ }
      : null;
  };

/** The schema of a place with all the forms its value may have: another one may be chosen. */
function withoutForm({ root, resolve, document }: Knowledge, path: Path): JsonSchema {
  return schemasTo(root, document(), path, resolve)[path.length - 1] ?? {};
}
