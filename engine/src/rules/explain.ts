import type { Decision } from '@pih/schemas';
import type { CompiledNode } from './compile.ts';
import { decideOffers, type OffersQuestion } from './decide-offers.ts';
import type { Facts } from './facts.ts';
import { nothingYet, offer, type Offering } from './offering.ts';
import { hindrancesOf, type Hindrance } from './providers.ts';
import { Knowledge } from './reading.ts';
import type { ComparisonMade, NodeType, Offer, Removal, Visit, WayOut } from './vocabulary.ts';
import { explained } from './visits.ts';

/** A node, and what it makes of a payment. */
export interface ExplainedNode {
  node: string;
  type: NodeType;
  /** Whether the payment came by. */
  reached: boolean;
  /** The way it was left by, or would have been. */
  exit?: string;
  /** What is compared there. */
  because: ComparisonMade[];
}

/** Why a method is not among the offers. */
export interface NotShown {
  method: string;
  /** `not_offered`: no node that offers it was reached. */
  why: Removal['why'] | 'not_offered';
  /** The node that hid it, or those that would have offered it. */
  nodes: string[];
  /** What stands in the way of each provider it was offered with. */
  providers: Hindrance[];
}

export interface Explanation {
  decision: Decision;
  /** Every node of the flow, in the order of the document. */
  nodes: ExplainedNode[];
  /** Every method that the flow, the fallback or a provider knows and the shopper does not see. */
  notShown: NotShown[];
}

/** What a decision was made with, but for the facts, which it tells itself. */
export type DecidedWith = Omit<OffersQuestion, 'facts' | 'revision' | 'at'>;

/** Decides, and explains the decision whole. @throws RulesDisagree */
export const explain = async (question: OffersQuestion): Promise<Explanation> =>
  explainDecision(await decideOffers(question), question);

/**
 * Explains a decision whole, however long ago it was made: what each node of the flow, reached or not, makes of the payment,
 * and why each method that is missing is missing. Every condition is put to json-rules-engine, whose result is the
 * explanation; of those that the payment came by it has to find what the decision went by.
 * @param question with the flow, the providers and the settings as they were live when it was made
 * @throws RulesDisagree when it does not
 */
export async function explainDecision(decision: Decision, question: DecidedWith): Promise<Explanation> {
  const knowledge = new Knowledge(question.flow.columns, decision.facts as Facts, question.later);
  const visits = new Map(decision.visited.map((visit) => [visit.node, visit]));
  const nodes: ExplainedNode[] = [];
  for (const node of question.flow.nodes)
    nodes.push(await explainedNode(node, visits.get(node.id), question, knowledge));
  return { decision: { ...decision, facts: knowledge.facts }, nodes, notShown: missing(decision, question) };
}

async function explainedNode(
  node: CompiledNode,
  visit: Visit | undefined,
  { stickyKey }: DecidedWith,
  knowledge: Knowledge,
): Promise<ExplainedNode> {
  const { id, type } = node;
  const about = (exit: WayOut, because: ComparisonMade[]): ExplainedNode => ({
    ...{ node: id, type, reached: visit !== undefined },
    ...(exit !== undefined && { exit }),
    because,
  });
  if (node.type === 'condition') {
    const because = visit && (await explained(node, visit.exit, knowledge));
    if (because) return about(visit?.exit, because);
    const answer = await node.ask(knowledge.facts, knowledge.later);
    return about(answer.held ? 'yes' : 'no', answer.because);
  }
  if (node.needs !== undefined) await knowledge.later?.[node.needs]?.();
  const { exit, because } = node.step({ facts: knowledge.facts, stickyKey, offering: nothingYet });
  // A shopper who has said since who they are might take another branch of a split today; what happened, happened.
  return about(visit ? visit.exit : exit, because?.() ?? []);
}

/** What the nodes that the payment came by put together. */
function proposedBy({ visited, facts }: Decision, { flow, stickyKey }: DecidedWith): Offering {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  return visited.reduce((offering, visit) => {
    const node = nodes.get(visit.node);
    if (!node || node.type === 'condition') return offering;
    return node.step({ facts: facts as Facts, stickyKey, offering }).offering ?? offering;
  }, nothingYet);
}

function missing(decision: Decision, question: DecidedWith): NotShown[] {
  const { flow, providers, settings } = question;
  const facts = decision.facts as Facts;
  const fallback = offer(nothingYet, settings.fallback ?? []).offers;
  const proposed = proposedBy(decision, question).offers;
  const known = [...flow.offeredBy.keys(), ...fallback.map(({ method }) => method)];
  for (const { methods } of providers.values()) known.push(...methods.map(({ method }) => method));
  const shown = new Set(decision.offers.map(({ method }) => method));
  return [...new Set(known)]
    .filter((method) => !shown.has(method))
    .flatMap((method): NotShown[] => {
      const removals = decision.removed.filter((each) => each.method === method);
      if (!removals.length)
        return [{ method, why: 'not_offered', nodes: [...(flow.offeredBy.get(method) ?? [])], providers: [] }];
      return removals.map(({ why, node }) => {
        const hindered = why === 'hidden' ? [] : [...proposed, ...fallback].filter((each) => each.method === method);
        return {
          method,
          why,
          nodes: node === undefined ? [] : [node],
          providers: hindrances(hindered, question, facts),
        };
      });
    });
}

/** Of a method that the flow and the fallback offer with the same provider, its hindrance is told once. */
function hindrances(offers: readonly Offer[], { providers }: DecidedWith, facts: Facts): Hindrance[] {
  const all = offers.flatMap((each) => hindrancesOf(each, providers, facts));
  return [...new Map(all.map((each) => [each.provider, each])).values()];
}
