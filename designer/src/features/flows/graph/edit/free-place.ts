import type { Flow } from '@pih/schemas/types';
import type { Place } from './move.ts';
import { areaOf, assumeUsualSize, touches, usualSize, type Size, type SizeOf } from './size.ts';

/** Nodes stand on this grid. */
export const grid = 20;
/** From one column to the next when a node is added behind another. */
export const columnGap = 80;
const gap = 20;

export const onGrid = ({ x, y }: Place): Place => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid });

interface Room {
  /** How large the new node will be. */
  size?: Size;
  /** Looks below only: what follows a lower way out stands below what follows an upper one, so that no lines cross. */
  below?: boolean;
}

/** The place nearest below or above a wished one where a new node covers no other. */
export function freePlace(
  flow: Pick<Flow, 'nodes'>,
  wished: Place,
  sizeOf: SizeOf = assumeUsualSize,
  { size = usualSize, below: isBelowOnly = false }: Room = {},
): Place {
  const near = flow.nodes
    .map((node) => areaOf(node, sizeOf))
    .filter(({ x, width }) => x < wished.x + size.width + gap && wished.x < x + width + gap);
  const isFree = (place: Place): boolean => !near.some((area) => touches(area, { ...place, ...size }, gap));
  const { x, y } = onGrid(wished);
  for (let step = 0; ; step += 1) {
    const [below, above] = [y + step * grid, y - step * grid];
    if (isFree({ x, y: below })) return { x, y: below };
    if (!isBelowOnly && isFree({ x, y: above })) return { x, y: above };
  }
}
