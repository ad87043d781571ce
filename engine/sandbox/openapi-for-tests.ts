import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Says how a value departs from a schema of a provider's official OpenAPI file; nothing when it conforms. */
export type Departures = (schema: string, value: unknown) => string[];

/**
 * The official description of a provider, when it lies beside the repository (it is not ours to distribute).
 * For tests only.
 * @returns undefined without the file
 */
export function openApiOf(provider: 'stripe' | 'paypal'): Departures | undefined {
  const description = describedBy(provider);
  if (!description) return undefined;
  const ajv = validatorOf(description);
  return (schema, value) => {
    const validate = ajv.getSchema(`api#/components/schemas/${schema}`);
    if (!validate) return [`there is no schema ${schema}`];
    validate(value);
    return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? ''}`);
  };
}

/** The official OpenAPI file of a provider, as JSON. @returns undefined without the file */
export function describedBy(provider: string): Json | undefined {
  const file = fileURLToPath(new URL(`../../../shared/providers/specs/${provider}.openapi.json`, import.meta.url));
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Json) : undefined;
}

/** A validator that knows the named schemas of a description, under the name `api`. */
export function validatorOf(description: Json): Ajv {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  return ajv.addSchema({
    $id: 'api',
    components: plain(isJsonObject(description) ? (description['components'] ?? {}) : {}),
  } as object);
}

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a choice, references point into our copy. */
export function plain(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(plain);
  if (schema === null || typeof schema !== 'object') return schema;
  if (typeof schema['$ref'] === 'string') return { $ref: schema['$ref'].replace(/^#/, 'api#') };
  const { nullable, ...rest } = schema;
  const converted = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, plain(value)]));
  return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}

export const isJsonObject = (node: unknown): node is { [name: string]: Json } =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
