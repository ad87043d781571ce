import type { Flow } from '@pih/schemas';
import { graphOf } from './graph.ts';
import { stepOf, type Step } from './steps.ts';
import type { NodeType, WayOut } from './vocabulary.ts';

/** A node, ready for payments, and where its ways out lead. */
export interface CompiledNode {
  readonly id: string;
  readonly type: NodeType;
  readonly step: Step;
  readonly next: ReadonlyMap<WayOut, CompiledNode>;
}

/** A flow, ready for payments; unchangeable, and shared by all that decide by it. */
export interface CompiledFlow {
  readonly id: string;
  readonly start?: CompiledNode;
}

/**
 * Makes a flow ready for payments: conditions become rules once, here, and edges become references.
 * @param flow valid by its schema and found sound by `checkFlow`. Of an unsound one (a draft that is tried out) the sound
 * part is compiled, and a payment's way ends where no edge leads on.
 * @throws RangeError when a condition is nested thousands deep, which `checkFlow` refuses
 */
export function compileFlow(flow: Flow): CompiledFlow {
  const graph = graphOf(flow);
  const compiled = new Map<string, CompiledNode & { next: Map<WayOut, CompiledNode> }>();
  for (const [id, node] of graph.nodes)
    compiled.set(id, { id, type: node.type, step: stepOf(node, flow.id), next: new Map() });
  for (const [id, ways] of graph.next) {
    for (const [way, target] of ways) {
      const to = compiled.get(target);
      if (to) compiled.get(id)?.next.set(way, to);
    }
  }
  const start = [...compiled.values()].find(({ type }) => type === 'start');
  return { id: flow.id, ...(start && { start }) };
}
