import type { Flow } from '@pih/schemas/types';
import { waysOut } from './exits.ts';

/**
 * The ids of all nodes in the order in which payments could pass them: from the start along the first way out to its
 * end, then along the next. What cannot be reached comes last, as it stands from left to right.
 */
export function inOrder({ nodes, edges }: Pick<Flow, 'nodes' | 'edges'>): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const next = new Map(edges.map(({ source, sourceHandle, target }) => [`${source} ${sourceHandle ?? ''}`, target]));
  const seen = new Set<string>();
  const walk = (from: string): void => {
    // A stack of its own: a flow may be deeper than functions may call one another.
    const waiting = [from];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const node = byId.get(id);
      if (!node || seen.has(id)) continue;
      seen.add(id);
      const following = waysOut(node).map((way) => next.get(`${node.id} ${way ?? ''}`));
      for (const target of following.reverse()) if (target !== undefined && !seen.has(target)) waiting.push(target);
    }
  };
  for (const { id, type } of nodes) if (type === 'start') walk(id);
  const rest = nodes.filter(({ id }) => !seen.has(id));
  rest.sort((one, other) => one.position.x - other.position.x || one.position.y - other.position.y);
  const entered = new Set(edges.map(({ target }) => target));
  for (const { id } of rest) if (!entered.has(id)) walk(id);
  for (const { id } of rest) walk(id);
  return [...seen];
}
