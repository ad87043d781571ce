import type { Flow } from '@pih/schemas/types';
import { pathOf, type FlowPath } from '../graph/path.ts';

/** The way of an example through a flow, from the nodes that it passes: by which exit it leaves each tells the next one. */
export function wayOf(flow: Pick<Flow, 'nodes' | 'edges'>, visited: readonly string[]): FlowPath {
  const types = new Map(flow.nodes.map(({ id, type }) => [id, type]));
  const passed = visited.flatMap((node, at) => {
    const type = types.get(node);
    if (type === undefined) return [];
    const edge = flow.edges.find(({ source, target }) => source === node && target === visited[at + 1]);
    return [{ node, type, ...(edge?.sourceHandle !== undefined && { exit: edge.sourceHandle }), because: [] }];
  });
  return pathOf(flow, { visited: passed });
}
