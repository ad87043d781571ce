import type { FlowNode } from '@pih/schemas';
import { waysOut } from '../../graph.ts';
import type { WayOut } from '../../vocabulary.ts';
import { wayName, type Drawing } from '../drawing.ts';
import { found, type Finding } from '../finding.ts';

/** Ways out that no payment can take, given all that was asked before. */
function* idleWays(drawing: Drawing, node: FlowNode, index: number): Generator<Finding> {
  const leaving = drawing.walked?.departures.get(node.id);
  // A node that nobody reaches is said to be one; all its ways out go without saying.
  if (!leaving || drawing.faulty.has(node.id)) return;
  const isIdle = (way: WayOut) => !leaving.get(way)?.length;
  const at = (way: WayOut, path: string) => ({
    path: `/nodes/${index}${path}`,
    node,
    edge: drawing.edges.get(wayName(node.id, way)),
  });
  if (node.type === 'condition') {
    if (isIdle('yes')) yield found('neverHolds', {}, at('yes', '/data/when'));
    else if (isIdle('no')) yield found('alwaysHolds', {}, at('no', '/data/when'));
  }
  if (node.type !== 'switch') return;
  // Nothing is said of `otherwise`: it has to lead somewhere even when the cases are all there are.
  for (const [place, { id }] of node.data.cases.entries())
    if (isIdle(id)) yield found('caseNeverTaken', { case: id }, at(id, `/data/cases/${place}`));
}

/** Nodes that lie on a way from the start and that no payment can reach; of a row of them the first. */
function* idleNodes({ flow, graph, walked, edges }: Drawing): Generator<Finding> {
  if (!walked) return;
  const leading = new Map<string, string | undefined>();
  for (const source of walked.arrivals.keys())
    for (const [way, target] of graph.next.get(source) ?? []) leading.set(target, edges.get(wayName(source, way)));
  for (const [index, node] of flow.nodes.entries()) {
    if (graph.nodes.get(node.id) !== node || walked.arrivals.has(node.id) || !leading.has(node.id)) continue;
    yield found('neverReached', {}, { path: `/nodes/${index}`, node, edge: leading.get(node.id) });
  }
}

/** Nodes that ask and go the same way whatever the answer. */
function* idleQuestions({ graph }: Drawing, node: FlowNode, index: number): Generator<Finding> {
  const ways = waysOut(node);
  const targets = ways.map((way) => graph.next.get(node.id)?.get(way));
  const [first] = targets;
  if (ways.length < 2 || first === undefined || targets.some((target) => target !== first)) return;
  yield found('decidesNothing', {}, { path: `/nodes/${index}`, node });
}

/** Branches that nobody takes, and questions whose answer makes no difference. */
export async function* aboutWays(drawing: Drawing): AsyncGenerator<Finding> {
  for (const [index, node] of drawing.flow.nodes.entries()) {
    await drawing.giveWay();
    if (drawing.graph.nodes.get(node.id) !== node) continue;
    yield* idleWays(drawing, node, index);
    yield* idleQuestions(drawing, node, index);
  }
  yield* idleNodes(drawing);
}
