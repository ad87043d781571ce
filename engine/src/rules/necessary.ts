import type { Condition, ConditionComparison } from '@pih/schemas';
import type { Columns } from './reading.ts';

/** What an index can look up. */
export type Key = string | number | boolean;

/** One value of one fact: the fact has it, or is a list and has it among its entries. */
export interface Pair {
  column: number;
  key: Key;
}

/** Of ways to narrow a condition down, the one that lets the fewest payments through has the lowest cost. */
export type Cost = (pairs: readonly Pair[]) => number;

export const isKey = (value: unknown): value is Key =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const keys = (value: unknown): Key[] | undefined =>
  Array.isArray(value) && value.every(isKey) ? (value as Key[]) : undefined;

function cheapest(choices: readonly (readonly Pair[])[], cost: Cost): readonly Pair[] | undefined {
  let best: readonly Pair[] | undefined;
  let least = Infinity;
  for (const choice of choices) {
    const found = cost(choice);
    if (found >= least) continue;
    best = choice;
    least = found;
  }
  return best;
}

function ofComparison({ fact, operator, value }: ConditionComparison, columns: Columns, cost: Cost) {
  const column = columns.of(fact);
  const pairs = (found: readonly Key[] | undefined) => found?.map((key): Pair => ({ column, key }));
  switch (operator) {
    case 'equal':
    case 'contains':
      return isKey(value) ? pairs([value]) : undefined;
    case 'in':
    case 'containsAnyOf':
      return pairs(keys(value));
    case 'containsAllOf':
      return cheapest(pairs(keys(value))?.map((pair) => [pair]) ?? [], cost);
    default:
      return undefined;
  }
}

/**
 * Pairs of a fact and a value of which a payment must have at least one for the condition to hold; undefined when there
 * are none to name (an order, a negation, a sum of money), and then the condition has to be looked at every time.
 * None at all, an empty list, means that the condition never holds.
 */
export function necessaryOf(condition: Condition, columns: Columns, cost: Cost): readonly Pair[] | undefined {
  if ('fact' in condition) return ofComparison(condition, columns, cost);
  if ('not' in condition) return undefined;
  if ('all' in condition) {
    const choices = condition.all.map((part) => necessaryOf(part, columns, cost)).filter((each) => each !== undefined);
    return cheapest(choices, cost);
  }
  const choices = condition.any.map((part) => necessaryOf(part, columns, cost));
  // An empty group holds.
  if (!choices.length) return undefined;
  return choices.every((each) => each !== undefined) ? choices.flat() : undefined;
}
