import type { FlowNode, FlowSwitch } from '@pih/schemas';
import { comparisons } from './comparisons.ts';
import { made, questionOf } from './conditions.ts';
import { factOf, type Facts } from './facts.ts';
import { otherwise } from './graph.ts';
import { demand, hide, offer, putFirst, type Offering } from './offering.ts';
import { branchFor, type StickyKey } from './split.ts';
import type { ComparisonMade, NodeType, WayOut } from './vocabulary.ts';

/** A payment on its way into a node. */
export interface Entering {
  facts: Facts;
  stickyKey: StickyKey;
  offering: Offering;
}

/** How a payment leaves a node; what is absent stays as it was. */
export interface Leaving {
  exit?: WayOut;
  because?: ComparisonMade[];
  offering?: Offering;
}

export type Step = (entering: Entering) => Leaving | Promise<Leaving>;

const passOn: Step = () => ({});

/** Tries the cases in order; a list leads to the first case that has one of its entries. */
function choose({ data }: FlowSwitch, facts: Facts): Leaving {
  const actual = factOf(facts, data.fact);
  const operator = Array.isArray(actual) ? 'containsAnyOf' : 'in';
  const because: ComparisonMade[] = [];
  for (const { id, values } of data.cases) {
    const held = actual !== undefined && comparisons[operator](actual, values);
    because.push(made(data.fact, operator, values, actual, held));
    if (held) return { exit: id, because };
  }
  return { exit: otherwise, because };
}

/** What each type of node does with a payment. */
const steps: { [T in NodeType]: (node: Extract<FlowNode, { type: T }>, flow: string) => Step } = {
  start: () => passOn,
  condition: ({ data }) => {
    const ask = questionOf(data.when);
    return async ({ facts }) => {
      const { held, because } = await ask(facts);
      return { exit: held ? 'yes' : 'no', because };
    };
  },
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
export function stepOf(node: FlowNode, flow: string): Step {
  // The row that a node's own type picks takes that node; the compiler cannot follow that through a union.
  const build = steps[node.type] as (node: FlowNode, flow: string) => Step;
  return build(node, flow);
}
