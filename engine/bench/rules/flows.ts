import type { Condition, Flow, FlowNode } from '@pih/schemas';
import type { Facts } from '../../src/rules/index.ts';
import { pick, randomNumbers } from './random.ts';

/** A flow of so many conditions; its answer is the one method that it offers. */
export interface Shape {
  name: 'chain' | 'tree';
  flow: Flow;
  /** The conditions, in the order of their nodes. */
  conditions: Condition[];
  /** Which condition comes after one that held or did not; past the last ones there is none. */
  next: (index: number, held: boolean) => number | undefined;
  /** What is offered where the way ends. */
  methodAt: (index: number, held: boolean) => string;
}

const numbered = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);
const values = {
  currency: numbered(20, 'CUR'),
  country: numbered(40, 'C'),
  channel: numbered(4, 'channel'),
  customerType: numbered(4, 'type'),
  categories: numbered(12, 'cat'),
};
type Text = keyof typeof values;

/** Facts as they come: seven of them, among them a list and two numbers. */
export function someFacts(count: number): Facts[] {
  const random = randomNumbers(7);
  const one = (fact: Text) => pick(random, values[fact]);
  return Array.from({ length: count }, () => ({
    ...{ currency: one('currency'), country: one('country'), channel: one('channel') },
    ...{ customerType: one('customerType'), categories: [...new Set([one('categories'), one('categories')])] },
    ...{ total: Math.floor(random() * 100_000), hour: Math.floor(random() * 24) },
  }));
}

/** Four kinds of conditions in equal parts, about four comparisons each, of which about one in sixty holds. */
function selective(random: () => number, index: number): Condition {
  const is = (fact: Text): Condition => ({ fact, operator: 'equal', value: pick(random, values[fact]) });
  const oneOf = (fact: Text, count: number): Condition => {
    const wanted = Array.from({ length: count }, () => pick(random, values[fact]));
    return { fact, operator: 'in', value: [...new Set(wanted)] };
  };
  const has: Condition = { fact: 'categories', operator: 'contains', value: pick(random, values.categories) };
  const above: Condition = { fact: 'total', operator: 'greaterThan', value: Math.floor(random() * 80_000) };
  const below: Condition = {
    fact: 'total',
    operator: 'lessThanInclusive',
    value: 20_000 + Math.floor(random() * 80_000),
  };
  const late: Condition = { fact: 'hour', operator: 'greaterThanInclusive', value: Math.floor(random() * 12) };
  const kinds: Condition[] = [
    { all: [is('currency'), oneOf('country', 12), above, late] },
    { all: [is('country'), { any: [is('customerType'), has] }, below] },
    { any: [{ all: [is('currency'), is('country')] }, { all: [is('country'), has, late] }] },
    { all: [oneOf('country', 4), { not: is('currency') }, is('channel'), above] },
  ];
  return kinds[index % kinds.length] ?? has;
}

/** Conditions that part the payments into halves, one to three comparisons each. */
function halving(random: () => number, index: number): Condition {
  const some = (fact: Text, count: number): Condition => {
    const from = Math.floor(random() * values[fact].length);
    const wanted = Array.from({ length: count }, (_, at) => values[fact][(from + at) % values[fact].length] ?? '');
    return { fact, operator: 'in', value: wanted };
  };
  const above: Condition = { fact: 'total', operator: 'greaterThan', value: 20_000 + Math.floor(random() * 60_000) };
  const kinds: Condition[] = [
    above,
    some('country', 20),
    { any: [some('channel', 1), some('customerType', 1)] },
    { all: [{ not: some('channel', 1) }, some('currency', 14)] },
  ];
  return kinds[index % kinds.length] ?? above;
}

const position = { x: 0, y: 0 };

function flowOf(shape: Omit<Shape, 'flow'>): Flow {
  const { conditions, next, methodAt } = shape;
  const start: FlowNode = { id: 'start', type: 'start', position };
  const nodes: FlowNode[] = [start, { id: 'stop', type: 'stop', position }];
  const edges: Flow['edges'] = [];
  const connect = (source: string, target: string, sourceHandle?: string) =>
    edges.push({ id: `e${edges.length}`, source, target, ...(sourceHandle && { sourceHandle }) });
  connect('start', 'c0');
  for (const [index, when] of conditions.entries()) {
    nodes.push({ id: `c${index}`, type: 'condition', position, data: { when } });
    for (const held of [true, false]) {
      const following = next(index, held);
      const way = held ? 'yes' : 'no';
      const method = methodAt(index, held);
      connect(`c${index}`, following === undefined ? `offer-${method}` : `c${following}`, way);
      if (following !== undefined) continue;
      const methods = [{ method, providers: ['stripe'] }];
      nodes.push({ id: `offer-${method}`, type: 'offer', position, data: { methods } });
      connect(`offer-${method}`, 'stop');
    }
  }
  return { kind: 'flow', id: shape.name, title: shape.name, nodes, edges };
}

const withFlow = (shape: Omit<Shape, 'flow'>): Shape => ({ ...shape, flow: flowOf(shape) });

const conditionsOf = (count: number, make: typeof selective) => {
  const random = randomNumbers(count);
  return Array.from({ length: count }, (_, index) => make(random, index));
};

/** One question after another; the first that holds decides. */
export const chain = (count: number): Shape =>
  withFlow({
    name: 'chain',
    conditions: conditionsOf(count, selective),
    next: (index, held) => (held || index + 1 === count ? undefined : index + 1),
    methodAt: (index, held) => (held ? `m${index}` : 'rest'),
  });

/** Every answer leads to another question: a balanced binary tree, about log2(count) questions deep. */
export const tree = (count: number): Shape =>
  withFlow({
    name: 'tree',
    conditions: conditionsOf(count, halving),
    next: (index, held) => {
      const child = 2 * index + (held ? 1 : 2);
      return child < count ? child : undefined;
    },
    methodAt: (index, held) => `m${index}${held ? 'y' : 'n'}`,
  });

/** Follows the answers from question to question to the method where they end. */
export function followed({ next, methodAt }: Shape, holds: (index: number) => boolean): string {
  for (let index = 0; ;) {
    const held = holds(index);
    const following = next(index, held);
    if (following === undefined) return methodAt(index, held);
    index = following;
  }
}
