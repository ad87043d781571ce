import type { DocumentCheckTestResult, Flow } from '@pih/schemas';
import { checkFlow, conditionDepthRules, type FlowProblem } from '../check/index.ts';
import { resultsOf } from '../flow-tests.ts';
import { drawingOf, type Drawing, type Manner, type Surroundings } from './drawing.ts';
import type { Finding } from './finding.ts';
import { aboutBrands } from './findings/brands.ts';
import { aboutCarts } from './findings/carts.ts';
import { aboutMethods } from './findings/methods.ts';
import { aboutParts } from './findings/parts.ts';
import { aboutTests } from './findings/tests.ts';
import { aboutWays } from './findings/ways.ts';

export { atNodes } from './at-nodes.ts';
export { doubts, type Finding } from './finding.ts';
export type { Manner, Surroundings } from './drawing.ts';

/** What is wrong with a flow, what is doubtful about it, and how its test cases went. */
export interface Examination {
  /** What keeps it from being published, by `checkFlow`. */
  errors: FlowProblem[];
  /** What may be published all the same: each is certain, and where nothing is certain nothing is said. */
  warnings: Finding[];
  tests: DocumentCheckTestResult[];
}

/** More than anybody reads at once (`document-check.schema.json`). */
const most = 200;

/**
 * Examines a flow while it is drawn. It may have errors yet: of the rest is said what is certain.
 *
 * Every possible payment is sent through the flow at once, as sets of facts: intervals of sums and numbers, sets of texts and
 * of entries of lists. These sets may have too much in them and never too little, so that what they rule out is impossible.
 * The work grows with nodes × states told apart × comparisons, each of which is bounded.
 * @param flow valid by its schema
 */
export async function examineFlow(flow: Flow, around: Surroundings, manner: Manner = {}): Promise<Examination> {
  const errors = checkFlow(flow, around.known);
  // Such a condition cannot even be made ready to be asked.
  const isTooDeep = errors.some(({ rule }) => conditionDepthRules.has(rule));
  await manner.giveWay?.();
  const drawing = await drawingOf(flow, around, errors, manner);
  const warnings: Finding[] = [];
  for await (const finding of allDoubts(drawing, isTooDeep)) {
    warnings.push(finding);
    if (warnings.length === most) break;
  }
  return { errors, warnings, tests: isTooDeep ? [] : await resultsOf(flow, undefined, manner.giveWay) };
}

/** One after the other: what nobody would be told any more is not looked for. */
async function* allDoubts(drawing: Drawing, isTooDeep: boolean): AsyncGenerator<Finding> {
  if (!isTooDeep) yield* await aboutCarts(drawing);
  yield* aboutWays(drawing);
  yield* aboutMethods(drawing);
  yield* aboutParts(drawing);
  yield* aboutBrands(drawing);
  yield* aboutTests(drawing.flow);
}
