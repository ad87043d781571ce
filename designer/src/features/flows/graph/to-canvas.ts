import type { Flow, FlowNode } from '@pih/schemas/types';

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

/** The way out of a node that has only one; documents leave it unnamed. */
export const onlyExit = 'out';

/** The ways out of a node, top to bottom. */
export function exitsOf(node: FlowNode): string[] {
  switch (node.type) {
    case 'condition':
      return ['yes', 'no'];
    case 'switch':
      return [...node.data.cases.map(({ id }) => id), 'otherwise'];
    case 'split':
      return node.data.branches.map(({ id }) => id);
    case 'stop':
    case 'note':
      return [];
    default:
      return [onlyExit];
  }
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
