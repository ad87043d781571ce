import type { JsonSchema } from './json-schema.ts';

/** Whether a field is none of a person's business: always the same, or kept by the hub. */
export const isHidden = (schema: JsonSchema): boolean => schema['x-control'] === 'hidden' || schema.const !== undefined;
