import type { Flow, FlowNode } from '@pih/schemas/types';
import { waysOut } from '../exits.ts';

/** A flow without the edges that leave a node by a way out that it no longer has. */
function withoutLooseEnds(flow: Flow, node: FlowNode): Flow {
  const ways = new Set(waysOut(node));
  const edges = flow.edges.filter((edge) => edge.source !== node.id || ways.has(edge.sourceHandle));
  return edges.length === flow.edges.length ? flow : { ...flow, edges };
}

/**
 * Changes one node. A way out that the changed node no longer has loses its edge; to keep it under a new name, use
 * {@link renameExit}. The node keeps its id whatever `change` says.
 */
export function changeNode(flow: Flow, id: string, change: (node: FlowNode) => FlowNode): Flow {
  const before = flow.nodes.find((node) => node.id === id);
  if (!before) return flow;
  const after = { ...change(before), id };
  return withoutLooseEnds({ ...flow, nodes: flow.nodes.map((node) => (node === before ? after : node)) }, after);
}
