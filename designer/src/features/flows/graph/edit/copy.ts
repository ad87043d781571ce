import type { Flow, FlowNode } from '@pih/schemas/types';
import type { FlowEdge } from '../edge.ts';
import { newEdgeId, newNodeId } from './ids.ts';
import type { Place } from './move.ts';

/** Some nodes of a flow and the edges among them, as the clipboard carries them. */
export interface FlowPart {
  nodes: readonly FlowNode[];
  edges: readonly FlowEdge[];
}

/** A flow after something was added, and the ids of the nodes that were. */
export interface Added {
  flow: Flow;
  nodes: string[];
}

/** Nodes with the edges that lead from one of them to another. */
export function copyPart(flow: Flow, ids: Iterable<string>): FlowPart {
  const wanted = new Set(ids);
  return {
    nodes: flow.nodes.filter(({ id }) => wanted.has(id)),
    edges: flow.edges.filter(({ source, target }) => wanted.has(source) && wanted.has(target)),
  };
}

/** The upper left corner of what a part covers. */
const cornerOf = (nodes: readonly FlowNode[]): Place => ({
  x: Math.min(...nodes.map(({ position }) => position.x)),
  y: Math.min(...nodes.map(({ position }) => position.y)),
});

function addNode(flow: Flow, node: FlowNode, position: Place): { flow: Flow; id: string } {
  const id = newNodeId(flow, node.type);
  return { flow: { ...flow, nodes: [...flow.nodes, { ...node, id, position }] }, id };
}

const offset = 40;

/** Further right and down while a copy would hide a node that stands at the same place: one that was pasted before. */
function besideOthers(flow: Flow, part: readonly FlowNode[], at: Place): Place {
  const corner = cornerOf(part);
  const taken = new Set(flow.nodes.map(({ position: { x, y } }) => `${x} ${y}`));
  const hides = ({ position }: FlowNode, by: number): boolean =>
    taken.has(`${at.x + position.x - corner.x + by} ${at.y + position.y - corner.y + by}`);
  let by = 0;
  while (part.some((node) => hides(node, by))) by += offset;
  return { x: at.x + by, y: at.y + by };
}

/**
 * Adds copies under new ids, with their upper left corner at a place, or near it where they would hide what is there. A start is left out where there is one already:
 * payments enter in one place.
 */
export function paste(flow: Flow, part: FlowPart, at: Place): Added {
  const hasStart = flow.nodes.some(({ type }) => type === 'start');
  const copied = part.nodes.filter(({ type }) => type !== 'start' || !hasStart);
  const corner = cornerOf(copied);
  const begin = besideOthers(flow, copied, at);
  const ids = new Map<string, string>();
  let next = flow;
  for (const node of copied) {
    const place = { x: begin.x + node.position.x - corner.x, y: begin.y + node.position.y - corner.y };
    const added = addNode(next, node, place);
    next = added.flow;
    ids.set(node.id, added.id);
  }
  for (const edge of part.edges) {
    const [source, target] = [ids.get(edge.source), ids.get(edge.target)];
    if (source === undefined || target === undefined) continue;
    const id = newEdgeId(next, { node: source, exit: edge.sourceHandle });
    next = { ...next, edges: [...next.edges, { ...edge, id, source, target }] };
  }
  return { flow: next, nodes: [...ids.values()] };
}

/** Adds copies of nodes a little to the right and below. */
export function duplicate(flow: Flow, ids: Iterable<string>): Added {
  const part = copyPart(flow, ids);
  if (!part.nodes.length) return { flow, nodes: [] };
  const { x, y } = cornerOf(part.nodes.filter(({ type }) => type !== 'start'));
  return Number.isFinite(x) ? paste(flow, part, { x: x + offset, y: y + offset }) : { flow, nodes: [] };
}
