import type { Decision } from '@pih/schemas';
import type { CompiledFlow, CompiledNode } from './compile.ts';
import type { Facts } from './facts.ts';
import { nothingYet } from './offering.ts';
import type { StickyKey } from './split.ts';
import type { Visit } from './vocabulary.ts';

/** What a flow alone decides, before anybody asks whether the providers can take the payment. */
export type FlowDecision = Omit<Decision, 'fallback'>;

export interface Occasion {
  /** Of the flow; stored with the decision. */
  revision: number;
  at: Date;
  stickyKey: StickyKey;
}

/**
 * Walks one payment through a flow, from its start to where it stops, and says what is offered and why.
 * Nothing is kept between two walks, so any number may overlap. No node is passed twice, even if the flow runs in a circle.
 */
export async function decide(flow: CompiledFlow, facts: Facts, occasion: Occasion): Promise<FlowDecision> {
  const visited: Visit[] = [];
  const passed = new Set<CompiledNode>();
  let offering = nothingYet;
  let node = flow.start;
  while (node && !passed.has(node)) {
    passed.add(node);
    const left = await node.step({ facts, stickyKey: occasion.stickyKey, offering });
    visited.push({
      node: node.id,
      type: node.type,
      ...(left.exit !== undefined && { exit: left.exit }),
      because: left.because ?? [],
    });
    offering = left.offering ?? offering;
    node = node.next.get(left.exit);
  }
  return {
    flow: flow.id,
    revision: occasion.revision,
    at: occasion.at.toISOString(),
    facts,
    visited,
    offers: [...offering.offers],
    removed: [...offering.removed],
    requirements: [...offering.requirements],
  };
}
