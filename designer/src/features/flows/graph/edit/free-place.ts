import type { Flow } from '@pih/schemas/types';
import type { Place } from './move.ts';
import { areaOf, assumeUsualSize, touches, usualSize, type SizeOf } from './size.ts';

/** Nodes stand on this grid. */
export const grid = 20;
/** From one column to the next when a node is added behind another. */
export const columnGap = 80;
const gap = 20;

export const onGrid = ({ x, y }: Place): Place => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid });

/** The place nearest below or above a wished one where a node of the usual size covers no other. */
export function freePlace(flow: Pick<Flow, 'nodes'>, wished: Place, sizeOf: SizeOf = assumeUsualSize): Place {
  const near = flow.nodes
    .map((node) => areaOf(node, sizeOf))
    .filter(({ x, width }) => x < wished.x + usualSize.width + gap && wished.x < x + width + gap);
  const isFree = (place: Place): boolean => !near.some((area) => touches(area, { ...place, ...usualSize }, gap));
  const { x, y } = onGrid(wished);
  for (let step = 0; ; step += 1) {
    const [below, above] = [y + step * grid, y - step * grid];
    if (isFree({ x, y: below })) return { x, y: below };
    if (isFree({ x, y: above })) return { x, y: above };
  }
}
