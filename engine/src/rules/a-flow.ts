import type { Condition, Flow, FlowNode, FlowOfferedMethod, FlowSplit, FlowSwitch, Requirement } from '@pih/schemas';

/** Builders of flows for tests. */

const position = { x: 0, y: 0 };

export const start = (id = 'start'): FlowNode => ({ id, type: 'start', position });
export const stop = (id = 'stop'): FlowNode => ({ id, type: 'stop', position });
export const note = (id = 'note'): FlowNode => ({ id, type: 'note', position, data: { text: 'Ask Anna first.' } });

export const condition = (id: string, when: Condition, title?: string): FlowNode => ({
  id,
  type: 'condition',
  position,
  ...(title && { title }),
  data: { when },
});

export const switchOn = (id: string, fact: string, cases: FlowSwitch['data']['cases']): FlowNode => ({
  id,
  type: 'switch',
  position,
  data: { fact, cases },
});

export const split = (id: string, shares: Record<string, number>, by?: 'shopper' | 'payment'): FlowSplit => ({
  id,
  type: 'split',
  position,
  data: { ...(by && { by }), branches: Object.entries(shares).map(([branch, percent]) => ({ id: branch, percent })) },
});

/** Each method by its name, through the provider `stripe`, or as a whole. */
export const offer = (id: string, ...methods: (string | FlowOfferedMethod)[]): FlowNode => ({
  id,
  type: 'offer',
  position,
  data: { methods: methods.map((each) => (typeof each === 'string' ? { method: each, providers: ['stripe'] } : each)) },
});

export const hide = (id: string, ...methods: string[]): FlowNode => ({ id, type: 'hide', position, data: { methods } });
export const order = (id: string, ...methods: string[]): FlowNode => ({
  id,
  type: 'order',
  position,
  data: { methods },
});
export const require = (id: string, ...requirements: Requirement[]): FlowNode => ({
  id,
  type: 'require',
  position,
  data: { requirements },
});

/**
 * Edges as people write them: `'start > vip'`, and `'vip.yes > card'` by a named way out.
 * @throws RangeError when a text is no edge
 */
export const edgesOf = (...written: string[]): Flow['edges'] =>
  written.map((each, index) => {
    const [, source, sourceHandle, target] = /^([\w-]+)(?:\.([\w-]+))? > ([\w-]+)$/.exec(each) ?? [];
    if (!source || !target) throw new RangeError(`“${each}” is no edge`);
    return { id: `e${index}`, source, ...(sourceHandle && { sourceHandle }), target };
  });

/** A flow of these nodes and edges. */
export const aFlow = (nodes: FlowNode[], edges: string[], more: Partial<Flow> = {}): Flow => ({
  kind: 'flow',
  id: 'rosmarino',
  title: 'Rosmarino',
  nodes,
  edges: edgesOf(...edges),
  ...more,
});

/** A flow that is one node after another, from a start to a stop. */
export const inARow = (...between: FlowNode[]): Flow => {
  const nodes = [start(), ...between, stop()];
  const edges = nodes.slice(1).map(({ id }, index) => `${nodes[index]?.id ?? ''} > ${id}`);
  return aFlow(nodes, edges);
};

/** A flow that asks one question and offers `card` for yes and `paypal` for no. */
export const asking = (when: Condition): Flow =>
  aFlow(
    [start(), condition('ask', when), offer('card', 'card'), offer('paypal', 'paypal'), stop()],
    ['start > ask', 'ask.yes > card', 'ask.no > paypal', 'card > stop', 'paypal > stop'],
  );

export const eur = (amount: number) => ({ amount, currency: 'EUR' });
