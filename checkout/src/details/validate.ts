import type { DetailValues, Field, FieldId } from './fields.ts';

export type DetailError = 'missing' | 'invalid';
export type DetailErrors = Partial<Record<FieldId, DetailError>>;

/** Stricter rules than "not empty", the same as the engine's schema has for the shopper. */
const rules: Partial<Record<FieldId, RegExp>> = {
  email: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/,
  phone: /^\+?[0-9 ()/.-]{5,30}$/,
  taxId: /^.{2,32}$/,
  country: /^[A-Z]{2}$/,
};

/** What is wrong with one answer, if anything. */
export function errorOf(field: Field, values: DetailValues): DetailError | undefined {
  const value = values[field.id]?.trim() ?? '';
  if (!value) return field.optional ? undefined : 'missing';
  return (rules[field.id]?.test(value) ?? true) ? undefined : 'invalid';
}

/** What is wrong with the answers, by field; empty when all is well. */
export function validate(fields: readonly Field[], values: DetailValues): DetailErrors {
  const errors: DetailErrors = {};
  for (const field of fields) {
    const error = errorOf(field, values);
    if (error) errors[field.id] = error;
  }
  return errors;
}

/** Which fields the engine refused, from the JSON pointers of its answer such as "/shopper/address/postcode". */
export function refusedFields(fields: readonly Field[], pointers: readonly string[]): DetailErrors {
  const refused = new Set(pointers.map((pointer) => pointer.slice(pointer.lastIndexOf('/') + 1)));
  const errors: DetailErrors = {};
  for (const { id } of fields) if (refused.has(id)) errors[id] = 'invalid';
  return errors;
}
