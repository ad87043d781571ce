import type { FlowNode, FlowOffer, FlowSplit, FlowSwitch } from '@pih/schemas';
import { otherwise } from '../graph.ts';
import type { NodeType } from '../vocabulary.ts';
import { conditionFaults } from './conditions.ts';
import { twice, type Finding } from './finding.ts';
import type { Lookup } from './known.ts';
import { singleFaults, unknownFact } from './values.ts';

const unknownMethod = (method: string): string => `names the method “${method}”, which no provider carries.`;

function* switchFaults({ data: { fact: id, cases } }: FlowSwitch, path: string, known: Lookup): Generator<Finding> {
  const ids = [otherwise, ...cases.map((each) => each.id)];
  const at = (index: number) => `${path}/data/cases/${index - 1}/id`;
  yield* twice(ids, 'duplicateCase', at, (name) => `has two ways out named “${name}”.`);
  const values = cases.flatMap((each, index) =>
    each.values.map((value, place) => ({ value, path: `${path}/data/cases/${index}/values/${place}` })),
  );
  const said = (value: unknown) => `has two cases for ${JSON.stringify(value)}; only the first would ever be taken.`;
  const place = (index: number) => values[index]?.path ?? path;
  yield* twice(
    values.map(({ value }) => value),
    'duplicateValue',
    place,
    said,
  );
  const fact = known.facts.get(id);
  if (!fact) yield { path: `${path}/data/fact`, rule: 'unknownFact', message: unknownFact(id), params: { fact: id } };
  else if (fact.type === 'money') {
    const message = `switches on “${id}”, a sum of money, which has no cases; ask a condition instead.`;
    yield { path: `${path}/data/fact`, rule: 'operator', message, params: { fact: id, operator: 'switch' } };
  } else for (const each of values) yield* singleFaults(fact, each.value, each.path);
}

function* splitFaults({ data: { branches } }: FlowSplit, path: string): Generator<Finding> {
  const at = `${path}/data/branches`;
  const ids = branches.map(({ id }) => id);
  yield* twice(
    ids,
    'duplicateBranch',
    (index) => `${at}/${index}/id`,
    (name) => `has two branches named “${name}”.`,
  );
  const total = branches.reduce((sum, { percent }) => sum + percent, 0);
  if (total !== 100)
    yield { path: at, rule: 'shares', message: `shares out ${total} percent; it must be 100.`, params: { total } };
}

function* offerFaults({ data: { methods } }: FlowOffer, path: string, known: Lookup): Generator<Finding> {
  const at = `${path}/data/methods`;
  const names = methods.map(({ method }) => method);
  yield* twice(
    names,
    'methodTwice',
    (index) => `${at}/${index}/method`,
    (name) => `offers the method “${name}” twice.`,
  );
  for (const [index, { method, providers }] of methods.entries()) {
    const carriers = known.methods.get(method);
    if (!carriers)
      yield {
        path: `${at}/${index}/method`,
        rule: 'unknownMethod',
        message: unknownMethod(method),
        params: { method },
      };
    for (const [place, provider] of providers.entries()) {
      const where = `${at}/${index}/providers/${place}`;
      if (!known.providers.has(provider)) {
        yield {
          path: where,
          rule: 'unknownProvider',
          message: `names the provider “${provider}”, which is not known.`,
          params: { provider },
        };
      } else if (carriers && !carriers.includes(provider)) {
        const message = `offers “${method}” through “${provider}”, which does not carry it; ${carriers.join(', ')} would.`;
        yield {
          path: where,
          rule: 'methodNotCarried',
          message,
          params: { method, provider, providers: [...carriers] },
        };
      }
    }
  }
}

function* methodFaults(methods: readonly string[], path: string, known: Lookup): Generator<Finding> {
  for (const [index, method] of methods.entries()) {
    if (known.methods.has(method)) continue;
    yield {
      path: `${path}/data/methods/${index}`,
      rule: 'unknownMethod',
      message: unknownMethod(method),
      params: { method },
    };
  }
}

const nothing = (): Iterable<Finding> => [];

/** What can be wrong inside a node of each type. */
const faults: {
  [T in NodeType]: (node: Extract<FlowNode, { type: T }>, path: string, known: Lookup) => Iterable<Finding>;
} = {
  start: nothing,
  condition: ({ data }, path, known) => conditionFaults(data.when, `${path}/data/when`, known),
  switch: switchFaults,
  split: splitFaults,
  offer: offerFaults,
  hide: ({ data }, path, known) => methodFaults(data.methods, path, known),
  order: ({ data }, path, known) => methodFaults(data.methods, path, known),
  require: nothing,
  stop: nothing,
  note: nothing,
};

/** What is wrong inside a node, whoever it is joined to. */
export function nodeFaults(node: FlowNode, path: string, known: Lookup): Iterable<Finding> {
  // The row that a node's own type picks takes that node; the compiler cannot follow that through a union.
  const find = faults[node.type] as (node: FlowNode, path: string, known: Lookup) => Iterable<Finding>;
  return find(node, path, known);
}
