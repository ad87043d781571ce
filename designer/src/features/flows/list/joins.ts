import type { Flow, FlowNode } from '@pih/schemas/types';
import { waysOut } from '../graph/exits.ts';

/** Where each node leads, way out by way out; undefined where a way leads nowhere. */
export type Ways = ReadonlyMap<string, readonly { exit: string | undefined; target: string | undefined }[]>;

export function waysOf({ nodes, edges }: Pick<Flow, 'nodes' | 'edges'>): Ways {
  const ids = new Set(nodes.map(({ id }) => id));
  const targets = new Map<string, string>();
  for (const { source, sourceHandle, target } of edges) {
    const key = JSON.stringify([source, sourceHandle]);
    if (ids.has(target) && !targets.has(key)) targets.set(key, target);
  }
  const waysFrom = (node: FlowNode) =>
    waysOut(node).map((exit) => ({ exit, target: targets.get(JSON.stringify([node.id, exit])) }));
  return new Map(nodes.map((node) => [node.id, waysFrom(node)]));
}

/** Nodes in an order in which each comes behind all that it leads to, as far as there are no circles. */
function lastFirst(ways: Ways): string[] {
  const [seen, order] = [new Set<string>(), [] as string[]];
  for (const root of ways.keys()) {
    const waiting: { id: string; left: boolean }[] = [{ id: root, left: false }];
    for (let step = waiting.pop(); step; step = waiting.pop()) {
      if (step.left) order.push(step.id);
      else if (!seen.has(step.id)) {
        seen.add(step.id);
        waiting.push({ id: step.id, left: true });
        for (const { target } of ways.get(step.id) ?? [])
          if (target !== undefined && !seen.has(target)) waiting.push({ id: target, left: false });
      }
    }
  }
  return order;
}

/**
 * Where the ways out of each node come together again, whatever the payment: its nearest common continuation (its
 * immediate post-dominator, after Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm"). Undefined where
 * they end apart. Nodes of a circle have none.
 */
export function joinsOf(ways: Ways): ReadonlyMap<string, string | undefined> {
  const order = lastFirst(ways);
  const place = new Map(order.map((id, at) => [id, at]));
  // The end of all ways, where payments leave the flow, stands before every node.
  const end = -1;
  const joins: number[] = [];

  function meeting(one: number, other: number): number {
    let [a, b] = [one, other];
    while (a !== b) {
      if (a > b) a = joins[a] ?? end;
      else b = joins[b] ?? end;
    }
    return a;
  }
  for (const [at, id] of order.entries()) {
    const targets = (ways.get(id) ?? []).map(({ target }) => (target === undefined ? end : (place.get(target) ?? end)));
    // A target that does not stand before is part of a circle: where that ends is anybody's guess.
    const known = targets.map((target) => (target < at ? target : end));
    joins[at] = known.length ? known.reduce(meeting) : end;
  }
  return new Map(order.map((id, at) => [id, order[joins[at] ?? end]]));
}
