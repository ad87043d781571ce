import type { Flow, FlowNode } from '@pih/schemas/types';
import { Position, type Edge, type GraphNode, type Node, type VueFlowStore, type XYPosition } from '@vue-flow/core';
import { markRaw, watch } from 'vue';
import { guessedHeight, nodeWidth } from '../graph/canvas-size.ts';
import { exitsOf, hasEntry } from '../graph/exits.ts';
import type { FlowEdge } from '../graph/edge.ts';
import { toCanvas, type CanvasEdge } from '../graph/to-canvas.ts';
import { glide } from './glide.ts';

/** Where the ways in and out of a node are until it has been drawn and measured, so that far edges end about right. */
function guessedHandles(node: FlowNode, height: number): GraphNode['handleBounds'] {
  const handle = { nodeId: node.id, width: 12, height: 12 };
  const exits = exitsOf(node);
  const y = (at: number): number => (exits.length > 1 ? height - (exits.length - at) * 26 : height / 2) - 6;
  return {
    source: exits.map((id, at) => ({
      ...handle,
      id,
      type: 'source',
      position: Position.Right,
      x: nodeWidth - 6,
      y: y(at),
    })),
    target: hasEntry(node) ? [{ ...handle, type: 'target', position: Position.Left, x: -6, y: height / 2 - 6 }] : [],
  };
}

const drawable = (node: FlowNode): Node => {
  const height = guessedHeight(node);
  const guess = { dimensions: markRaw({ width: nodeWidth, height }), handleBounds: guessedHandles(node, height) };
  // A frozen document must not be made reactive to its last value: with thousands of nodes, that alone takes seconds.
  // The card inside says what the node is, in the reader's language.
  const domAttributes = { 'aria-roledescription': undefined };
  return {
    id: node.id,
    type: 'step',
    position: { ...node.position },
    data: markRaw({ node }),
    domAttributes,
    ...guess,
  };
};

/** Where a node leads is read out with the node; lines would only repeat it, by ids. */
const silent = (edge: CanvasEdge): Edge => ({ ...edge, ariaLabel: null, domAttributes: { 'aria-hidden': 'true' } });

/**
 * Keeps what the canvas draws the same as the document. Only what changed from one document to the next is touched:
 * nodes that are the same objects as before are left alone.
 */
export function useCanvasSync(store: VueFlowStore, flow: () => Flow): { glideNext: () => void } {
  let drawn = new Map<string, FlowNode>();
  let edges: readonly FlowEdge[] = [];
  let willGlide = false;
  let stop = (): void => undefined;

  function place(node: GraphNode, { x, y }: XYPosition): void {
    node.position = { x, y };
    // Nodes outside of the view do not follow their position by themselves.
    node.computedPosition = { x, y, z: node.computedPosition.z };
  }

  function move(moves: readonly { node: GraphNode; to: XYPosition }[]): void {
    stop();
    if (willGlide && moves.length) stop = glide(moves, place);
    else for (const { node, to } of moves) place(node, to);
    willGlide = false;
  }

  /** A node that both documents have: moved, or filled in otherwise. */
  function update(node: FlowNode): { node: GraphNode; to: XYPosition } | undefined {
    const shown = store.findNode(node.id);
    if (!shown) return undefined;
    shown.data = markRaw({ node });
    const { x, y } = node.position;
    return shown.position.x === x && shown.position.y === y ? undefined : { node: shown, to: { x, y } };
  }

  function showNodes({ nodes }: Flow): void {
    const next = new Map(nodes.map((node) => [node.id, node]));
    const gone = [...drawn.keys()].filter((id) => !next.has(id));
    const added = nodes.filter(({ id }) => !drawn.has(id));
    if (gone.length) store.removeNodes(gone);
    if (added.length) store.addNodes(added.map(drawable));
    const changed = nodes.filter((node) => drawn.has(node.id) && drawn.get(node.id) !== node);
    drawn = next;
    move(changed.map(update).filter((moved) => moved !== undefined));
  }

  function showEdges(document: Flow): void {
    if (document.edges === edges && store.edges.value.length) return;
    edges = document.edges;
    store.setEdges(toCanvas(document).edges.map(silent));
  }

  const begin = flow();
  drawn = new Map(begin.nodes.map((node) => [node.id, node]));
  store.setNodes(begin.nodes.map(drawable));
  showEdges(begin);
  watch(flow, (document) => {
    showNodes(document);
    showEdges(document);
  });

  return { glideNext: () => void (willGlide = true) };
}
