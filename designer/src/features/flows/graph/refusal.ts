import type { Flow } from '@pih/schemas/types';
import { leavesBy, type WayOut } from './edge.ts';
import { hasEntry, waysOut } from './exits.ts';
import { wouldLoop } from './would-loop.ts';

/** Why a connection is refused; words for each are under `flows.refusals`. */
export type Refusal = 'itself' | 'loop' | 'toStart' | 'toNote' | 'taken' | 'noWayOut' | 'gone';

/**
 * Why a way out may not lead to a node; undefined when it may.
 * @param moved the edge that is being moved: its own way out is free for it, and its old target does not count
 */
export function refusalOf(
  { nodes, edges }: Pick<Flow, 'nodes' | 'edges'>,
  from: WayOut,
  target: string,
  moved?: string,
): Refusal | undefined {
  const source = nodes.find(({ id }) => id === from.node);
  const to = nodes.find(({ id }) => id === target);
  if (!source) return 'gone';
  if (!waysOut(source).includes(from.exit)) return 'noWayOut';
  if (edges.some((edge) => edge.id !== moved && leavesBy(edge, from))) return 'taken';
  if (!to) return 'gone';
  if (from.node === target) return 'itself';
  if (!hasEntry(to)) return to.type === 'start' ? 'toStart' : 'toNote';
  return wouldLoop(edges, from.node, target, moved) ? 'loop' : undefined;
}
