import type { Condition, ConditionValue } from '@pih/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eur } from './a-flow.ts';
import { questionOf } from './conditions.ts';
import type { Facts, FactValue } from './facts.ts';
import { conditions, facts } from './random-for-tests.ts';

const isWeb = { fact: 'channel', operator: 'equal', value: 'web' } satisfies Condition;
const isItalian = { fact: 'country', operator: 'equal', value: 'IT' } satisfies Condition;
const isDear = { fact: 'amount', operator: 'greaterThan', value: eur(500_00) } satisfies Condition;
const holds = async (condition: Condition, facts: Facts) => (await questionOf(condition)(facts)).held;

describe('a condition', () => {
  it('of all needs every part', async () => {
    expect(await holds({ all: [isWeb, isItalian] }, { channel: 'web', country: 'IT' })).toBe(true);
    expect(await holds({ all: [isWeb, isItalian] }, { channel: 'web', country: 'DE' })).toBe(false);
  });

  it('of any needs one part', async () => {
    expect(await holds({ any: [isWeb, isItalian] }, { channel: 'app', country: 'IT' })).toBe(true);
    expect(await holds({ any: [isWeb, isItalian] }, { channel: 'app', country: 'DE' })).toBe(false);
  });

  it('may be nested', async () => {
    const condition: Condition = { any: [{ all: [isWeb, { not: isItalian }] }, { not: { any: [isWeb, isDear] } }] };
    expect(await holds(condition, { channel: 'web', country: 'DE', amount: eur(1) })).toBe(true);
    expect(await holds(condition, { channel: 'web', country: 'IT', amount: eur(1) })).toBe(false);
    expect(await holds(condition, { channel: 'app', country: 'IT', amount: eur(1) })).toBe(true);
    expect(await holds(condition, { channel: 'app', country: 'IT', amount: eur(500_01) })).toBe(false);
  });

  it('turned round holds on an absent fact, where a negative comparison does not', async () => {
    expect(await holds({ not: isItalian }, {})).toBe(true);
    expect(await holds({ fact: 'country', operator: 'notEqual', value: 'IT' }, {})).toBe(false);
  });

  it('turned round twice is itself', async () => {
    expect(await holds({ not: { not: isWeb } }, { channel: 'web' })).toBe(true);
    expect(await holds({ not: { not: isWeb } }, {})).toBe(false);
  });

  it('never holds between two currencies, neither way', async () => {
    const facts = { amount: { amount: 900_00, currency: 'USD' } };
    expect(await holds(isDear, facts)).toBe(false);
    expect(await holds({ ...isDear, operator: 'lessThanInclusive' }, facts)).toBe(false);
  });

  it('tells each comparison it made, in the order of the document', async () => {
    const { held, because } = await questionOf({ all: [isDear, { not: isItalian }, { any: [isWeb] }] })({
      amount: eur(119_90),
      channel: 'web',
    });
    expect(held).toBe(false);
    expect(because).toEqual([
      { ...isDear, actual: eur(119_90), held: false },
      { ...isItalian, held: false },
      { ...isWeb, actual: 'web', held: true },
    ]);
  });

  it('leaves the document as it was', async () => {
    const condition = { all: [isWeb, { not: isDear }] } satisfies Condition;
    const before = structuredClone(condition);
    await questionOf(condition)({ channel: 'web' });
    expect(condition).toEqual(before);
  });

  it('is asked of many payments at once without mixing them up', async () => {
    const ask = questionOf({ all: [isWeb, { any: [isItalian, isDear] }] });
    const country = (index: number) => (index % 3 ? 'DE' : 'IT');
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => ask({ channel: 'web', country: country(index) })),
    );
    for (const [index, { held, because }] of answers.entries()) {
      expect(held).toBe(country(index) === 'IT');
      expect(because[1]?.actual).toBe(country(index));
    }
  });
});

/** Another reading of the condition language, by the letter and without the rules engine. */
function reference(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((part) => reference(part, facts));
  if ('any' in condition) return condition.any.some((part) => reference(part, facts));
  if ('not' in condition) return !reference(condition.not, facts);
  const actual = facts[condition.fact];
  if (actual === undefined) return false;
  return compare(condition.operator, actual, condition.value);
}

type Value = ConditionValue | FactValue;
const shape = (value: Value): string => {
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'object') return typeof value;
  return 'currency' in value ? `money in ${value.currency}` : 'window';
};
/** Something JavaScript's own < and === get right, for values of one shape. */
const rank = (value: Value) =>
  typeof value === 'object' && 'amount' in value ? value.amount : (value as string | number);
const isClock = (value: unknown): value is string => typeof value === 'string' && /^\d\d:\d\d$/.test(value);

function compare(operator: string, actual: FactValue, value: ConditionValue): boolean {
  const wanted = Array.isArray(value) ? value : [];
  const alike = shape(actual) === shape(value) && shape(actual) !== 'list';
  const canOrder = (a: Value, b: Value) =>
    shape(a) === shape(b) && (typeof a === 'number' || shape(a).startsWith('money') || (isClock(a) && isClock(b)));
  const has = (entry: unknown) => Array.isArray(actual) && actual.some((each) => each === entry);
  switch (operator) {
    case 'equal':
      return alike && rank(actual) === rank(value);
    case 'notEqual':
      return alike && rank(actual) !== rank(value);
    case 'in':
      return Array.isArray(value) && wanted.some((each) => compare('equal', actual, each));
    case 'notIn':
      return Array.isArray(value) && wanted.every((each) => compare('notEqual', actual, each));
    case 'greaterThan':
      return canOrder(actual, value) && rank(actual) > rank(value);
    case 'greaterThanInclusive':
      return canOrder(actual, value) && rank(actual) >= rank(value);
    case 'lessThan':
      return canOrder(actual, value) && rank(actual) < rank(value);
    case 'lessThanInclusive':
      return canOrder(actual, value) && rank(actual) <= rank(value);
    case 'between': {
      const [low, high] = wanted;
      if (low === undefined || high === undefined) return false;
      return compare('greaterThanInclusive', actual, low) && compare('lessThanInclusive', actual, high);
    }
    case 'contains':
      return Array.isArray(actual) && has(value);
    case 'doesNotContain':
      return Array.isArray(actual) && !has(value);
    case 'containsAnyOf':
      return Array.isArray(actual) && Array.isArray(value) && wanted.filter(has).length > 0;
    case 'containsAllOf':
      return Array.isArray(actual) && Array.isArray(value) && wanted.filter(has).length === wanted.length;
    case 'containsNoneOf':
      return Array.isArray(actual) && Array.isArray(value) && wanted.filter(has).length === 0;
    case 'startsWith':
      return typeof actual === 'string' && typeof value === 'string' && actual.indexOf(value) === 0;
    case 'inTimeWindow': {
      if (!isClock(actual) || typeof value !== 'object' || !('from' in value)) return false;
      const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
      const length = (minute(value.to) - minute(value.from) + 1440) % 1440;
      return (minute(actual) - minute(value.from) + 1440) % 1440 < length;
    }
    default:
      throw new RangeError(`“${operator}” is no operator`);
  }
}

describe('any condition on any facts', () => {
  it('holds exactly when it holds by the letter, and so does each comparison that it tells of', async () => {
    await fc.assert(
      fc.asyncProperty(conditions, facts, async (asked, known) => {
        const { held, because } = await questionOf(asked)(known);
        expect(held).toBe(reference(asked, known));
        for (const each of because) {
          const { fact, operator, value } = each as unknown as Extract<Condition, { fact: string }>;
          expect(each.held).toBe(reference({ fact, operator, value }, known));
          expect(each.actual).toEqual(known[fact]);
        }
      }),
      { numRuns: 3000, seed: 20261123 },
    );
  });
});
