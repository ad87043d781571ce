import type { ConditionValue } from '@pih/schemas';
import type { Operator } from '../../vocabulary.ts';
import * as cuts from './cuts.ts';
import type { Cuts } from './cuts.ts';
import type { Domain } from './domain.ts';

/** Reads a value of the condition language as a number; undefined when it is none. */
type Reads = (value: unknown) => number | undefined;

const ordered: Partial<Record<Operator, (limit: number) => Cuts>> = {
  equal: cuts.exactly,
  notEqual: (value) => cuts.without(cuts.everything, cuts.exactly(value)),
  greaterThan: cuts.over,
  greaterThanInclusive: cuts.atLeast,
  lessThan: cuts.under,
  lessThanInclusive: cuts.atMost,
};

const listed = (values: unknown, reads: Reads): number[] | undefined => {
  if (!Array.isArray(values)) return undefined;
  const found = values.map(reads).filter((each) => each !== undefined);
  return found.length === values.length ? found : undefined;
};

const points = (values: readonly number[]): Cuts =>
  values.reduce((found, value) => cuts.either(found, cuts.exactly(value)), cuts.nothing);

/** The numbers that a comparison holds for; undefined when it is none of numbers. */
export function heldNumbers(operator: Operator, value: ConditionValue, reads: Reads): Cuts | undefined {
  const compare = ordered[operator];
  if (compare) {
    const limit = reads(value);
    return limit === undefined ? undefined : compare(limit);
  }
  const values = listed(value, reads);
  if (!values) return undefined;
  if (operator === 'in') return points(values);
  if (operator === 'notIn') return cuts.without(cuts.everything, points(values));
  const [low, high, ...more] = values;
  if (operator !== 'between' || low === undefined || high === undefined || more.length) return undefined;
  return cuts.fromTo(low, high);
}

/** Numbers that people would take for a cart: the nearest to the bound that is not above, or else anything inside. */
function sampleOf(set: Cuts): number | undefined {
  const [first] = cuts.stretchesOf(set);
  if (!first) return undefined;
  const { from, to } = first;
  if (from === -Infinity) return to === Infinity ? 0 : Math.ceil(to) - 1;
  if (to === Infinity) return Math.floor(from) + 1;
  if (!first.isFromOpen) return from;
  const next = Math.floor(from) + 1;
  return next < to ? next : from + (to - from) / 2;
}

const isNumber: Reads = (value) => (typeof value === 'number' ? value : undefined);

/** Any numbers, or whole ones between two bounds. */
export function numbers(bounds?: { from: number; to: number }): Domain<Cuts> {
  const settled = (set: Cuts): Cuts => (bounds ? cuts.ofWholeNumbers(set) : set);
  return {
    all: bounds ? settled(cuts.fromTo(bounds.from, bounds.to)) : cuts.everything,
    narrowing(operator, value) {
      const held = heldNumbers(operator, value, isNumber);
      return held && narrowed((set) => settled(set), held);
    },
    union: (a, b) => ({ set: cuts.either(a, b), isExact: true }),
    nameOf: cuts.nameOfCuts,
    sample: sampleOf,
  };
}

/** Keeps what lies in a set, or outside of it. */
export const narrowed = (settled: (set: Cuts) => Cuts, held: Cuts) => (set: Cuts, holds: boolean) => {
  const left = settled(holds ? cuts.both(set, held) : cuts.without(set, held));
  return left.length ? left : undefined;
};
