import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CommandError } from '../errors.ts';
import { temporaryFolder } from '../store-for-tests.ts';
import { Pages } from './pages.ts';

let folder: string;
let pages: Pages;
let aborts: number;
beforeEach(() => {
  folder = temporaryFolder();
  aborts = 0;
  pages = new Pages(folder, false, () => aborts++);
});
afterEach(async () => {
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = (n: number): Buffer => Buffer.from([1, n >> 8, n & 255]);
const put = (n: number): void => pages.put(key(n), Buffer.from(String(n)));
const numbers = (reverse = false): number[] =>
  [...pages.walk({ start: key(10), end: key(700) }, reverse)].map(({ value }) => Number(value.toString()));
const upTo = (end: number): number[] => Array.from({ length: end - 10 }, (_, i) => i + 10);

it('walks a range forwards and backwards, its end left out', async () => {
  await pages.write(() => Array.from({ length: 1000 }, (_, n) => put(n)));
  expect(numbers()).toEqual(upTo(700));
  expect(numbers(true)).toEqual(upTo(700).reverse());
  expect(pages.count({ start: key(10), end: key(700) })).toBe(690);
});

it('sees what was written since the walk began', async () => {
  await pages.write(() => [10, 20, 30].forEach(put));
  const walk = pages.walk({ start: key(0), end: key(100) });
  expect(walk.next().value?.value.toString()).toBe('10');
  await pages.write(() => {
    pages.remove(key(20));
    put(40);
  });
  expect([...walk].map(({ value }) => value.toString())).toEqual(['30', '40']);
});

it('keeps the work of others when one piece in the same transaction fails', async () => {
  const results = await Promise.allSettled([
    pages.write(() => put(1)),
    pages.write(() => {
      put(2);
      throw new TypeError('a fault');
    }),
    pages.write(() => put(3)),
    pages.write(() => {
      throw new CommandError(2, 'BadValue', 'a refusal');
    }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect([1, 2, 3].map((n) => pages.get(key(n))?.toString())).toEqual(['1', undefined, '3']);
  expect(aborts).toBe(2);
});
