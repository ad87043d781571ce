import type { ConditionValue } from '@pih/schemas';
import { isTimeOfDay } from '../../comparisons.ts';
import type { Operator } from '../../vocabulary.ts';
import * as cuts from './cuts.ts';
import type { Cuts } from './cuts.ts';
import type { Domain } from './domain.ts';
import { heldNumbers, narrowed } from './numbers.ts';

const minutesPerDay = 24 * 60;

/** Minutes since midnight; undefined for what is no time of day. */
const minutesOf = (value: unknown): number | undefined =>
  isTimeOfDay(value) ? Number(value.slice(0, 2)) * 60 + Number(value.slice(3)) : undefined;

const timeAt = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** From the start, up to but not including the end; an end before the start is on the next day. */
function windowOf(value: ConditionValue): Cuts | undefined {
  if (typeof value !== 'object' || !('from' in value)) return undefined;
  const [from, to] = [minutesOf(value.from), minutesOf(value.to)];
  if (from === undefined || to === undefined) return undefined;
  return from <= to ? cuts.both(cuts.atLeast(from), cuts.under(to)) : cuts.either(cuts.atLeast(from), cuts.under(to));
}

const heldTimes = (operator: Operator, value: ConditionValue): Cuts | undefined =>
  operator === 'inTimeWindow' ? windowOf(value) : heldNumbers(operator, value, minutesOf);

/** Times of day, to the minute. */
export const times: Domain<Cuts> = {
  all: cuts.ofWholeNumbers(cuts.fromTo(0, minutesPerDay - 1)),
  narrowing(operator, value) {
    const held = heldTimes(operator, value);
    return held && narrowed(cuts.ofWholeNumbers, held);
  },
  union: (a, b) => ({ set: cuts.either(a, b), isExact: true }),
  nameOf: cuts.nameOfCuts,
  sample(set, wishes) {
    const stretches = cuts.wholeStretchesOf(set);
    const isIn = (minutes: number) => stretches.some(({ first, last }) => first <= minutes && minutes <= last);
    const wish = wishes.find((each) => isIn(minutesOf(each) ?? -1));
    const [earliest] = stretches;
    return wish ?? (earliest && timeAt(earliest.first));
  },
};
