import type { Flow } from '@pih/schemas';
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
  expected: string[];
  offered: string[];
}

const listed = (methods: readonly string[]): string => methods.join(', ') || 'no method';

/**
 * Runs the test cases that a flow document brings along; a flow is published only when none fails.
 * They test the flow alone: providers that are off and the fallback of the settings play no part. In a split, the name of
 * the case takes the place of shopper and payment.
 * @returns the cases that fail; none when all is well
 */
export async function runTests(flow: Flow, compiled: CompiledFlow = compileFlow(flow)): Promise<FailedTest[]> {
  const failed: FailedTest[] = [];
  for (const [index, { name, facts, expect }] of (flow.tests ?? []).entries()) {
    const { offers } = await decide(compiled, facts, { revision: 0, at: new Date(0), stickyKey: { payment: name } });
    const offered = offers.map(({ method }) => method);
    if (offered.join() === expect.join()) continue;
    const message = `The test case “${name}” expects ${listed(expect)} and is offered ${listed(offered)}.`;
    failed.push({ name, path: `/tests/${index}`, rule: 'test', message, expected: expect, offered });
  }
  return failed;
}
