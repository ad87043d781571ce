import { Binary, ObjectId } from 'bson';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareValues, encodeOrdered, inverted, shortened, successor } from './ordered.ts';

it('orders values of different types as MongoDB does', () => {
  const ascending = [
    null,
    Number.NaN,
    -Infinity,
    -1.5,
    0,
    2,
    10,
    Number.MAX_SAFE_INTEGER,
    '',
    'a',
    'a\0',
    'a\0b',
    'a\u0001',
    'ab',
    'é',
    '😀',
    { a: 1 },
    { a: 2 },
    [],
    [1],
    [1, 2],
    new Binary(Buffer.from([1])),
    new Binary(Buffer.from([0, 0])),
    new ObjectId('000000000000000000000001'),
    false,
    true,
    new Date(-1),
    new Date(0),
    new Date(1),
  ];
  const keys = ascending.map(encodeOrdered);
  expect([...keys].sort(Buffer.compare)).toEqual(keys);
  expect([...keys].map(inverted).sort(Buffer.compare).reverse()).toEqual(keys.map(inverted));
});

it('treats numbers that are equal as equal, whatever their sign of zero', () => {
  expect(compareValues(-0, 0)).toBe(0);
});

it('orders numbers and strings like their values, and lets no encoding begin another', () => {
  const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
  fc.assert(
    fc.property(
      fc.double({ noNaN: true }),
      fc.double({ noNaN: true }),
      (a, b) => Math.sign(compareValues(a, b)) === Math.sign(a - b || 0) || a === b,
    ),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(Math.sign(compareValues(a, b))).toBe(Math.sign(byCodePoint(a, b)));
      if (a !== b) expect(encodeOrdered(a).subarray(0, encodeOrdered(b).length).equals(encodeOrdered(b))).toBe(false);
    }),
  );
});

it('shortens what is longer than a key allows, telling different values apart', () => {
  const [a, b] = [encodeOrdered('x'.repeat(2000) + 'a'), encodeOrdered('x'.repeat(2000) + 'b')];
  expect(shortened(a, 300)).toHaveLength(300);
  expect(shortened(a, 300).equals(shortened(b, 300))).toBe(false);
});

it('finds the first key after all keys with a prefix', () => {
  expect(successor(Buffer.from([1, 0xff, 0xff]))).toEqual(Buffer.from([2]));
});

it('refuses values that are not stored', () => {
  expect(() => encodeOrdered(/a/)).toThrow('not supported by the embedded store; set MONGODB_URI');
});
