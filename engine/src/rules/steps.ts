import type { FlowNode, FlowSwitch } from '@pih/schemas';
import { comparisons } from './comparisons.ts';
import { made } from './conditions.ts';
import { factOf, type Facts } from './facts.ts';
import { otherwise } from './graph.ts';
import { demand, hide, offer, putFirst, type Offering } from './offering.ts';
import { branchFor, type StickyKey } from './split.ts';
import type { ComparisonMade, WayOut } from './vocabulary.ts';

/** A payment on its way into a node. */
export interface Entering {
  facts: Facts;
  stickyKey: StickyKey;
  offering: Offering;
}

/** How a payment leaves a node; what is absent stays as it was. */
export interface Leaving {
  exit?: WayOut;
  /** The comparisons that were made; written only when somebody asks. */
  because?: () => ComparisonMade[];
  offering?: Offering;
}

export type Step = (entering: Entering) => Leaving;

/** Nodes that do their work at once; a condition is asked (`compile.ts`). */
type Doing = Exclude<FlowNode, { type: 'condition' }>;

const passOn: Step = () => ({});

/** Tries the cases in order; a list leads to the first case that has one of its entries. */
function choose({ data: { fact, cases } }: FlowSwitch, facts: Facts): Leaving {
  const actual = factOf(facts, fact);
  const operator = Array.isArray(actual) ? 'containsAnyOf' : 'in';
  const taken = actual === undefined ? -1 : cases.findIndex(({ values }) => comparisons[operator](actual, values));
  const tried = taken < 0 ? cases : cases.slice(0, taken + 1);
  return {
    exit: cases[taken]?.id ?? otherwise,
    because: () => tried.map(({ values }, index) => made(fact, operator, values, actual, index === taken)),
  };
}

/** What each type of node does with a payment. */
const steps: { [T in Doing['type']]: (node: Extract<FlowNode, { type: T }>, flow: string) => Step } = {
  start: () => passOn,
  switch:
    (node) =>
    ({ facts }) =>
      choose(node, facts),
  split:
    (node, flow) =>
    ({ stickyKey }) => ({ exit: branchFor(node, flow, stickyKey) }),
  offer:
    ({ data }) =>
    ({ offering }) => ({ offering: offer(offering, data.methods) }),
  hide:
    ({ id, data }) =>
    ({ offering }) => ({ offering: hide(offering, data.methods, id) }),
  order:
    ({ data }) =>
    ({ offering }) => ({ offering: putFirst(offering, data.methods) }),
  require:
    ({ data }) =>
    ({ offering }) => ({ offering: demand(offering, data.requirements) }),
  stop: () => passOn,
  note: () => passOn,
};

/** Makes a node ready for payments. */
export function stepOf(node: Doing, flow: string): Step {
  // The row that a node's own type picks takes that node; the compiler cannot follow that through a union.
  const build = steps[node.type] as (node: Doing, flow: string) => Step;
  return build(node, flow);
}
