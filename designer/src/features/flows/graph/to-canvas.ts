import type { Flow, FlowNode } from '@pih/schemas/types';
import { onlyExit } from './exits.ts';

/** A node as the canvas draws it. */
export interface CanvasNode {
  id: string;
  type: 'step';
  position: { x: number; y: number };
  data: { node: FlowNode };
}

/** An edge as the canvas draws it. */
export interface CanvasEdge {
  id: string;
  source: string;
  target: string;
  sourceHandle: string;
  data: { exit: string | undefined };
}

/** Lays a flow out for the canvas, where its document says. An edge to or from a node that is not there is left out. */
export function toCanvas(flow: Pick<Flow, 'nodes' | 'edges'>): { nodes: CanvasNode[]; edges: CanvasEdge[] } {
  const ids = new Set(flow.nodes.map(({ id }) => id));
  return {
    nodes: flow.nodes.map((node) => ({ id: node.id, type: 'step', position: { ...node.position }, data: { node } })),
    edges: flow.edges
      .filter(({ source, target }) => ids.has(source) && ids.has(target))
      .map(({ id, source, target, sourceHandle }) => ({
        id,
        source,
        target,
        sourceHandle: sourceHandle ?? onlyExit,
        data: { exit: sourceHandle },
      })),
  };
}
