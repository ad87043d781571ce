import fc, { type Arbitrary } from 'fast-check';

/** JSON text for what JavaScript cannot hold: the marker is replaced after everything else is written. */
const marks: Record<string, string> = {
  '@raw-1': '1e400',
  '@raw-2': '-1e400',
  '@raw-3': '123456789012345678901234567890',
  '@raw-4': '0.1e-400',
  '@raw-5': '"\\ud800\\u0000"',
};

/** JSON of a value, with the markers of `spoiled` replaced. */
export const written = (value: unknown): string =>
  JSON.stringify(value).replace(/"(@raw-\d)"/g, (found, mark: string) => marks[mark] ?? found);

const nested = (depth: number, kind: 'list' | 'object'): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = kind === 'list' ? [value] : { a: value };
  return value;
};

/** A field of that name, where an object literal would set the prototype. */
const field = (name: string, value: unknown): object => Object.fromEntries([[name, value]]);

const badNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  '$where',
  '$ne',
  'a.b',
  '',
  '\u0000',
  '\ud800',
  'x'.repeat(300),
];

const badValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  2 ** 53,
  Number.MAX_VALUE,
  '',
  ' ',
  'x',
  '1',
  '\u0000',
  '\ud800',
  'half \udc00 of a pair',
  '\ufffe',
  '__proto__',
  '[object Object]',
  'x'.repeat(20_000),
  '4111 1111 1111 1111',
  [],
  {},
  [[]],
  [null],
  [{}],
  { 0: 'a', length: 1 },
  { length: 2 ** 31 },
  { $ne: null },
  { $gt: '' },
  { toJSON: 1 },
  { $secret: 'X' },
  field('__proto__', { isAdmin: true }),
  field('constructor', { prototype: { isAdmin: true } }),
  nested(30, 'list'),
  nested(30, 'object'),
  nested(150, 'object'),
  Array.from({ length: 1_200 }, (_none, index) => index),
  Array.from({ length: 300 }, () => ({})),
  ...Object.keys(marks),
];

type Path = readonly (string | number)[];

/** Where something can be changed: the value itself and everything in it. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, item]) => placesOf(item, [...path, key]))];
}

/** The value with what stands at a path replaced; undefined takes it away. */
function changed(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => {
      const next = index === key ? changed(item, rest, change) : item;
      return next === undefined ? [] : [next];
    });
  return Object.fromEntries(
    Object.entries(value as object)
      .map(([name, item]): [string, unknown] => [name, name === key ? changed(item, rest, change) : item])
      .filter(([, item]) => item !== undefined),
  );
}

const change: Arbitrary<(old: unknown) => unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...badValues).map((bad) => () => bad) },
  fc.constant(() => undefined),
  fc.constant((old: unknown) => [old]),
  fc.constant((old: unknown) => ({ 0: old })),
  fc.constant((old: unknown) => (Array.isArray(old) ? Object.assign({}, old) : Object.entries(old ?? {}))),
  fc.tuple(fc.constantFrom(...badNames), fc.constantFrom(...badValues)).map(
    ([name, bad]) =>
      (old: unknown) =>
        typeof old === 'object' && old !== null
          ? Object.fromEntries([...Object.entries(old), [name, bad]])
          : field(name, bad),
  ),
);

/** Values that were valid until something in them was left out, added, turned round or blown up. */
export const spoiled = (valid: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc.tuple(valid, fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 2 })).map(([value, changes]) =>
    changes.reduce<unknown>((current, [pick, how]) => {
      const places = placesOf(current);
      return changed(current, places[pick % places.length] ?? [], how) ?? null;
    }, value),
  );
