import { ZenEngine } from '@gorules/zen-engine';
import jsonLogic from 'json-logic-js';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { compileFlow, decide, walk, type Facts } from '../../src/rules/index.ts';
import { followed, type Shape } from './flows.ts';
import { logicOf, zenOf } from './translate.ts';

/** One way to find the method that a payment is offered. */
export interface Variant {
  name: string;
  answer: (facts: Facts) => Promise<string | undefined>;
}

export const baseline = 'json-rules-engine, one reused Engine over all rules';

const ruleConditions = (shape: Shape): TopLevelCondition[] =>
  shape.conditions.map((when) => ('fact' in when ? { all: [when] } : when));

/** Every rule is asked, as Engine.run does; the answers are then followed through the flow. */
function oneEngine(shape: Shape): Variant {
  const engine = new Engine(
    ruleConditions(shape).map((conditions, index) => ({ conditions, event: { type: 'held', params: { index } } })),
  );
  return {
    name: baseline,
    async answer(facts) {
      const { events } = await engine.run(facts);
      const held = new Set(events.map(({ params }) => Number(params?.['index'])));
      return followed(shape, (index) => held.has(index));
    },
  };
}

/** The library's own way to a first match: a priority for each rule, and a stop. It has no such way through a tree. */
function firstMatch(shape: Shape): Variant {
  const count = shape.conditions.length;
  const engine = new Engine(
    ruleConditions(shape).map((conditions, index) => ({
      ...{ conditions, event: { type: 'held', params: { index } }, priority: count - index },
      onSuccess: () => void engine.stop(),
    })),
  );
  return {
    name: 'json-rules-engine, a priority per rule and stop()',
    async answer(facts) {
      const { events } = await engine.run(facts);
      const found = Math.min(...events.map(({ params }) => Number(params?.['index'])));
      return Number.isFinite(found) ? shape.methodAt(found, true) : shape.methodAt(count - 1, false);
    },
  };
}

/** Only the questions on the way, one engine each: what a flow costs that is not compiled. */
function alongTheWay(shape: Shape): Variant {
  const engines = ruleConditions(shape).map((conditions) => new Engine([{ conditions, event: { type: 'held' } }]));
  return {
    name: 'json-rules-engine, only the conditions on the way',
    async answer(facts) {
      for (let index = 0; ;) {
        const result = await engines[index]?.run(facts);
        const held = (result?.events.length ?? 0) > 0;
        const following = shape.next(index, held);
        if (following === undefined) return shape.methodAt(index, held);
        index = following;
      }
    },
  };
}

function jsonLogicAlongTheWay(shape: Shape): Variant {
  const logic = shape.conditions.map(logicOf);
  return {
    name: 'json-logic-js, only the conditions on the way',
    answer: (facts) =>
      Promise.resolve(followed(shape, (index) => jsonLogic.apply(logic[index] ?? false, facts) === true)),
  };
}

const input = { id: 'in', type: 'inputNode', name: 'in', content: {} };
const output = { id: 'out', type: 'outputNode', name: 'out', content: {} };

/** The form that zen-engine has for first matches: a decision table, a condition a row. */
function zenTable(shape: Shape): object {
  const last = shape.conditions.length - 1;
  const rows = shape.conditions.map((when, index) => ({
    _id: `r${index}`,
    when: zenOf(when),
    method: `"${shape.methodAt(index, true)}"`,
  }));
  const content = {
    hitPolicy: 'first',
    inputs: [{ id: 'when', name: 'when', type: 'expression' }],
    outputs: [{ id: 'method', name: 'method', field: 'method', type: 'expression' }],
    rules: [...rows, { _id: 'rest', when: '', method: `"${shape.methodAt(last, false)}"` }],
  };
  return {
    nodes: [input, { id: 'table', type: 'decisionTableNode', name: 'table', content }, output],
    edges: [edge('in', 'table'), edge('table', 'out')],
  };
}

const edge = (sourceId: string, targetId: string, sourceHandle?: string) => ({
  ...{ id: `${sourceId}-${sourceHandle ?? ''}-${targetId}`, sourceId, targetId, type: 'edge' },
  ...(sourceHandle && { sourceHandle }),
});

/** The form that zen-engine has for trees: a graph of switches. */
function zenGraph(shape: Shape): object {
  const nodes: object[] = [input, output];
  const edges: object[] = [edge('in', 'c0')];
  for (const [index, when] of shape.conditions.entries()) {
    const id = `c${index}`;
    const statements = [
      { id: `${id}-yes`, condition: zenOf(when), isDefault: false },
      { id: `${id}-no`, condition: '', isDefault: true },
    ];
    nodes.push({ id, type: 'switchNode', name: id, content: { hitPolicy: 'first', statements } });
    for (const held of [true, false]) {
      const following = shape.next(index, held);
      const way = `${id}-${held ? 'yes' : 'no'}`;
      if (following !== undefined) edges.push(edge(id, `c${following}`, way));
      else {
        const method = shape.methodAt(index, held);
        const expressions = [{ id: `x-${method}`, key: 'method', value: `"${method}"` }];
        nodes.push({ id: method, type: 'expressionNode', name: method, content: { expressions } });
        edges.push(edge(id, method, way), edge(method, 'out'));
      }
    }
  }
  return { nodes, edges };
}

function zen(shape: Shape): Variant {
  const isChain = shape.name === 'chain';
  const decision = new ZenEngine().createDecision(isChain ? zenTable(shape) : zenGraph(shape));
  return {
    name: isChain ? 'zen-engine, decision table, first match' : 'zen-engine, graph of switches',
    async answer(facts) {
      const { result } = await decision.evaluate(facts);
      return (result as { method?: string }).method;
    },
  };
}

const occasion = { revision: 1, at: new Date('2026-11-23T10:00:00Z'), stickyKey: { payment: 'pay_1' } };

function ours(shape: Shape): Variant[] {
  const flow = compileFlow(shape.flow);
  return [
    {
      name: 'compiled flow: the decision',
      answer: async (facts) => (await walk(flow, facts, occasion)).offering.offers[0]?.method,
    },
    {
      name: 'compiled flow: the decision and its receipt, every comparison on the way',
      answer: async (facts) => (await decide(flow, facts, occasion)).offers[0]?.method,
    },
  ];
}

export const variantsOf = (shape: Shape): Variant[] => [
  oneEngine(shape),
  ...(shape.name === 'chain' ? [firstMatch(shape)] : []),
  alongTheWay(shape),
  jsonLogicAlongTheWay(shape),
  zen(shape),
  ...ours(shape),
];
