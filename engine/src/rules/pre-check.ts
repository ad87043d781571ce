import type { Condition, ConditionComparison, ConditionValue } from '@pih/schemas';
import { comparisons, type Holds } from './comparisons.ts';
import { made } from './conditions.ts';
import { notYet, type Columns, type Reading } from './reading.ts';
import type { ComparisonMade } from './vocabulary.ts';

/** Whether a condition holds, as far as can be said without the rules engine. Only yes and no are certain. */
export type Certainty = 'yes' | 'no' | 'maybe';

export type PreCheck = (readings: readonly Reading[]) => Certainty;

const opposite: Record<Certainty, Certainty> = { yes: 'no', no: 'yes', maybe: 'maybe' };

/**
 * What the operator of a comparison means; undefined when only the rules engine may say: the operator is none of ours, or
 * the value names another fact.
 */
function meaningOf({ operator, value }: ConditionComparison): Holds | undefined {
  const namesFact = typeof value === 'object' && value !== null && Object.hasOwn(value, 'fact');
  return !namesFact && Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
}

function comparisonCheck(comparison: ConditionComparison, columns: Columns): PreCheck {
  const holds = meaningOf(comparison);
  if (!holds) return () => 'maybe';
  const column = columns.of(comparison.fact);
  // Taken out of the document once: the closure then reads two constants.
  const value: ConditionValue = comparison.value;
  return (readings) => {
    const actual = readings[column];
    if (actual === notYet) return 'maybe';
    return actual !== undefined && holds(actual, value) ? 'yes' : 'no';
  };
}

/** Looks for the part that settles the whole; without one the whole is the opposite, unless a part is uncertain. */
const groupCheck =
  (parts: readonly PreCheck[], settles: 'yes' | 'no'): PreCheck =>
  (readings) => {
    let whole = opposite[settles];
    for (const part of parts) {
      const found = part(readings);
      if (found === settles) return settles;
      if (found === 'maybe') whole = 'maybe';
    }
    return whole;
  };

/**
 * Makes a condition into closures that say, without the rules engine and without waiting, whether it surely holds, surely
 * does not, or cannot be told yet because a fact has to be asked for.
 *
 * A certain answer is always that of json-rules-engine, which takes an empty group of either kind to hold.
 * @throws RangeError when the condition is nested thousands deep, which `checkFlow` refuses
 */
export function preCheckOf(condition: Condition, columns: Columns): PreCheck {
  if ('fact' in condition) return comparisonCheck(condition, columns);
  if ('not' in condition) {
    const part = preCheckOf(condition.not, columns);
    return (readings) => opposite[part(readings)];
  }
  const isAll = 'all' in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => preCheckOf(part, columns));
  return parts.length ? groupCheck(parts, isAll ? 'no' : 'yes') : () => 'yes';
}

/** The comparisons that a condition makes, as the rules engine would record them; undefined when only it can say. */
export type Account = (readings: readonly Reading[]) => ComparisonMade[] | undefined;

/**
 * Makes a condition's account ready to be written. The rules engine makes every comparison of a condition, whatever the
 * others gave, because none of ours has a priority; so the account is all of them, in the order of the document.
 */
export function accountOf(condition: Condition, columns: Columns): Account {
  const lines = comparisonsIn(condition).map((comparison) => lineOf(comparison, columns));
  return (readings) => {
    const account: ComparisonMade[] = [];
    for (const line of lines) {
      const written = line(readings);
      if (!written) return undefined;
      account.push(written);
    }
    return account;
  };
}

function lineOf(comparison: ConditionComparison, columns: Columns) {
  const holds = meaningOf(comparison);
  const { fact, operator, value } = comparison;
  const column = columns.of(fact);
  return (readings: readonly Reading[]): ComparisonMade | undefined => {
    const actual = readings[column];
    if (!holds || actual === notYet) return undefined;
    return made(fact, operator, value, actual, actual !== undefined && holds(actual, value));
  };
}

/** The comparisons of a condition, first to last. */
export function comparisonsIn(condition: Condition, found: ConditionComparison[] = []): ConditionComparison[] {
  if ('fact' in condition) found.push(condition);
  else if ('not' in condition) comparisonsIn(condition.not, found);
  else for (const part of 'all' in condition ? condition.all : condition.any) comparisonsIn(part, found);
  return found;
}
