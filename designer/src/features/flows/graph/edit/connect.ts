import type { Flow } from '@pih/schemas/types';
import { leavesBy, type FlowEdge, type WayOut } from '../edge.ts';
import { newEdgeId } from './ids.ts';

const edgeBetween = (id: string, { node, exit }: WayOut, target: string): FlowEdge => ({
  id,
  source: node,
  ...(exit !== undefined && { sourceHandle: exit }),
  target,
});

/** Leads a way out to a node; where it led elsewhere before, it no longer does. */
export function connect(flow: Flow, from: WayOut, target: string): Flow {
  const old = flow.edges.find((edge) => leavesBy(edge, from));
  if (old) return { ...flow, edges: flow.edges.map((edge) => (edge === old ? { ...old, target } : edge)) };
  return { ...flow, edges: [...flow.edges, edgeBetween(newEdgeId(flow, from), from, target)] };
}

/** Lets an edge leave by another way out, or lead to another node. It keeps its id. */
export const reconnect = (flow: Flow, id: string, from: WayOut, target: string): Flow => ({
  ...flow,
  edges: flow.edges
    .filter((edge) => edge.id === id || !leavesBy(edge, from))
    .map((edge) => (edge.id === id ? edgeBetween(id, from, target) : edge)),
});

/** Takes edges away; the nodes stay. */
export const disconnect = (flow: Flow, edges: Iterable<string>): Flow => {
  const gone = new Set(edges);
  return { ...flow, edges: flow.edges.filter(({ id }) => !gone.has(id)) };
};
