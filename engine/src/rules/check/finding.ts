import type { FlowNode } from '@pih/schemas';

/** What is wrong at one place of a flow. */
export interface FlowProblem {
  /** The node it is about, where there is one. */
  node?: string;
  /** JSON pointer into the flow document. */
  path: string;
  /** Which rule is broken, in one word that never changes. */
  rule: string;
  /** In words, naming the node. */
  message: string;
  /** What the message names, for front ends that say it in their own words (`flow-rules.json`). */
  params: Record<string, string | number | string[]>;
}

/** Something wrong with a part of a node; its message follows the name of the node. */
export type Finding = Omit<FlowProblem, 'node'>;

/** How a node is called in messages: by its title, and by its id, which is unique. */
export const nameOf = ({ id, title }: Pick<FlowNode, 'id' | 'title'>): string =>
  title ? `“${title}” (${id})` : `“${id}”`;

/** Entries that were there before, each with its place. */
export function* repeated<T>(entries: Iterable<T>): Generator<{ entry: T; index: number }> {
  const seen = new Set<T>();
  let index = 0;
  for (const entry of entries) {
    if (seen.has(entry)) yield { entry, index };
    seen.add(entry);
    index += 1;
  }
}

/** Entries of a list that are there twice, each said by the given words. */
export function* twice<T>(
  entries: Iterable<T>,
  rule: string,
  path: (index: number) => string,
  message: (entry: T) => string,
): Generator<Finding> {
  for (const { entry, index } of repeated(entries))
    yield { path: path(index), rule, message: message(entry), params: { value: String(entry) } };
}
