import type { Decision, Settings } from '@pih/schemas';
import type { CompiledFlow } from './compile.ts';
import { decide, type Occasion } from './decide.ts';
import type { Facts } from './facts.ts';
import { nothingYet, offer } from './offering.ts';
import { withinProviders, type CarryingProvider } from './providers.ts';
import type { Removal } from './vocabulary.ts';

export interface OffersQuestion extends Occasion {
  flow: CompiledFlow;
  facts: Facts;
  /** Provider documents by id. */
  providers: ReadonlyMap<string, CarryingProvider>;
  settings: Pick<Settings, 'fallback'>;
}

/** The same words about the same method are said once. */
const eachOnce = (removed: readonly Removal[]): Removal[] => [
  ...new Map(removed.map((each) => [`${each.method} ${each.why} ${each.node ?? ''}`, each])).values(),
];

/**
 * Decides what the shopper may pick: the flow proposes, the providers' documents strike out what cannot be taken, and when
 * nothing is left the fallback of the settings steps in, struck out likewise.
 * `fallback` says that the offers come from there; it is false, with no offers, when that leaves nothing either.
 */
export async function decideOffers({
  flow,
  facts,
  providers,
  settings,
  ...occasion
}: OffersQuestion): Promise<Decision> {
  const decision = await decide(flow, facts, occasion);
  const able = withinProviders(decision.offers, providers, facts);
  const removed = [...decision.removed, ...able.removed];
  if (able.offers.length) return { ...decision, offers: able.offers, removed, fallback: false };
  const inReserve = offer(nothingYet, settings.fallback ?? []).offers;
  const reserve = withinProviders(inReserve, providers, facts);
  return {
    ...decision,
    offers: reserve.offers,
    removed: eachOnce([...removed, ...reserve.removed]),
    fallback: reserve.offers.length > 0,
  };
}
