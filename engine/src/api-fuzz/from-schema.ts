import { currencies } from '@pih/schemas';
import fc, { type Arbitrary } from 'fast-check';
import { resolved, type Document, type Judge, type Schema } from './document.ts';

/** Texts with everything that Unicode has: composed signs, control characters, signs that turn the direction round. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('\u0000', '\u202e', '$where', '__proto__', '😀'.repeat(20), ' ', 'İ'),
);

const instants = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());

const formats: Record<string, Arbitrary<string>> = {
  'date-time': instants,
  uri: fc.webUrl(),
  email: fc.emailAddress(),
  currency: fc.constantFrom(...currencies),
  'time-zone': fc.constantFrom('UTC', 'Europe/Rome'),
};

function texts({ pattern, format, minLength = 0, maxLength = 2_000, examples = [] }: Schema): Arbitrary<string> {
  const [least, most] = [Number(minLength), Number(maxLength)];
  const byForm =
    typeof format === 'string' && formats[format]
      ? formats[format]
      : typeof pattern === 'string'
        ? fc.stringMatching(new RegExp(pattern, 'u'))
        : fc.oneof(anyText, fc.string({ minLength: least, maxLength: Math.min(most, least + 300) }));
  const known = (examples as unknown[]).filter((example) => typeof example === 'string');
  // JSON Schema counts code points.
  const fitting = byForm.filter((text) => [...text].length >= least && [...text].length <= most);
  return known.length ? fc.oneof({ weight: 3, arbitrary: fitting }, fc.constantFrom(...known)) : fitting;
}

const boundsOf = ({ minimum, maximum }: Schema): { min: number; max: number } => ({
  min: typeof minimum === 'number' ? minimum : Number.MIN_SAFE_INTEGER,
  max: typeof maximum === 'number' ? maximum : Number.MAX_SAFE_INTEGER,
});

/** Numbers between the bounds; where they are to be multiples of something, such as hundredths, only those. */
function numbers(schema: Schema): Arbitrary<number> {
  const { min, max } = boundsOf(schema);
  const { multipleOf } = schema;
  if (typeof multipleOf !== 'number')
    return fc.oneof(fc.double({ min, max, noNaN: true, noDefaultInfinity: true }), fc.integer({ min, max }));
  const parts = Math.round(1 / multipleOf);
  return fc.integer({ min: min * parts, max: max * parts }).map((part) => part / parts);
}

/** Values that a schema of the document allows. What is generated is judged as well, so that a slip here cannot pass. */
export function validOf(document: Document, judge: Judge, schema: Schema): Arbitrary<unknown> {
  return drafted(document, schema).filter((value) => judge(schema, value) === '');
}

function drafted(document: Document, given: Schema): Arbitrary<unknown> {
  const schema = resolved(document, given);
  const inner = (each: Schema) => drafted(document, each);
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const forms = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (forms) return fc.oneof(...forms.map(inner));
  const { type } = schema;
  if (Array.isArray(type)) return fc.oneof(...type.map((each: unknown) => inner({ ...schema, type: each })));
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer(boundsOf(schema));
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return lists(schema, inner);
    case 'object':
      return objects(schema, inner);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function lists({ items, minItems, maxItems, uniqueItems }: Schema, inner: (schema: Schema) => Arbitrary<unknown>) {
  const size = { minLength: Number(minItems ?? 0), maxLength: Math.min(Number(maxItems ?? 5), 5) };
  const item = inner((items ?? {}) as Schema);
  return uniqueItems
    ? fc.uniqueArray(item, { ...size, selector: (value) => JSON.stringify(value) })
    : fc.array(item, size);
}

const dictionaryOf = (keys: Arbitrary<string>, values: Arbitrary<unknown>, minKeys: unknown) =>
  fc.dictionary(keys, values, { minKeys: Number(minKeys ?? 0), maxKeys: 4, noNullPrototype: true });

function objects(schema: Schema, inner: (schema: Schema) => Arbitrary<unknown>): Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames, minProperties } = schema;
  const fields = Object.entries(properties as Record<string, Schema>);
  if (fields.length) {
    const named = Object.fromEntries(fields.map(([name, field]) => [name, inner(field)]));
    return fc.record(named, { requiredKeys: required as string[], noNullPrototype: true });
  }
  const keys = propertyNames ? texts(propertyNames as Schema) : anyText;
  const isFree = additionalProperties === undefined || additionalProperties === true;
  if (isFree) return dictionaryOf(keys, fc.jsonValue({ maxDepth: 3 }), minProperties);
  return additionalProperties === false
    ? fc.constant({})
    : dictionaryOf(keys, inner(additionalProperties as Schema), minProperties);
}
