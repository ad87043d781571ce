import type { Flow, FlowNode } from '@pih/schemas';

const columns = 24;

/** The nodes of a large flow take turns: a question, an offer, something that narrows it down. */
function nodeAt(index: number): FlowNode {
  const id = `n${index}`;
  const position = { x: 360 * (1 + (index % columns)), y: 200 * Math.floor(index / columns) };
  switch (index % 4) {
    case 0:
      return {
        id,
        type: 'condition',
        title: `Over ${index + 1} euro?`,
        position,
        data: {
          when: { fact: 'amount', operator: 'greaterThan', value: { amount: 100 * (index + 1), currency: 'EUR' } },
        },
      };
    case 1:
      return { id, type: 'offer', position, data: { methods: ['card', 'paypal'].map(offered) } };
    case 2:
      return { id, type: 'hide', position, data: { methods: ['satispay', 'scalapay'] } };
    default:
      return { id, type: 'require', position, data: { requirements: ['billing_address', 'tax_id'] } };
  }
}

const providers: Readonly<Record<string, string>> = { card: 'stripe', paypal: 'paypal' };
const offered = (method: string) => ({ method, providers: [providers[method] ?? method] });

/** A flow of so many nodes in rows of 24, one chain through all of them and a shortcut past every question. */
export function largeFlow(id: string, size: number): Flow {
  const steps = Array.from({ length: size - 2 }, (_, index) => nodeAt(index));
  const start: FlowNode = { id: 'start', type: 'start', position: { x: 0, y: 0 } };
  const stop: FlowNode = { id: 'stop', type: 'stop', position: { x: 360 * (columns + 1), y: 0 } };
  const nodes = [start, ...steps, stop];
  const edges: Flow['edges'] = [];
  for (const [at, node] of nodes.entries()) {
    const next = nodes[at + 1]?.id;
    const later = nodes[Math.min(at + 4, nodes.length - 1)]?.id ?? 'stop';
    if (next === undefined) continue;
    if (node.type !== 'condition') edges.push({ id: `e${at}`, source: node.id, target: next });
    else
      edges.push(
        { id: `e${at}y`, source: node.id, sourceHandle: 'yes', target: next },
        { id: `e${at}n`, source: node.id, sourceHandle: 'no', target: later },
      );
  }
  return { kind: 'flow', id, title: `A flow of ${size} nodes`, nodes, edges };
}
