/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two JSON values say the same. The order of an object's fields says nothing; a field that is undefined is absent. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  if (!isFields(one) || !isFields(other)) return false;
  return namesIn(one, other).every((name) => isSame(own(one, name), own(other, name)));
}

/** A field's value; undefined when the object does not have it itself, whatever its name. */
export const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** Every name that one of the objects has, those of the first one first. */
export const namesIn = (...objects: readonly Fields[]): string[] => [...new Set(objects.flatMap(Object.keys))];

/** An object of the fields that have a value. */
export const fieldsOf = (entries: readonly (readonly [string, unknown])[]): Fields =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));
