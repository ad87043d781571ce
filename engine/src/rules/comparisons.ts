import type { ConditionValue } from '@pih/schemas';
import type { FactValue } from './facts.ts';
import type { MoneyOrZero, Operator } from './vocabulary.ts';

/** Whether a comparison holds. Values that cannot be compared make no comparison hold, the negative ones included. */
export type Holds = (actual: FactValue, value: ConditionValue) => boolean;

export const isMoney = (value: unknown): value is MoneyOrZero =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** Whether a text is a time of day: 'HH:MM', 00:00 to 23:59. */
export const isTimeOfDay = (value: unknown): value is string =>
  typeof value === 'string' && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(value);

/** Whether two values are the same; undefined when they cannot be compared: other types, other currencies. */
export function same(a: unknown, b: unknown): boolean | undefined {
  if (isMoney(a) && isMoney(b)) return a.currency === b.currency ? a.amount === b.amount : undefined;
  if (typeof a !== typeof b || typeof a === 'object') return undefined;
  return a === b;
}

/**
 * Negative when a comes before b, zero when they are level; undefined when they have no order.
 * Numbers, sums of one currency and times of day have one; other texts have none.
 */
export function order(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (isMoney(a) && isMoney(b)) return a.currency === b.currency ? a.amount - b.amount : undefined;
  // Zero-padded, so their alphabetical order is their order in time.
  if (isTimeOfDay(a) && isTimeOfDay(b)) return a < b ? -1 : a > b ? 1 : 0;
  return undefined;
}

const ordered =
  (accepts: (order: number) => boolean): Holds =>
  (actual, value) => {
    const found = order(actual, value);
    return found !== undefined && accepts(found);
  };

const entries = (value: ConditionValue): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);

/** Whether a list has a value. Of sums the contents are compared; for all else this is what `same` says, and quicker. */
const hasEntry = (list: readonly unknown[], value: FactValue): boolean =>
  typeof value === 'object' ? list.some((entry) => same(value, entry) === true) : list.indexOf(value) >= 0;

/** Reads a list fact against a list of wanted entries; does not hold when either is no list. */
const ofLists =
  (accepts: (has: (wanted: unknown) => boolean, wanted: readonly unknown[]) => boolean): Holds =>
  (actual, value) => {
    const wanted = entries(value);
    if (!Array.isArray(actual) || !wanted) return false;
    return accepts((entry) => actual.includes(entry), wanted);
  };

/** From the start, up to but not including the end; an end before the start is on the next day. */
function inTimeWindow(actual: FactValue, value: ConditionValue): boolean {
  if (!isTimeOfDay(actual) || typeof value !== 'object' || !('from' in value)) return false;
  const { from, to } = value;
  return from <= to ? from <= actual && actual < to : from <= actual || actual < to;
}

/** What each operator of the condition language means. Texts are compared letter by letter, capitals included. */
export const comparisons: Readonly<Record<Operator, Holds>> = {
  equal: (actual, value) => same(actual, value) === true,
  notEqual: (actual, value) => same(actual, value) === false,
  in: (actual, value) => hasEntry(entries(value) ?? [], actual),
  notIn: (actual, value) => entries(value)?.every((entry) => same(actual, entry) === false) ?? false,
  greaterThan: ordered((found) => found > 0),
  greaterThanInclusive: ordered((found) => found >= 0),
  lessThan: ordered((found) => found < 0),
  lessThanInclusive: ordered((found) => found <= 0),
  between: (actual, value) => {
    const [low, high] = entries(value) ?? [];
    return (order(actual, low) ?? -1) >= 0 && (order(actual, high) ?? 1) <= 0;
  },
  contains: (actual, value) => Array.isArray(actual) && actual.includes(value),
  doesNotContain: (actual, value) => Array.isArray(actual) && !actual.includes(value),
  containsAnyOf: ofLists((has, wanted) => wanted.some(has)),
  containsAllOf: ofLists((has, wanted) => wanted.every(has)),
  containsNoneOf: ofLists((has, wanted) => !wanted.some(has)),
  startsWith: (actual, value) => typeof actual === 'string' && typeof value === 'string' && actual.startsWith(value),
  inTimeWindow,
};
