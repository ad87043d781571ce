import type { Flow } from '@pih/schemas/types';
import { waysOut } from '../exits.ts';

/** Where payments go on when a node is taken out: to the only node that follows it, if it does not choose. */
function nextOf(flow: Flow, id: string): string | undefined {
  const node = flow.nodes.find((one) => one.id === id);
  if (!node || waysOut(node).length !== 1) return undefined;
  // A node that leads to itself leads nowhere once it is gone.
  return flow.edges.find(({ source, target }) => source === id && target !== id)?.target;
}

function removeNode(flow: Flow, id: string): Flow {
  const next = nextOf(flow, id);
  return {
    ...flow,
    nodes: flow.nodes.filter((node) => node.id !== id),
    edges: flow.edges
      .filter(({ source }) => source !== id)
      .flatMap((edge) => (edge.target !== id ? [edge] : next === undefined ? [] : [{ ...edge, target: next }])),
  };
}

/**
 * Takes nodes out. The gap closes where a node had one way out: what led to it leads to what followed. The start of a
 * flow stays while it is the only one: payments enter there.
 */
export function removeNodes(flow: Flow, ids: Iterable<string>): Flow {
  const wanted = new Set(ids);
  const starts = flow.nodes.filter(({ type }) => type === 'start');
  const [first] = starts;
  if (first && starts.every(({ id }) => wanted.has(id))) wanted.delete(first.id);
  return [...wanted].reduce((rest, id) => removeNode(rest, id), flow);
}
