import type { Flow, FlowNode } from '@pih/schemas/types';
import { columnGap, grid } from './free-place.ts';
import { moveNodes, type Place } from './move.ts';
import { usualSize, type SizeOf } from './size.ts';

/** All nodes that payments may pass after a node, itself included. */
function following({ edges }: Pick<Flow, 'edges'>, id: string): Set<string> {
  const found = new Set([id]);
  // A set that grows while it is walked: each node is looked at once.
  for (const at of found) for (const { source, target } of edges) if (source === at) found.add(target);
  return found;
}

/** The middle of a node's height. */
const middleOf = ({ position }: FlowNode, height: number): number => position.y + height / 2;

/**
 * Makes room for a node between two others: what follows moves to the right where the gap is too narrow.
 * @returns the flow and the place for the new node, halfway between the two
 */
export function makeRoom(
  flow: Flow,
  from: string,
  to: string,
  sizeOf: SizeOf,
): { flow: Flow; place: Place } | undefined {
  const [source, target] = [from, to].map((id) => flow.nodes.find((node) => node.id === id));
  if (!source || !target) return undefined;
  const [before, after] = [sizeOf(from), sizeOf(to)];
  const left = source.position.x + before.width;
  const missing = usualSize.width + 2 * columnGap - (target.position.x - left);
  const by = missing > 0 ? Math.ceil(missing / grid) * grid : 0;
  const moved = [...following(flow, to)].filter((id) => {
    const node = flow.nodes.find((one) => one.id === id);
    return node !== undefined && node.position.x >= target.position.x;
  });
  const gap = target.position.x + by - left;
  const y = (middleOf(source, before.height) + middleOf(target, after.height)) / 2 - usualSize.height / 2;
  return { flow: moveNodes(flow, moved, { x: by, y: 0 }), place: { x: left + (gap - usualSize.width) / 2, y } };
}
