import type { Flow } from '@pih/schemas';
import { repeated } from '../../check/index.ts';
import { isMoney } from '../../comparisons.ts';
import { found, type Finding } from '../finding.ts';
import { weekdayOf } from '../links.ts';

type TestCase = NonNullable<Flow['tests']>[number];

/** Facts in an order of their own, so that the same ones read the same. */
const nameOfFacts = (facts: TestCase['facts']): string => {
  const settled = (value: unknown): unknown =>
    isMoney(value) ? [value.amount, value.currency] : Array.isArray(value) ? [...value].sort() : value;
  return JSON.stringify(
    Object.entries(facts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, value]) => [id, settled(value)]),
  );
};

/** Two facts that no payment has together. */
function contradiction({ facts }: TestCase): [string, string] | undefined {
  const { amount, currency, date, weekday } = facts as Record<string, unknown>;
  if (isMoney(amount) && typeof currency === 'string' && amount.currency !== currency) return ['amount', 'currency'];
  const day = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) ? weekdayOf(date) : '';
  return day && typeof weekday === 'string' && day !== weekday ? ['date', 'weekday'] : undefined;
}

/** Test cases that prove nothing, or cannot all pass. */
export function* aboutTests({ tests = [], nodes }: Flow): Generator<Finding> {
  for (const { entry: name, index } of repeated(tests.map((test) => test.name)))
    yield found('testNameTwice', { name }, { path: `/tests/${index}/name` });
  // In a split the name of the case stands for the shopper, so that cases with the same facts may well go apart.
  const hasSplit = nodes.some(({ type }) => type === 'split');
  const seen = new Map<string, TestCase>();
  for (const [index, test] of tests.entries()) {
    const { name, facts, expect } = test;
    const [fact, other] = contradiction(test) ?? [];
    if (fact && other) yield found('testImpossible', { name, fact, other }, { path: `/tests/${index}/facts` });
    const key = nameOfFacts(facts);
    const earlier = seen.get(key);
    seen.set(key, earlier ?? test);
    if (earlier && !hasSplit && earlier.expect.join() !== expect.join())
      yield found('testsContradict', { name, other: earlier.name }, { path: `/tests/${index}/expect` });
  }
}
