import type { DocumentCheckTestResult, Flow } from '@pih/schemas';
import { compileFlow, type CompiledFlow } from './compile.ts';
import { decide } from './decide.ts';

/** A test case of a flow that got other methods, or another order, than it expects. */
export interface FailedTest {
  name: string;
  /** JSON pointer into the flow document. */
  path: string;
  rule: 'test';
  /** In words. */
  message: string;
  params: { name: string; expected: string[]; offered: string[] };
  expected: string[];
  offered: string[];
}

const listed = (methods: readonly string[]): string => methods.join(', ') || 'no method';

/**
 * Runs the test cases that a flow document brings along. They test the flow alone: providers that are off and the fallback
 * of the settings play no part. In a split, the name of the case takes the place of shopper and payment.
 * @param giveWay asked before each case, so that others have their turn
 * @returns every case, with what it was offered and the way it went
 */
export async function resultsOf(
  flow: Flow,
  compiled: CompiledFlow = compileFlow(flow),
  giveWay: () => Promise<void> = async () => {},
): Promise<DocumentCheckTestResult[]> {
  const results: DocumentCheckTestResult[] = [];
  for (const [index, { name, facts, expect }] of (flow.tests ?? []).entries()) {
    await giveWay();
    const decision = await decide(compiled, facts, { revision: 0, at: new Date(0), stickyKey: { payment: name } });
    const got = decision.offers.map(({ method }) => method);
    const visited = decision.visited.map(({ node }) => node);
    results.push({ index, name, passed: got.join() === expect.join(), expected: expect, got, visited });
  }
  return results;
}

/**
 * Runs the test cases of a flow; it is published only when none fails.
 * @param giveWay as for `resultsOf`
 * @returns the cases that fail; none when all is well
 */
export async function runTests(
  flow: Flow,
  compiled: CompiledFlow = compileFlow(flow),
  giveWay?: () => Promise<void>,
): Promise<FailedTest[]> {
  return failed(await resultsOf(flow, compiled, giveWay));
}

/** Of test cases that were run those that fail, as what keeps their flow from being published. */
export function failed(results: readonly DocumentCheckTestResult[]): FailedTest[] {
  return results
    .filter(({ passed }) => !passed)
    .map(({ index, name, expected, got }) => ({
      name,
      path: `/tests/${index}`,
      rule: 'test',
      message: `The test case “${name}” expects ${listed(expected)} and is offered ${listed(got)}.`,
      params: { name, expected, offered: got },
      expected,
      offered: got,
    }));
}
