import type { FlowEdge } from './edge.ts';

/**
 * Whether payments could go round in a circle if `source` led to `target`.
 * @param without an edge that would give way to the new one, and so does not count
 */
export function wouldLoop(edges: readonly FlowEdge[], source: string, target: string, without?: string): boolean {
  if (source === target) return true;
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    if (edge.id === without) continue;
    const targets = next.get(edge.source);
    if (targets) targets.push(edge.target);
    else next.set(edge.source, [edge.target]);
  }
  const seen = new Set([target]);
  const waiting = [target];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === source) return true;
    for (const following of next.get(node) ?? []) {
      if (seen.has(following)) continue;
      seen.add(following);
      waiting.push(following);
    }
  }
  return false;
}
