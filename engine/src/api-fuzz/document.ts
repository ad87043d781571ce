import { isCurrency } from '@pih/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type Schema = Readonly<Record<string, unknown>>;
type Content = Record<string, { schema: Schema; 'x-event-data'?: Schema }>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  explode?: boolean;
  schema: Schema;
}

export interface Operation {
  operationId: string;
  'x-permission': string | null;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

/** An operation with where it is. */
export interface Known extends Operation {
  method: string;
  path: string;
}

export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export const operationsOf = ({ paths }: Document): Known[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );

/** The schema that a reference into the document means; the given one when it refers to nothing. */
export function resolved(document: Document, schema: Schema): Schema {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
  if (typeof found !== 'object' || found === null) throw new TypeError(`${$ref} leads nowhere`);
  return resolved(document, found as Schema);
}

/** What is wrong with a value by a schema of the document, in ajv's words; '' when it is valid. */
export type Judge = (schema: Schema, value: unknown) => string;

/** Judges by the document alone, as somebody would who has nothing else: none of the engine's own validators. */
export function judgeOf(document: Document): Judge {
  const ajv = new Ajv2020({ strict: false, discriminator: true });
  addFormats.default(ajv);
  ajv.addFormat('currency', isCurrency);
  ajv.addFormat('time-zone', true);
  ajv.addSchema({ $id: 'api', components: document.components });
  const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    // References of the document start at its top, which is another one for ajv.
    const validate =
      compiled.get(schema) ?? ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as Schema);
    compiled.set(schema, validate);
    return validate(value) ? '' : ajv.errorsText(validate.errors);
  };
}
