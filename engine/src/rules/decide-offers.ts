import type { Decision, Settings } from '@pih/schemas';
import type { CompiledFlow } from './compile.ts';
import { decide, type Occasion } from './decide.ts';
import type { Facts } from './facts.ts';
import { nothingYet, offer, type Offering } from './offering.ts';
import { withinProviders, type CarryingProvider } from './providers.ts';
import type { Removal } from './vocabulary.ts';
import { walk } from './walk.ts';

export interface OffersQuestion extends Occasion {
  flow: CompiledFlow;
  facts: Facts;
  /** Provider documents by id. */
  providers: ReadonlyMap<string, CarryingProvider>;
  settings: Pick<Settings, 'fallback'>;
}

/** What the shopper may pick, without the receipt of how that came about. */
export type Offered = Pick<Decision, 'offers' | 'removed' | 'requirements' | 'fallback'>;

/** The same words about the same method are said once. */
const eachOnce = (removed: readonly Removal[]): Removal[] => [
  ...new Map(removed.map((each) => [`${each.method} ${each.why} ${each.node ?? ''}`, each])).values(),
];

/** Strikes out of what a flow proposes what the providers cannot take; of the fallback too, when that leaves nothing. */
function struckOut(proposed: Offering, { providers, settings }: OffersQuestion, facts: Facts): Offered {
  const able = withinProviders(proposed.offers, providers, facts);
  const removed = [...proposed.removed, ...able.removed];
  const requirements = [...proposed.requirements];
  if (able.offers.length) return { offers: able.offers, removed, requirements, fallback: false };
  const inReserve = offer(nothingYet, settings.fallback ?? []).offers;
  const reserve = withinProviders(inReserve, providers, facts);
  return {
    offers: reserve.offers,
    removed: eachOnce([...removed, ...reserve.removed]),
    requirements,
    fallback: reserve.offers.length > 0,
  };
}

/**
 * Decides what the shopper may pick: the flow proposes, the providers' documents strike out what cannot be taken, and when
 * nothing is left the fallback of the settings steps in, struck out likewise.
 * `fallback` says that the offers come from there; it is false, with no offers, when that leaves nothing either.
 */
export async function decideOffers(question: OffersQuestion): Promise<Decision> {
  const decision = await decide(question.flow, question.facts, question);
  return { ...decision, ...struckOut(decision, question, decision.facts as Facts) };
}

/** The same offers as those of `decideOffers`, without the receipt: for looking, where nothing is kept. */
export async function previewOffers(question: OffersQuestion): Promise<Offered> {
  const { offering, knowledge } = await walk(question.flow, question.facts, question);
  return struckOut(offering, question, knowledge.facts);
}
