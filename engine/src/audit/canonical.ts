/**
 * JSON in one form only, so that it can be hashed: names sorted by their UTF-16 units, no spaces, numbers and texts as
 * ECMAScript writes them (RFC 8785, section 3.2). What is undefined is left out; dates are ISO 8601.
 */
export const canonical = (value: unknown): string => JSON.stringify(value, (_name, item: unknown) => sorted(item));

function sorted(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)));
}
