import { Graph, layout } from '@dagrejs/dagre';
import type { Flow } from '@pih/schemas/types';
import { clearLines } from './clear-lines.ts';
import { assumeUsualSize, freePlace, onGrid, placeNodes, type Place, type SizeOf } from './edit/index.ts';
import type { FlowEdge } from './edge.ts';
import { waysOut } from './exits.ts';
import { inOrder } from './order.ts';

const between = { columns: 100, rows: 40 };
/** From here on the exact search for short edges takes seconds; the plain one is tidy enough. */
const large = 600;

/** Where each connected node goes, from left to right. */
function columnsOf(flow: Flow, sizeOf: SizeOf): Map<string, Place> {
  const graph = new Graph({ directed: true, multigraph: true });
  const ranker = flow.nodes.length > large ? 'longest-path' : 'network-simplex';
  graph.setGraph({ rankdir: 'LR', ranksep: between.columns, nodesep: between.rows, ranker });
  const types = new Map(flow.nodes.map(({ id, type }) => [id, type]));
  // In the order of the ways out, so that "yes" comes above "no", and the same flow is always laid out the same way.
  const order = inOrder(flow).filter((id) => types.get(id) !== 'note');
  for (const id of order) graph.setNode(id, { ...sizeOf(id) });
  const place = new Map(order.map((id, at) => [id, at]));
  const edges = flow.edges.filter(({ source, target }) => place.has(source) && place.has(target));
  const ways = new Map(flow.nodes.map((node) => [node.id, waysOut(node)]));
  const rank = ({ source, sourceHandle }: FlowEdge): number =>
    (place.get(source) ?? 0) + (ways.get(source)?.indexOf(sourceHandle) ?? 0) / 100;
  edges.sort((one, other) => rank(one) - rank(other));
  for (const { id, source, target } of edges) graph.setEdge(source, target, {}, id);
  layout(graph);
  const middles = new Map(order.map((id) => [id, Number(graph.node(id).y)]));
  const turned = isUpsideDown(edges, middles) ? -1 : 1;
  return new Map(
    order.map((id) => {
      const { width, height } = sizeOf(id);
      return [id, { x: Number(graph.node(id).x) - width / 2, y: turned * (middles.get(id) ?? 0) - height / 2 }];
    }),
  );
}

/**
 * Whether of two ways out of a node the first more often leads below the second. Few crossings are few crossings also
 * when the whole picture is turned over, and people expect "yes" above "no".
 * @param edges in the order of their ways out, those of one node side by side
 */
function isUpsideDown(edges: readonly FlowEdge[], middles: ReadonlyMap<string, number>): boolean {
  let balance = 0;
  for (const [at, edge] of edges.entries()) {
    const next = edges[at + 1];
    if (next?.source !== edge.source) continue;
    balance += Math.sign((middles.get(edge.target) ?? 0) - (middles.get(next.target) ?? 0));
  }
  return balance > 0;
}

/** A note goes along with the node that it stands nearest to, and covers no other. */
function withNotes(flow: Flow, places: ReadonlyMap<string, Place>, sizeOf: SizeOf): Map<string, Place> {
  const all = new Map(places);
  const laid = placeNodes({ ...flow, nodes: flow.nodes.filter(({ type }) => type !== 'note') }, places);
  for (const { id, type, position } of flow.nodes) {
    if (type !== 'note') continue;
    let nearest: { distance: number; moved: Place } | undefined;
    for (const other of flow.nodes) {
      const place = places.get(other.id);
      if (!place) continue;
      const distance = Math.hypot(other.position.x - position.x, other.position.y - position.y);
      if (nearest && nearest.distance <= distance) continue;
      nearest = { distance, moved: { x: place.x - other.position.x, y: place.y - other.position.y } };
    }
    if (!nearest) continue;
    const wished = { x: position.x + nearest.moved.x, y: position.y + nearest.moved.y };
    all.set(id, freePlace(laid, wished, sizeOf));
  }
  return all;
}

/**
 * Lays the flow out anew, from left to right, each way out above the next. The start stays where it is, so that the
 * flow does not jump away. Comes in a chunk of its own.
 */
export function layOut(flow: Flow, sizeOf: SizeOf = assumeUsualSize): Flow {
  const columns = columnsOf(flow, sizeOf);
  const anchor = flow.nodes.find(({ id, type }) => type === 'start' && columns.has(id)) ?? flow.nodes[0];
  const placed = anchor && columns.get(anchor.id);
  const by = placed ? { x: anchor.position.x - placed.x, y: anchor.position.y - placed.y } : { x: 0, y: 0 };
  const moved = [...columns].map(([id, { x, y }]) => [id, onGrid({ x: x + by.x, y: y + by.y })] as const);
  const cleared = clearLines(placeNodes(flow, new Map(moved)), sizeOf, anchor?.id);
  return placeNodes(flow, withNotes(flow, cleared, sizeOf));
}
