/** Words of a schema in another language; English stands in the schema itself. */
export interface Words {
  title?: string;
  description?: string;
}

/** JSON Schema 2020-12, as far as the documents of the hub use it, with the hub's own annotations. */
export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  title?: string;
  description?: string;
  'x-it'?: Words;
  /** Which control shows it, where the type alone does not say. */
  'x-control'?: string;
  /** What people call each value of an enum. */
  'x-labels'?: Record<string, Record<string, string>>;
  /** Of a colour: the names of the colours beside it that it must be readable on. */
  'x-readable-on'?: string[];
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  minProperties?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  if?: JsonSchema;
  then?: JsonSchema;
  else?: JsonSchema;
  discriminator?: { propertyName: string };
}

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
