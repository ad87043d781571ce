import type { ChangeSpec } from '@codemirror/state';

/** A document as people read it. */
export const written = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

export type Reading = { isReadable: true; document: unknown } | { isReadable: false; at: number };

/** Where in the text the parser gave up; engines say it in different words, and some not at all. */
function placeIn(message: string, text: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Math.min(Number(position), text.length);
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line === undefined || column === undefined) return text.length;
  const before = text.split('\n').slice(0, Number(line) - 1);
  return Math.min(before.join('\n').length + Number(column), text.length);
}

/** Reads the text; where it breaks off when it is no JSON (yet). */
export function readText(text: string): Reading {
  try {
    return { isReadable: true, document: JSON.parse(text) as unknown };
  } catch (error) {
    return { isReadable: false, at: placeIn(error instanceof Error ? error.message : '', text) };
  }
}

/** The smallest change that makes one text of another, so that the cursor and what is folded stay where they are. */
export function changeBetween(before: string, after: string): ChangeSpec | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
