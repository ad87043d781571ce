import type { DocumentCheckTestResult as TestResult, Flow } from '@pih/schemas/types';

export type TestCase = NonNullable<Flow['tests']>[number];

/** A flow takes so many (see its schema). */
export const mostTests = 500;

/** A name that no other case has, so that a list tells them apart: "Cart", "Cart 2". */
export function freeName(wanted: string, tests: readonly TestCase[]): string {
  const taken = new Set(tests.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const name = `${wanted} ${number}`;
    if (!taken.has(name)) return name;
  }
}

const withTests = (flow: Flow, tests: TestCase[]): Flow => ({ ...flow, tests });
export const testsOf = ({ tests = [] }: Flow): readonly TestCase[] => tests;

/** The flow with one more test case, at the end. */
export const addTest = (flow: Flow, test: TestCase): Flow =>
  withTests(flow, [...testsOf(flow), { ...test, name: freeName(test.name, testsOf(flow)) }]);

/** The flow with one of its test cases changed. */
export const changeTest = (flow: Flow, index: number, change: Partial<TestCase>): Flow =>
  withTests(
    flow,
    testsOf(flow).map((test, at) => (at === index ? { ...test, ...change } : test)),
  );

/** The flow without one of its test cases. */
export const removeTest = (flow: Flow, index: number): Flow =>
  withTests(
    flow,
    testsOf(flow).filter((_, at) => at !== index),
  );

export type Verdict = 'passed' | 'failed' | 'unknown';

/** How a case went by the engine's latest answer; that answer may be about an earlier state of the case. */
export function verdictOf(
  test: TestCase,
  index: number,
  results: readonly TestResult[] | undefined,
): { verdict: Verdict; got: readonly string[] } {
  const result = results?.find((each) => each.index === index);
  if (!result || result.name !== test.name) return { verdict: 'unknown', got: [] };
  const isAsExpected = result.got.join() === test.expect.join();
  return { verdict: isAsExpected ? 'passed' : 'failed', got: result.got };
}

/** One method of what was expected and what came. */
export interface Difference {
  method: string;
  what: 'same' | 'missing' | 'surplus' | 'elsewhere';
}

/** What came, method by method, and what is missing. */
export function differences(expected: readonly string[], got: readonly string[]): Difference[] {
  const came = got.map((method, at): Difference => {
    if (!expected.includes(method)) return { method, what: 'surplus' };
    return { method, what: expected[at] === method ? 'same' : 'elsewhere' };
  });
  const missing = expected.filter((method) => !got.includes(method));
  return [...came, ...missing.map((method): Difference => ({ method, what: 'missing' }))];
}
