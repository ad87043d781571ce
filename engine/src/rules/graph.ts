import type { Flow, FlowNode } from '@pih/schemas';
import type { WayOut } from './vocabulary.ts';

/** The way out of a switch for values that no case has. */
export const otherwise = 'otherwise';

const onlyWay: readonly WayOut[] = [undefined];

/** The ways out that a node has, each of which must lead somewhere. */
export function waysOut(node: FlowNode): readonly WayOut[] {
  switch (node.type) {
    case 'condition':
      return ['yes', 'no'];
    case 'switch':
      return [...node.data.cases.map(({ id }) => id), otherwise];
    case 'split':
      return node.data.branches.map(({ id }) => id);
    case 'stop':
    case 'note':
      return [];
    default:
      return onlyWay;
  }
}

/** Where each way out of each node leads. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, FlowNode>;
  readonly next: ReadonlyMap<string, ReadonlyMap<WayOut, string>>;
}

/** The nodes of a flow and the edges that join them. Of two with the same name the first counts; edges to nowhere do not. */
export function graphOf({ nodes: all, edges }: Pick<Flow, 'nodes' | 'edges'>): Graph {
  const nodes = new Map<string, FlowNode>();
  const next = new Map<string, Map<WayOut, string>>();
  const ways = new Map<string, ReadonlySet<WayOut>>();
  for (const node of all) {
    if (nodes.has(node.id)) continue;
    nodes.set(node.id, node);
    next.set(node.id, new Map());
    ways.set(node.id, new Set(waysOut(node)));
  }
  for (const { source, sourceHandle, target } of edges) {
    const taken = next.get(source);
    if (!taken || taken.has(sourceHandle) || !nodes.has(target) || !ways.get(source)?.has(sourceHandle)) continue;
    taken.set(sourceHandle, target);
  }
  return { nodes, next };
}
