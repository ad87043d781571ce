import type { Flow } from '@pih/schemas';
import type { Graph } from '../graph.ts';
import type { WayOut } from '../vocabulary.ts';
import { nameOf, type FlowProblem } from './finding.ts';

/** How many nodes of a loop are named; the rest is left to the drawing. */
const named = 6;

const nowhere: ReadonlyMap<WayOut, string> = new Map();

interface Stop {
  id: string;
  targets: Iterator<string>;
}

/**
 * Finds each edge that closes a loop, by a walk in depth. The walk keeps its own list of where it is, because a flow may be
 * longer than the call stack is deep.
 */
export function* loops(flow: Flow, graph: Graph): Generator<FlowProblem> {
  const indexes = new Map(flow.nodes.map(({ id }, index) => [id, index]));
  const left = new Set<string>();
  for (const root of graph.nodes.keys()) {
    if (left.has(root)) continue;
    const way: Stop[] = [];
    const places = new Map<string, number>();
    const enter = (id: string) => {
      places.set(id, way.length);
      way.push({ id, targets: (graph.next.get(id) ?? nowhere).values() });
    };
    enter(root);
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const { value: target, done } = here.targets.next();
      if (done) {
        left.add(here.id);
        places.delete(here.id);
        way.pop();
        continue;
      }
      const place = places.get(target);
      if (place !== undefined) {
        const loop = way.slice(place, place + named).map(({ id }) => id);
        yield loopAt(here.id, target, loop, way.length - place, graph, indexes.get(here.id) ?? 0);
      } else if (!left.has(target)) enter(target);
    }
  }
}

function loopAt(
  source: string,
  target: string,
  loop: readonly string[],
  length: number,
  { nodes }: Graph,
  index: number,
): FlowProblem {
  const name = (id: string) => nameOf(nodes.get(id) ?? { id });
  const shown = [...loop.map(name), ...(length > loop.length ? ['…'] : []), name(target)].join(' → ');
  return {
    node: source,
    path: `/nodes/${index}`,
    rule: 'loop',
    message: `${name(source)} leads back to ${name(target)}, so a payment would go round for ever: ${shown}.`,
    params: { nodes: [...loop, target] },
  };
}
