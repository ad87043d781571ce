import type { Flow, FlowNode } from '@pih/schemas/types';

export type Place = FlowNode['position'];

/** Documents hold whole pixels: a drag at half a zoom must not write long fractions into them. */
const rounded = ({ x, y }: Place): Place => ({ x: Math.round(x), y: Math.round(y) });

/** Puts nodes where they are told to be; the others stay. Nodes that do not move are the same objects as before. */
export function placeNodes(flow: Flow, places: ReadonlyMap<string, Place>): Flow {
  let moved = false;
  const nodes = flow.nodes.map((node) => {
    const place = places.get(node.id);
    if (!place) return node;
    const position = rounded(place);
    if (position.x === node.position.x && position.y === node.position.y) return node;
    moved = true;
    return { ...node, position };
  });
  return moved ? { ...flow, nodes } : flow;
}

/** Moves nodes by so many pixels. */
export function moveNodes(flow: Flow, ids: Iterable<string>, by: Place): Flow {
  const wanted = new Set(ids);
  const places = flow.nodes
    .filter(({ id }) => wanted.has(id))
    .map(({ id, position }) => [id, { x: position.x + by.x, y: position.y + by.y }] as const);
  return placeNodes(flow, new Map(places));
}
