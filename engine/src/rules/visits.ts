import type { AskingNode, CompiledNode } from './compile.ts';
import type { Knowledge } from './reading.ts';
import type { ComparisonMade, Visit, WayOut } from './vocabulary.ts';
import type { Walked } from './walk.ts';

/** The pre-check and the rules engine say different things about one condition: a fault of the hub, never of a document. */
export class RulesDisagree extends Error {
  override name = 'RulesDisagree';
  constructor(readonly node: string) {
    super(`The pre-check and the rules engine disagree about the condition “${node}”.`);
  }
}

/** Has json-rules-engine explain a condition. @throws RulesDisagree */
export async function explained(
  { id, ask }: AskingNode,
  exit: WayOut,
  { facts, later }: Knowledge,
): Promise<ComparisonMade[]> {
  const { held, because } = await ask(facts, later);
  if (held !== (exit === 'yes')) throw new RulesDisagree(id);
  return because;
}

/**
 * Tells the whole way of a walk: every node, which way it was left by, and what was compared there.
 *
 * A condition that held is explained by what json-rules-engine says of it, as is one that it was asked about on the way.
 * Of those that surely did not hold, which may be thousands, the comparisons are written from the same compiled
 * condition, without the rules engine; a test over random conditions and flows holds the two accounts against each other.
 * @throws RulesDisagree when the rules engine does not find what the pre-check was certain of
 */
export async function visitsOf({ legs, knowledge }: Walked): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const leg of legs) {
    if ('from' in leg) {
      for (let at = leg.from; at < leg.to; at += 1) {
        const node = leg.nodes[at];
        if (node)
          visits.push(visit(node, 'no', node.account(knowledge.readings) ?? (await explained(node, 'no', knowledge))));
      }
    } else {
      const { node, exit } = leg;
      const isUnexplained = node.type === 'condition' && !leg.because;
      visits.push(visit(node, exit, isUnexplained ? await explained(node, exit, knowledge) : (leg.because?.() ?? [])));
    }
  }
  return visits;
}

function visit({ id, type }: Pick<CompiledNode, 'id' | 'type'>, exit: WayOut, because: ComparisonMade[]): Visit {
  return exit === undefined ? { node: id, type, because } : { node: id, type, exit, because };
}
