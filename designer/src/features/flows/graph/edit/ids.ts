import type { Flow, FlowNode } from '@pih/schemas/types';
import type { WayOut } from '../edge.ts';

const longest = { node: 64, edge: 80 };

/** A few letters and digits. Drawn by lot: two people who add a node at once must not choose the same id. */
const lot = (): string => Math.random().toString(36).slice(2, 7).padEnd(5, '0');

function free(stem: string, taken: ReadonlySet<string>, length: number): string {
  for (;;) {
    const end = `-${lot()}`;
    const id = stem.slice(0, length - end.length) + end;
    if (!taken.has(id)) return id;
  }
}

/** An id that no node of the flow has: "offer-3k9fz". */
export const newNodeId = (flow: Pick<Flow, 'nodes'>, type: FlowNode['type']): string =>
  free(type, new Set(flow.nodes.map(({ id }) => id)), longest.node);

/**
 * An id that no edge of the flow has. An edge is called after its way out where it can be, so that of two people who
 * both connect it, the second sees one edge with two targets and not two edges.
 */
export function newEdgeId(flow: Pick<Flow, 'edges'>, { node, exit }: WayOut): string {
  const taken = new Set(flow.edges.map(({ id }) => id));
  const wished = exit === undefined ? `from-${node}` : `from-${node}-${exit}`;
  return wished.length <= longest.edge && !taken.has(wished) ? wished : free('from', taken, longest.edge);
}
