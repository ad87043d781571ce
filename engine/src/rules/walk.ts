import type { AskingNode, CompiledFlow, CompiledNode } from './compile.ts';
import type { Facts, LaterFacts } from './facts.ts';
import { nothingYet, type Offering } from './offering.ts';
import { Knowledge } from './reading.ts';
import type { StickyKey } from './split.ts';
import type { ComparisonMade, WayOut } from './vocabulary.ts';

/** Conditions next to each other in a chain, from one position up to but not including another, surely left by `no`. */
interface Passed {
  readonly nodes: readonly AskingNode[];
  readonly from: number;
  readonly to: number;
}

/** One node that was left. */
interface Left {
  readonly node: CompiledNode;
  readonly exit: WayOut;
  /** What was compared, where the walk found out by comparing. */
  readonly because?: () => ComparisonMade[];
}

/** A piece of the way; a way past a thousand conditions that do not hold is one piece. */
export type Leg = Passed | Left;

/** Where a payment went, what it was offered, and what was known; enough to tell the whole story later. */
export interface Walked {
  readonly legs: readonly Leg[];
  readonly offering: Offering;
  readonly knowledge: Knowledge;
}

export interface Setting {
  stickyKey: StickyKey;
  /** What may be asked for where the facts at hand do not decide. */
  later?: LaterFacts;
}

/**
 * Walks one payment through a flow, from its start to where it stops.
 *
 * Which way a condition is left by comes from its pre-check; json-rules-engine runs here only on a condition that the
 * pre-check is not certain about. Conditions in a row that surely do not hold are passed in one step. What was compared
 * in them is told by `visitsOf`.
 * Nothing is kept between two walks, so any number may overlap. No node is passed twice, even if the flow runs in a circle.
 */
export async function walk(flow: CompiledFlow, facts: Facts, { stickyKey, later }: Setting): Promise<Walked> {
  const knowledge = new Knowledge(flow.columns, facts, later);
  const legs: Leg[] = [];
  const passed = flow.hasLoop ? new Set<CompiledNode>() : undefined;
  let offering = nothingYet;
  let node = flow.start;
  while (node && !passed?.has(node)) {
    if (node.type === 'condition') {
      const { chain, position } = node;
      const at = chain.firstFrom(position, knowledge.readings);
      if (at > position) legs.push({ nodes: chain.nodes, from: position, to: at });
      const reached: AskingNode | undefined = chain.nodes[at];
      passed?.add(node);
      if (!reached) node = chain.nodes.at(-1)?.next.get('no');
      else {
        const left = reached.preCheck(knowledge.readings) === 'yes' ? yes(reached) : await asked(reached, knowledge);
        legs.push(left);
        node = reached.next.get(left.exit);
      }
    } else {
      passed?.add(node);
      if (node.needs !== undefined) await knowledge.later?.[node.needs]?.();
      const { exit, because, offering: changed } = node.step({ facts: knowledge.facts, stickyKey, offering });
      legs.push({ node, exit, ...(because && { because }) });
      offering = changed ?? offering;
      node = node.next.get(exit);
    }
  }
  return { legs, offering, knowledge };
}

const yes = (node: AskingNode): Left => ({ node, exit: 'yes' });

/** Has the rules engine find out what the pre-check could not, asking for the facts that it takes. */
async function asked(node: AskingNode, { facts, later }: Knowledge): Promise<Left> {
  const { held, because } = await node.ask(facts, later);
  return { node, exit: held ? 'yes' : 'no', because: () => because };
}
