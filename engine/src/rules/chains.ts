import type { Graph } from './graph.ts';

/**
 * Sorts the conditions of a flow into chains, in each of which one is left by `no` for the next. Where two lead to the
 * same next one, it belongs to the first; the other chain ends there.
 * A flow that runs in a circle, which only a draft may, has a chain for each condition: none may be jumped over then.
 * @returns ids of nodes; every condition is in exactly one chain
 */
export function chainsOf(graph: Graph, hasLoop: boolean): string[][] {
  const conditions = [...graph.nodes.values()].flatMap(({ id, type }) => (type === 'condition' ? [id] : []));
  if (hasLoop) return conditions.map((id) => [id]);
  const isCondition = new Set(conditions);
  const nextOf = new Map<string, string>();
  for (const id of conditions) {
    const next = graph.next.get(id)?.get('no');
    if (next !== undefined && isCondition.has(next)) nextOf.set(id, next);
  }
  const followers = new Set(nextOf.values());
  const left = new Set(conditions);
  return conditions
    .filter((id) => !followers.has(id))
    .map((first) => {
      const chain: string[] = [];
      for (let id: string | undefined = first; id !== undefined && left.delete(id); id = nextOf.get(id)) chain.push(id);
      return chain;
    });
}
