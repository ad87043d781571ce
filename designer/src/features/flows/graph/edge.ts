import type { Flow } from '@pih/schemas/types';

/** Leads from a way out of one node to the next node. */
export type FlowEdge = Flow['edges'][number];

/** A way out of a node; the only one of a node has no name. */
export interface WayOut {
  node: string;
  exit?: string | undefined;
}

/** Whether an edge leaves by a way out. */
export const leavesBy = (edge: FlowEdge, { node, exit }: WayOut): boolean =>
  edge.source === node && edge.sourceHandle === exit;
