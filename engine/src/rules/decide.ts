import type { Decision } from '@pih/schemas';
import type { CompiledFlow } from './compile.ts';
import type { Facts } from './facts.ts';
import { visitsOf } from './visits.ts';
import { walk, type Setting, type Walked } from './walk.ts';

/** What a flow alone decides, before anybody asks whether the providers can take the payment. */
export type FlowDecision = Omit<Decision, 'fallback'>;

export interface Occasion extends Setting {
  /** Of the flow; stored with the decision. */
  revision: number;
  at: Date;
}

/** Walks one payment through a flow and says what is offered and why: the receipt that a payment keeps. */
export const decide = async (flow: CompiledFlow, facts: Facts, occasion: Occasion): Promise<FlowDecision> =>
  receiptOf(await walk(flow, facts, occasion), flow, occasion);

/** Writes out what a walk decided, with every node that was passed and every comparison that was made. */
export async function receiptOf(
  walked: Walked,
  { id }: CompiledFlow,
  { revision, at }: Pick<Occasion, 'revision' | 'at'>,
): Promise<FlowDecision> {
  // First: to explain a condition may take a fact that was not at hand, and the facts tell that one too.
  const visited = await visitsOf(walked);
  const { offers, removed, requirements } = walked.offering;
  return {
    flow: id,
    revision,
    at: at.toISOString(),
    facts: walked.knowledge.facts,
    visited,
    offers: [...offers],
    removed: [...removed],
    requirements: [...requirements],
  };
}
