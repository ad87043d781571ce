import type { Flow, FlowNode } from '@pih/schemas';
import type { WayOut } from './vocabulary.ts';

/** The way out of a switch for values that no case has. */
export const otherwise = 'otherwise';

const onlyWay: readonly WayOut[] = [undefined];
const answers: readonly WayOut[] = ['yes', 'no'];
const noWay: readonly WayOut[] = [];

/** The ways out that a node has, each of which must lead somewhere. */
export function waysOut(node: FlowNode): readonly WayOut[] {
  switch (node.type) {
    case 'condition':
      return answers;
    case 'switch':
      return [...node.data.cases.map(({ id }) => id), otherwise];
    case 'split':
      return node.data.branches.map(({ id }) => id);
    case 'stop':
    case 'note':
      return noWay;
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
  const ways = new Map<string, readonly WayOut[]>();
  for (const node of all) {
    if (nodes.has(node.id)) continue;
    nodes.set(node.id, node);
    next.set(node.id, new Map());
    ways.set(node.id, waysOut(node));
  }
  for (const { source, sourceHandle, target } of edges) {
    const taken = next.get(source);
    if (!taken || taken.has(sourceHandle) || !nodes.has(target) || !ways.get(source)?.includes(sourceHandle)) continue;
    taken.set(sourceHandle, target);
  }
  return { nodes, next };
}

/** Whether some way through the flow comes back to where it was. */
export function hasLoop({ nodes, next }: Graph): boolean {
  const entries = new Map([...nodes.keys()].map((id) => [id, 0]));
  const count = (id: string, more: number) => {
    const entered = (entries.get(id) ?? 0) + more;
    entries.set(id, entered);
    return entered;
  };
  for (const ways of next.values()) for (const target of ways.values()) count(target, 1);
  // Takes away what nothing leads to, until nothing is left but loops and what they lead to (Kahn's algorithm).
  const open = [...nodes.keys()].filter((id) => entries.get(id) === 0);
  let taken = 0;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    taken += 1;
    for (const target of next.get(id)?.values() ?? []) if (count(target, -1) === 0) open.push(target);
  }
  return taken < nodes.size;
}
