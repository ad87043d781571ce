import type { Flow } from '@pih/schemas/types';
import { placeNodes, type Place } from './move.ts';
import { areaOf, assumeUsualSize, type Area, type SizeOf } from './size.ts';

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Direction = 'across' | 'down';

function areasOf(flow: Flow, ids: Iterable<string>, sizeOf: SizeOf): { id: string; area: Area }[] {
  const wanted = new Set(ids);
  return flow.nodes.filter(({ id }) => wanted.has(id)).map((node) => ({ id: node.id, area: areaOf(node, sizeOf) }));
}

const byAlignment: Record<Alignment, (area: Area, box: Area) => Place> = {
  left: ({ y }, box) => ({ x: box.x, y }),
  centre: ({ y, width }, box) => ({ x: box.x + (box.width - width) / 2, y }),
  right: ({ y, width }, box) => ({ x: box.x + box.width - width, y }),
  top: ({ x }, box) => ({ x, y: box.y }),
  middle: ({ x, height }, box) => ({ x, y: box.y + (box.height - height) / 2 }),
  bottom: ({ x, height }, box) => ({ x, y: box.y + box.height - height }),
};

function boxAround(areas: readonly Area[]): Area {
  const [left, top] = [Math.min(...areas.map(({ x }) => x)), Math.min(...areas.map(({ y }) => y))];
  const right = Math.max(...areas.map(({ x, width }) => x + width));
  const bottom = Math.max(...areas.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Lines nodes up at an edge or the middle of the space that they cover together. */
export function align(flow: Flow, ids: Iterable<string>, to: Alignment, sizeOf: SizeOf = assumeUsualSize): Flow {
  const chosen = areasOf(flow, ids, sizeOf);
  if (chosen.length < 2) return flow;
  const box = boxAround(chosen.map(({ area }) => area));
  return placeNodes(flow, new Map(chosen.map(({ id, area }) => [id, byAlignment[to](area, box)])));
}

/** Leaves the same gap between nodes; the outermost two stay where they are. */
export function distribute(flow: Flow, ids: Iterable<string>, way: Direction, sizeOf: SizeOf = assumeUsualSize): Flow {
  const [axis, extent] = way === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const chosen = areasOf(flow, ids, sizeOf).sort((one, other) => one.area[axis] - other.area[axis]);
  const [first, last] = [chosen[0]?.area, chosen.at(-1)?.area];
  if (!first || !last || chosen.length < 3) return flow;
  const covered = chosen.reduce((sum, { area }) => sum + area[extent], 0);
  const gap = (last[axis] + last[extent] - first[axis] - covered) / (chosen.length - 1);
  let next = first[axis];
  const places = chosen.map(({ id, area }) => {
    const place = { x: area.x, y: area.y, [axis]: next };
    next += area[extent] + gap;
    return [id, place] as const;
  });
  return placeNodes(flow, new Map(places));
}
