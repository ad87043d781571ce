import type { Flow, FlowNode } from '@pih/schemas';
import { waysOut, type Graph } from '../graph.ts';
import type { WayOut } from '../vocabulary.ts';
import { nameOf, repeated, type FlowProblem } from './finding.ts';

const wayName = (way: WayOut): string => (way === undefined ? 'its way out' : `its way out “${way}”`);

/** Ids that two nodes or two edges share. */
export function* sharedIds({ nodes, edges }: Flow): Generator<FlowProblem> {
  for (const { entry, index } of repeated(nodes.map(({ id }) => id))) {
    const message = `Two nodes have the id “${entry}”; each needs its own.`;
    yield { node: entry, path: `/nodes/${index}/id`, rule: 'duplicateId', message, params: { id: entry } };
  }
  for (const { entry, index } of repeated(edges.map(({ id }) => id))) {
    yield {
      path: `/edges/${index}/id`,
      rule: 'duplicateId',
      message: `Two edges have the id “${entry}”; each needs its own.`,
      params: { id: entry },
    };
  }
}

/** Whether payments can enter, and in one place only. */
export function* starts({ nodes }: Flow): Generator<FlowProblem> {
  const [first, ...others] = [...nodes.entries()].filter(([, { type }]) => type === 'start');
  if (!first) {
    yield {
      path: '/nodes',
      rule: 'noStart',
      message: 'The flow has no start, so no payment can enter it.',
      params: {},
    };
    return;
  }
  for (const [index, node] of others) {
    const message = `The flow starts at ${nameOf(first[1])} already; ${nameOf(node)} is one start too many.`;
    yield { node: node.id, path: `/nodes/${index}`, rule: 'secondStart', message, params: { other: first[1].id } };
  }
}

type Edge = Flow['edges'][number];

/** Edges that start or end at what is not there, or that share a way out. */
export function* edges(flow: Flow, { nodes }: Graph): Generator<FlowProblem> {
  const free = new Map([...nodes].map(([id, node]) => [id, new Set(waysOut(node))]));
  for (const [index, edge] of flow.edges.entries()) {
    yield* sourceFaults(edge, `/edges/${index}`, nodes.get(edge.source), free);
    yield* targetFaults(edge, `/edges/${index}`, nodes);
  }
}

/** Takes the edge's way out, so that the next edge by the same way finds it taken. */
function* sourceFaults(
  { id, source, sourceHandle }: Edge,
  path: string,
  from: FlowNode | undefined,
  free: ReadonlyMap<string, Set<WayOut>>,
): Generator<FlowProblem> {
  if (!from) {
    const message = `The edge “${id}” comes from “${source}”, which is not a node of this flow.`;
    yield { path: `${path}/source`, rule: 'unknownNode', message, params: { id: source } };
  } else if (!waysOut(from).includes(sourceHandle)) {
    const message = `The edge “${id}” leaves ${nameOf(from)} by ${noWay(from, sourceHandle)}.`;
    yield {
      node: source,
      path: `${path}/sourceHandle`,
      rule: 'unknownWayOut',
      message,
      params: { way: sourceHandle ?? '' },
    };
  } else if (!free.get(source)?.delete(sourceHandle)) {
    const message = `${nameOf(from)} already leads somewhere by ${wayName(sourceHandle)}; the edge “${id}” is one too many.`;
    yield { node: source, path, rule: 'wayOutTaken', message, params: { way: sourceHandle ?? '' } };
  }
}

function* targetFaults({ id, source, target }: Edge, path: string, nodes: Graph['nodes']): Generator<FlowProblem> {
  const [from, to] = [nodes.get(source), nodes.get(target)];
  if (!to) {
    const origin = from ? nameOf(from) : `“${source}”`;
    const message = `The edge “${id}” leads from ${origin} to “${target}”, which is not a node of this flow.`;
    yield {
      ...(from && { node: source }),
      path: `${path}/target`,
      rule: 'unknownNode',
      message,
      params: { id: target },
    };
  } else if (to.type === 'note') {
    const message = `The edge “${id}” leads to the note ${nameOf(to)}, where payments cannot go.`;
    yield { node: target, path: `${path}/target`, rule: 'leadsToNote', message, params: {} };
  }
}

function noWay(node: FlowNode, way: WayOut): string {
  const ways = waysOut(node);
  if (!ways.length) return `a way out, and a ${node.type} has none`;
  const called = ways.filter((each) => each !== undefined).map((each) => `“${each}”`);
  if (way === undefined) return `no named way out; it has ${called.join(', ')}`;
  return `“${way}”, which is no way out of it; it has ${called.length ? called.join(', ') : 'one, without a name'}`;
}

/** Ways out that lead nowhere. An edge that leads wrong is said elsewhere, so here it counts as one. */
export function* deadEnds(flow: Flow): Generator<FlowProblem> {
  const taken = new Map<string, Set<WayOut>>();
  for (const { source, sourceHandle } of flow.edges) {
    const used = taken.get(source);
    if (used) used.add(sourceHandle);
    else taken.set(source, new Set([sourceHandle]));
  }
  for (const [index, node] of flow.nodes.entries()) {
    for (const way of new Set(waysOut(node))) {
      if (taken.get(node.id)?.has(way)) continue;
      const message = `${nameOf(node)} leads nowhere by ${wayName(way)}; connect it to the next node.`;
      yield { node: node.id, path: `/nodes/${index}`, rule: 'deadEnd', message, params: { way: way ?? '' } };
    }
  }
}

/** Nodes that no payment ever gets to. Without a start there are none to speak of. */
export function* unreachable(flow: Flow, { nodes, next }: Graph): Generator<FlowProblem> {
  const waiting = [...nodes.values()].filter(({ type }) => type === 'start').map(({ id }) => id);
  if (!waiting.length) return;
  const reached = new Set(waiting);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const target of next.get(id)?.values() ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      waiting.push(target);
    }
  }
  for (const [index, node] of flow.nodes.entries()) {
    if (node.type === 'note' || reached.has(node.id)) continue;
    const message = `No payment ever gets to ${nameOf(node)}; connect it or remove it.`;
    yield { node: node.id, path: `/nodes/${index}`, rule: 'unreachable', message, params: {} };
  }
}
