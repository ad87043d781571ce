import type { Expression } from 'jsonata';
import { limits, TooLarge } from './limits.ts';

/** Gives mappings what JSONata lacks, and instead of what it does without end something that ends. */
export function addFunctions(expression: Expression): void {
  expression.registerFunction('parseJson', parseJson, '<s-:x>');
  expression.registerFunction('pad', pad, '<s-ns?:s>');
  expression.registerFunction('distinct', distinct, '<x:x>');
}

/** Some providers send JSON within a text of JSON. */
const parseJson = (text: string): unknown => JSON.parse(text);

/** As JSONata's own, which would make any width. */
function pad(text: string, width: number, with_ = ' '): string {
  if (Math.abs(width) > limits.weight) throw new TooLarge();
  return width < 0 ? text.padStart(-width, with_) : text.padEnd(width, with_);
}

/** As JSONata's own, which compares each entry with all others, however large they are. */
function distinct(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return [...new Map(list.map((entry: unknown) => [sorted(entry), entry])).values()];
}

/** The same text for values that JSONata calls equal: members stand in any order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
