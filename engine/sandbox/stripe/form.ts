/** A decoded form: values by name; `line_items[0][quantity]=1` becomes `{ line_items: { 0: { quantity: '1' } } }`. */
export interface FormFields {
  [name: string]: FormValue;
}
export type FormValue = string | FormFields;

const deepest = 8;

/**
 * Decodes Stripe's bracket nesting. Lists keep their numbers as names (`a[]` appends); objects have no prototype, so a
 * hostile `__proto__` is a name like any other. Dots in names mean nothing, unlike in many parsers.
 * @throws RangeError when a name nests too deeply or is both a value and a group
 */
export function decodeForm(text: string): FormFields {
  const fields = emptyFields();
  for (const [name, value] of new URLSearchParams(text)) place(fields, namesIn(name), value);
  return fields;
}

const emptyFields = (): FormFields => Object.create(null) as FormFields;

/** `a[b][]` is `a`, `b`, and an empty name that stands for "the next number". */
function namesIn(name: string): string[] {
  const start = name.indexOf('[');
  if (start <= 0 || !name.endsWith(']')) return [name];
  const names = [name.slice(0, start), ...name.slice(start + 1, -1).split('][')];
  if (names.length > deepest) throw new RangeError(`"${name}" nests too deeply.`);
  return names;
}

function place(fields: FormFields, names: readonly string[], value: string): void {
  const [first = '', ...rest] = names;
  const name = first === '' ? String(Object.keys(fields).length) : first;
  if (rest.length === 0) {
    fields[name] = value;
    return;
  }
  const group = fields[name] ?? emptyFields();
  if (typeof group === 'string') throw new RangeError(`"${name}" is both a value and a group.`);
  fields[name] = group;
  place(group, rest, value);
}
