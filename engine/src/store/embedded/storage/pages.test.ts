import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { open } from 'lmdb';
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

it('gives back what it was given, however long it is and whatever it begins with', async () => {
  const values = [0, 1, 999, 5_000, 3_000_000].flatMap((length) =>
    [0, 250, 254, 255].map((first) => Buffer.concat([Buffer.from([first]), Buffer.alloc(length, 'payment')])),
  );
  await pages.write(() => values.forEach((value, n) => pages.put(key(n), value)));
  values.forEach((value, n) => expect(pages.get(key(n))?.equals(value)).toBe(true));
  const walked = [...pages.walk({ start: key(0), end: key(values.length) })].map(({ value }) => value);
  expect(walked.every((value, n) => value.equals(values[n] ?? Buffer.alloc(0)))).toBe(true);
});

it('goes on with a file that was begun before values were compressed', async () => {
  const earlier = temporaryFolder();
  const plain = open<Buffer, Buffer>(path.join(earlier, 'store.mdb'), {
    ...{ noSubdir: true, encoding: 'binary' as const, keyEncoding: 'binary' as const },
  });
  const stored = Buffer.alloc(4_000, 254);
  await plain.put(key(1), stored);
  await plain.close();
  const later = new Pages(earlier, false, () => undefined);
  expect(later.get(key(1))?.equals(stored)).toBe(true);
  await later.write(() => later.put(key(2), stored));
  expect(later.get(key(2))?.equals(stored)).toBe(true);
  await later.close();
  expect(existsSync(path.join(earlier, 'documents.mdb'))).toBe(false);
  rmSync(earlier, { recursive: true, force: true });
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
