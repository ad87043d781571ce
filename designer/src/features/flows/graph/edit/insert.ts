import type { Flow, FlowNode } from '@pih/schemas/types';
import { leavesBy, type WayOut } from '../edge.ts';
import { hasEntry, waysOut } from '../exits.ts';
import { connect } from './connect.ts';

/** Adds a node that nothing leads to yet. A second start is not added: payments enter in one place. */
export function insertNode(flow: Flow, node: FlowNode): Flow {
  if (node.type === 'start' && flow.nodes.some(({ type }) => type === 'start')) return flow;
  return { ...flow, nodes: [...flow.nodes, node] };
}

/** Leads a node on to where the flow went before it came in between; a node that ends the way leads nowhere. */
function leadOn(flow: Flow, node: FlowNode, target: string | undefined): Flow {
  const [first] = waysOut(node);
  if (target === undefined || !waysOut(node).length) return flow;
  return connect(flow, { node: node.id, exit: first }, target);
}

/**
 * Adds a node behind a way out. What the way led to before follows the new node by its first way out; a node without a
 * way in (a note, a start) is only added.
 */
export function insertAfter(flow: Flow, node: FlowNode, from: WayOut): Flow {
  const added = insertNode(flow, node);
  if (added === flow || !hasEntry(node)) return added;
  const next = flow.edges.find((edge) => leavesBy(edge, from))?.target;
  return leadOn(connect(added, from, node.id), node, next);
}

/** Adds a node in the middle of an edge. */
export function insertOnEdge(flow: Flow, node: FlowNode, edge: string): Flow {
  const between = flow.edges.find(({ id }) => id === edge);
  if (!between) return insertNode(flow, node);
  return insertAfter(flow, node, { node: between.source, exit: between.sourceHandle });
}
