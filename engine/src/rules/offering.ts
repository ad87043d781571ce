import type { FlowOfferedMethod, Requirement } from '@pih/schemas';
import type { Offer, Removal } from './vocabulary.ts';

/** What has been put together so far on the way through a flow. */
export interface Offering {
  readonly offers: readonly Offer[];
  readonly removed: readonly Removal[];
  readonly requirements: readonly Requirement[];
}

export const nothingYet: Offering = { offers: [], removed: [], requirements: [] };

/** One more mention of a method: new providers stand behind the earlier ones, words already given stay. */
function merged(earlier: Offer, later: FlowOfferedMethod): Offer {
  const label = earlier.label ?? later.label;
  const badge = earlier.badge ?? later.badge;
  return {
    method: earlier.method,
    providers: [...new Set([...earlier.providers, ...later.providers])],
    ...(label && { label }),
    ...(badge && { badge }),
  };
}

/** Adds methods at the end. One that is there already keeps its place; one that was hidden before is no longer removed. */
export function offer(offering: Offering, methods: readonly FlowOfferedMethod[]): Offering {
  const offers = new Map(offering.offers.map((known) => [known.method, known]));
  for (const each of methods) {
    const earlier = offers.get(each.method) ?? { method: each.method, providers: [] };
    offers.set(each.method, merged(earlier, each));
  }
  return {
    ...offering,
    offers: [...offers.values()],
    removed: offering.removed.filter(({ method }) => !offers.has(method)),
  };
}

/** Takes methods away; those that nobody offered before are not worth a word. */
export function hide(offering: Offering, methods: readonly string[], node: string): Offering {
  const isHidden = ({ method }: Offer) => methods.includes(method);
  const removed = offering.offers.filter(isHidden).map(({ method }): Removal => ({ method, node, why: 'hidden' }));
  return {
    ...offering,
    offers: offering.offers.filter((each) => !isHidden(each)),
    removed: [...offering.removed, ...removed],
  };
}

/** Puts methods first, in this order; the others follow as they were. */
export function putFirst(offering: Offering, methods: readonly string[]): Offering {
  const place = ({ method }: Offer) => (methods.includes(method) ? methods.indexOf(method) : methods.length);
  return { ...offering, offers: offering.offers.toSorted((a, b) => place(a) - place(b)) };
}

/** Asks the shopper for more; nothing is asked twice. */
export const demand = (offering: Offering, requirements: readonly Requirement[]): Offering => ({
  ...offering,
  requirements: [...new Set([...offering.requirements, ...requirements])],
});
