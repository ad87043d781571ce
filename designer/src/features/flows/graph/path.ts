import type { Decision, Flow } from '@pih/schemas/types';

type Visit = Decision['visited'][number] & {
  /** From 1, in the order in which the payment passed. */
  order: number;
};

/** The way one payment took: a layer over the flow, never part of it. */
export interface FlowPath {
  nodes: ReadonlyMap<string, Visit>;
  edges: ReadonlySet<string>;
}

/** Which nodes and edges a decision went along. */
export function pathOf(flow: Pick<Flow, 'edges'>, { visited }: Pick<Decision, 'visited'>): FlowPath {
  const nodes = new Map(visited.map((visit, at) => [visit.node, { ...visit, order: at + 1 }]));
  const edges = flow.edges.filter(({ source, target, sourceHandle }) => {
    const left = nodes.get(source);
    return left && nodes.has(target) && (sourceHandle === undefined || sourceHandle === left.exit);
  });
  return { nodes, edges: new Set(edges.map(({ id }) => id)) };
}
