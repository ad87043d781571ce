import type { ArmFigures } from './figures.ts';

/** Natural logarithms of factorials, from 0! on. */
function logFactorials(most: number): Float64Array {
  const found = new Float64Array(most + 1);
  for (let number = 2; number <= most; number++) found[number] = (found[number - 1] ?? 0) + Math.log(number);
  return found;
}

/**
 * How likely so few of an arm's payments would have succeeded, or fewer, had it only been chance which payments fell to it:
 * the one-sided test of R. A. Fisher (The Design of Experiments, 1935), exact for any number of payments. When both arms are
 * equally good, the successes of the arm follow the hypergeometric distribution, whose lower tail this is.
 * @returns from 0 to 1; 1 when there is nothing to compare
 */
export function chanceOfSoFew(arm: ArmFigures, other: ArmFigures): number {
  const all = arm.payments + other.payments;
  const succeeded = arm.succeeded + other.succeeded;
  const logs = logFactorials(all);
  const log = (number: number): number => logs[number] ?? 0;
  const logChoices = (from: number, some: number): number => log(from) - log(some) - log(from - some);
  const fewest = Math.max(0, succeeded - other.payments);
  let chance = 0;
  for (let few = fewest; few <= arm.succeeded; few++) {
    const among = logChoices(succeeded, few) + logChoices(all - succeeded, arm.payments - few);
    chance += Math.exp(among - logChoices(all, arm.payments));
  }
  return Math.min(1, chance);
}
