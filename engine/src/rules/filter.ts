import type { Condition, ConditionComparison, ConditionValue } from '@pih/schemas';
import { comparisons, isMoney } from './comparisons.ts';
import type { Operator } from './vocabulary.ts';

/** A query in the portable part of MongoDB's language. */
export type Filter = Readonly<Record<string, unknown>>;

/** Where stored documents keep a fact: the path of a text, or the paths of a sum's two parts. */
export type StoredFact =
  | {
      type: 'text';
      path: string;
      /** What is true of documents that hold nothing there; without it the fact is absent for them. */
      otherwise?: string;
    }
  | { type: 'money'; amount: string; currency: string };

/** The facts that are stored, by their ids. A condition about any other never holds, as for an absent fact. */
export type StoredFacts = Readonly<Record<string, StoredFact>>;

const everything: Filter = {};
/** No list is empty in a query of MongoDB but this one, which nothing is in. */
const nothing: Filter = { _id: { $in: [] } };

/**
 * A condition as a filter over stored documents: it finds exactly those for whose facts the condition holds. As in the
 * evaluator, no comparison holds on an absent fact, the negative ones included, and `not` turns its part round whatever the
 * reason.
 * @param condition sound by `checkCondition`
 * @throws TypeError for an operator that does not fit the type of its fact
 */
export function filterOf(condition: Condition, stored: StoredFacts): Filter {
  if ('fact' in condition) return comparisonFilter(condition, stored);
  if ('not' in condition) return { $nor: [filterOf(condition.not, stored)] };
  const isAll = 'all' in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => filterOf(part, stored));
  return parts.length === 0 ? everything : isAll ? allOf(parts) : anyOf(parts);
}

const only = (parts: readonly Filter[]): Filter | undefined => (parts.length === 1 ? parts[0] : undefined);

/** All of some filters, at least one; one alone stands as it is, so that whoever reads the whole finds it at the top. */
export const allOf = (parts: readonly Filter[]): Filter => only(parts) ?? { $and: parts };

/** Any of some filters, at least one. */
export const anyOf = (parts: readonly Filter[]): Filter => only(parts) ?? { $or: parts };

function comparisonFilter(comparison: ConditionComparison, stored: StoredFacts): Filter {
  const { fact, operator, value } = comparison;
  const where = Object.hasOwn(stored, fact) ? stored[fact] : undefined;
  if (!where) return nothing;
  const make = where.type === 'text' ? textFilters[operator] : moneyFilters[operator];
  if (!make) throw new TypeError(`"${operator}" does not fit the fact "${fact}"`);
  if (where.type === 'money') return moneyFilters[operator]?.(where, value) ?? nothing;
  const present = textFilters[operator]?.(value);
  const found = present === undefined ? nothing : { [where.path]: present };
  const { otherwise } = where;
  const countsAbsent = otherwise !== undefined && comparisons[operator](otherwise, value);
  return countsAbsent ? anyOf([{ [where.path]: null }, found]) : found;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const listOf = (value: ConditionValue): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);

/** What a stored text has to be; undefined where none can be. `null` stands for absent. */
type TextFilter = (value: ConditionValue) => Filter | string | undefined;

const textFilters: Partial<Record<Operator, TextFilter>> = {
  equal: (value) => (isText(value) ? value : undefined),
  notEqual: (value) => (isText(value) ? { $nin: [value, null] } : undefined),
  in: (value) => {
    const texts = listOf(value)?.filter(isText) ?? [];
    return texts.length ? { $in: texts } : undefined;
  },
  // A text cannot be compared with anything else, so one other entry makes the whole not hold.
  notIn: (value) => (listOf(value)?.every(isText) ? { $nin: [...(listOf(value) ?? []), null] } : undefined),
  startsWith: (value) => (isText(value) ? { $regex: `^${literally(value)}` } : undefined),
};

/** A text as a regular expression that finds itself. */
const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

type Paths = Extract<StoredFact, { type: 'money' }>;
type MoneyFilter = (paths: Paths, value: ConditionValue) => Filter | undefined;

/** Sums of another currency cannot be compared, so the currency has to be the same whatever is asked about the amount. */
const ofSameCurrency =
  (about: (amount: number) => Filter | number): MoneyFilter =>
  ({ amount, currency }, value) =>
    isMoney(value) ? { [currency]: value.currency, [amount]: about(value.amount) } : undefined;

const moneyFilters: Partial<Record<Operator, MoneyFilter>> = {
  equal: ofSameCurrency((amount) => amount),
  notEqual: ofSameCurrency(($ne) => ({ $ne })),
  greaterThan: ofSameCurrency(($gt) => ({ $gt })),
  greaterThanInclusive: ofSameCurrency(($gte) => ({ $gte })),
  lessThan: ofSameCurrency(($lt) => ({ $lt })),
  lessThanInclusive: ofSameCurrency(($lte) => ({ $lte })),
  between: ({ amount, currency }, value) => {
    const [low, high] = listOf(value) ?? [];
    if (!isMoney(low) || !isMoney(high) || low.currency !== high.currency) return undefined;
    return { [currency]: low.currency, [amount]: { $gte: low.amount, $lte: high.amount } };
  },
};
