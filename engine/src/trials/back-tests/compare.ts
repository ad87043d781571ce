import type { BackTestChanges } from '@pih/schemas';
import type { Offered } from '../../rules/index.ts';

/** What may be different for a payment. */
export type Difference = BackTestChanges['data'][number]['what'][number];

type Offer = Offered['offers'][number];

export const methodsOf = (offers: readonly Offer[]): string[] => offers.map(({ method }) => method);

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry, at) => entry === other[at]);

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry) => other.includes(entry));

const providersOf = (offers: readonly Offer[], method: string): readonly string[] =>
  offers.find((each) => each.method === method)?.providers ?? [];

function hasOtherProviders(before: readonly Offer[], after: readonly Offer[]): boolean {
  const both = methodsOf(before).filter((method) => after.some((each) => each.method === method));
  return both.some((method) => !isSameList(providersOf(before, method), providersOf(after, method)));
}

/** What a payment would have got that it did not, or the other way round; nothing when its shopper had noticed nothing. */
export function differencesOf(before: Offered, after: Offered): Difference[] {
  const [saw, would] = [methodsOf(before.offers), methodsOf(after.offers)];
  const isSameChoice = isSameSet(saw, would);
  return [
    ...(isSameChoice ? [] : ['methods' as const]),
    ...(isSameChoice && !isSameList(saw, would) ? ['order' as const] : []),
    ...(hasOtherProviders(before.offers, after.offers) ? ['providers' as const] : []),
    ...(isSameSet(before.requirements, after.requirements) ? [] : ['requirements' as const]),
  ];
}

const removalsOf = ({ removed }: Offered): string[] =>
  removed.map(({ method, why, node }) => `${method} ${why} ${node ?? ''}`);

/** Whether two decisions are the same in everything that is stored of them beside the way. */
export const isSameDecision = (one: Offered, other: Offered): boolean =>
  isSameList(methodsOf(one.offers), methodsOf(other.offers)) &&
  !hasOtherProviders(one.offers, other.offers) &&
  isSameList(one.requirements, other.requirements) &&
  isSameList(removalsOf(one), removalsOf(other)) &&
  one.fallback === other.fallback;
