import { expect, it } from 'vitest';
import { pageWithRows } from './page-with-rows.ts';

const pages: Readonly<Record<string, { data: number[]; nextCursor: string | null }>> = {
  start: { data: [], nextCursor: 'a' },
  a: { data: [], nextCursor: 'b' },
  b: { data: [7], nextCursor: 'c' },
  c: { data: [], nextCursor: null },
};
const asked: string[] = [];
const ask = async ({ cursor = 'start' }: { cursor?: string }) => {
  asked.push(cursor);
  return pages[cursor] ?? { data: [], nextCursor: null };
};

it('goes on past empty pages to the next rows, and stops at the end', async () => {
  expect(await pageWithRows({}, ask)).toBe(pages['b']);
  expect(asked).toEqual(['start', 'a', 'b']);
  expect(await pageWithRows({ cursor: 'c' }, ask)).toBe(pages['c']);
});
