import type { Condition, FactDefinition, Flow } from '@pih/schemas';
import { graphOf } from '../graph.ts';
import { conditionFaults } from './conditions.ts';
import { nameOf, type FlowProblem } from './finding.ts';
import { lookupOf, type Known, type Lookup } from './known.ts';
import { loops } from './loops.ts';
import { nodeFaults } from './nodes.ts';
import { deadEnds, edges, sharedIds, starts, unreachable } from './structure.ts';
import { factFaults } from './values.ts';

export { knownTo, type Known } from './known.ts';
export { nameOf, repeated, type FlowProblem } from './finding.ts';
export { conditionDepthRules } from './conditions.ts';
export { checkFacts } from './facts.ts';

/** More than anybody mends at once; the rest is said when these are gone. */
const most = 200;

/**
 * Says what keeps a flow from being published, or nothing when it is sound: every payment enters at one place, gets to a
 * stop by every way, and what is asked and offered on the way exists and fits.
 * @param flow valid by its schema
 * @returns at most 200 problems, the structure first
 */
export function checkFlow(flow: Flow, known: Known): FlowProblem[] {
  const problems: FlowProblem[] = [];
  for (const problem of allProblems(flow, lookupOf(known))) {
    problems.push(problem);
    if (problems.length === most) break;
  }
  return problems;
}

function* allProblems(flow: Flow, known: Lookup): Generator<FlowProblem> {
  const graph = graphOf(flow);
  yield* sharedIds(flow);
  yield* starts(flow);
  yield* edges(flow, graph);
  yield* deadEnds(flow);
  yield* unreachable(flow, graph);
  yield* loops(flow, graph);
  yield* insideNodes(flow, known);
  yield* insideTests(flow, known);
}

/** Says what is wrong with a condition that stands alone, such as that of an approval rule. @param facts what it may ask about */
export const checkCondition = (
  condition: Condition,
  path: string,
  facts: readonly FactDefinition[],
): Omit<FlowProblem, 'node'>[] => [...conditionFaults(condition, path, lookupOf({ facts, methods: new Map() }))];

function* insideNodes(flow: Flow, known: Lookup): Generator<FlowProblem> {
  for (const [index, node] of flow.nodes.entries()) {
    for (const { message, ...fault } of nodeFaults(node, `/nodes/${index}`, known))
      yield { node: node.id, ...fault, message: `${nameOf(node)} ${message}` };
  }
}

/** A test case about what does not exist would prove nothing. */
function* insideTests(flow: Flow, known: Lookup): Generator<FlowProblem> {
  for (const [index, { name, facts }] of (flow.tests ?? []).entries()) {
    for (const [id, value] of Object.entries(facts)) {
      for (const { message, params, ...fault } of factFaults(id, value, `/tests/${index}/facts/${pointer(id)}`, known))
        yield { ...fault, message: `The test case “${name}” ${message}`, params: { ...params, name } };
    }
  }
}

/** Escapes a key for a JSON pointer (RFC 6901, section 3). */
const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
