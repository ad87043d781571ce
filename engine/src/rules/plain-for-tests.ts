import type { Condition, Flow, FlowNode } from '@pih/schemas';
import { Engine, type NestedCondition, type RuleResult } from 'json-rules-engine';
import { comparisons } from './comparisons.ts';
import type { Answer } from './conditions.ts';
import type { FlowDecision, Occasion } from './decide.ts';
import type { Facts, FactValue, LaterFacts } from './facts.ts';
import { graphOf } from './graph.ts';
import { demand, hide, nothingYet, offer, putFirst, type Offering } from './offering.ts';
import { branchFor, type StickyKey } from './split.ts';
import type { ComparisonMade, Visit, WayOut } from './vocabulary.ts';

/**
 * The slow and obvious way through a flow: nothing is compiled, nothing is skipped, and every condition that is met is put
 * to a json-rules-engine of its own, by its public API. What the compiled way is held against.
 */

/** Facts that are not at hand are what the library calls dynamic facts. */
const runnable = (facts: Facts, later: LaterFacts): Record<string, unknown> => ({ ...later, ...facts });

/** What json-rules-engine makes of a condition. */
export async function askPlainly(condition: Condition, facts: Facts, later: LaterFacts = {}): Promise<Answer> {
  const conditions = 'fact' in condition ? { all: [condition] } : condition;
  const engine = new Engine([{ conditions, event: { type: 'held' } }], { allowUndefinedFacts: true });
  for (const [name, holds] of Object.entries(comparisons))
    engine.addOperator<FactValue | undefined, Parameters<typeof holds>[1]>(
      name,
      (actual, value) => actual !== undefined && holds(actual, value),
    );
  const { results, failureResults } = await engine.run(runnable(facts, later));
  const [result] = [...results, ...failureResults];
  if (!result) throw new Error('json-rules-engine gave no result');
  return { held: result.result === true, because: made(result.conditions) };
}

/** What was compared: the parts of a result that have one. */
function made(part: RuleResult['conditions'] | NestedCondition): ComparisonMade[] {
  if ('all' in part) return part.all.flatMap(made);
  if ('any' in part) return part.any.flatMap(made);
  if ('not' in part) return made(part.not);
  const { fact, operator, value, factResult, result } = part as unknown as Record<string, ComparisonMade['value']>;
  if (result === undefined) return [];
  const actual = factResult === undefined ? {} : { actual: factResult };
  return [
    { fact: String(fact), operator: String(operator), value, ...actual, held: Boolean(result) } as ComparisonMade,
  ];
}

interface Known {
  facts: Facts;
  later: LaterFacts;
}

interface Left {
  exit?: WayOut;
  because: ComparisonMade[];
  offering: Offering;
}

async function leave(node: FlowNode, flow: string, known: Known, key: StickyKey, offering: Offering): Promise<Left> {
  switch (node.type) {
    case 'condition': {
      const { held, because } = await askPlainly(node.data.when, known.facts, known.later);
      return { exit: held ? 'yes' : 'no', because, offering };
    }
    case 'switch': {
      const because: ComparisonMade[] = [];
      const { fact } = node.data;
      const list = await askPlainly({ fact, operator: 'containsNoneOf', value: [] }, known.facts, known.later);
      const operator = list.held ? 'containsAnyOf' : 'in';
      for (const { id, values } of node.data.cases) {
        const answer = await askPlainly({ fact, operator, value: values }, known.facts, known.later);
        because.push(...answer.because);
        if (answer.held) return { exit: id, because, offering };
      }
      return { exit: 'otherwise', because, offering };
    }
    case 'split':
      return { exit: branchFor(node, flow, key), because: [], offering };
    case 'offer':
      return { because: [], offering: offer(offering, node.data.methods) };
    case 'hide':
      return { because: [], offering: hide(offering, node.data.methods, node.id) };
    case 'order':
      return { because: [], offering: putFirst(offering, node.data.methods) };
    case 'require':
      return { because: [], offering: demand(offering, node.data.requirements) };
    default:
      return { because: [], offering };
  }
}

/** Decides as `decide` does, the plain way; later facts show in the comparisons but are not added to the facts. */
export async function decidePlainly(flow: Flow, facts: Facts, occasion: Occasion): Promise<FlowDecision> {
  const { nodes, next } = graphOf(flow);
  const known = { facts, later: occasion.later ?? {} };
  const visited: Visit[] = [];
  let offering = nothingYet;
  let node = flow.nodes.find(({ type }) => type === 'start');
  const passed = new Set<string>();
  while (node && !passed.has(node.id)) {
    passed.add(node.id);
    const left: Left = await leave(node, flow.id, known, occasion.stickyKey, offering);
    const { exit, because } = left;
    visited.push({ node: node.id, type: node.type, ...(exit !== undefined && { exit }), because });
    offering = left.offering;
    node = nodes.get(next.get(node.id)?.get(exit) ?? '');
  }
  const { offers, removed, requirements } = offering;
  const { revision, at } = occasion;
  return {
    ...{ flow: flow.id, revision, at: at.toISOString(), facts, visited },
    ...{ offers: [...offers], removed: [...removed], requirements: [...requirements] },
  };
}
