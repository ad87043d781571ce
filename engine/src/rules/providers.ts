import type { Provider, ProviderMethod } from '@pih/schemas';
import { isMoney } from './comparisons.ts';
import { factOf, type Facts } from './facts.ts';
import type { MoneyOrZero, Offer, Removal } from './vocabulary.ts';

/** What the rules need to know of a provider's document. */
export type CarryingProvider = Pick<Provider, 'id' | 'enabled' | 'methods'>;

export type Obstacle = Exclude<Removal['why'], 'hidden'>;

/** What may stand in the way, in the order in which it is looked for. */
const obstacles: readonly Obstacle[] = ['provider_off', 'currency', 'country', 'limits'];

/** Which providers carry each method, those that are off included: flows may be drawn before a provider is switched on. */
export function providersByMethod(providers: Iterable<CarryingProvider>): Map<string, string[]> {
  const carriers = new Map<string, string[]>();
  for (const { id, methods } of providers)
    for (const { method } of methods) carriers.set(method, [...(carriers.get(method) ?? []), id]);
  return carriers;
}

const isWithin = (total: MoneyOrZero, limits: NonNullable<ProviderMethod['limits']>): boolean =>
  limits.every(
    ({ minimum, maximum }) =>
      (minimum?.currency !== total.currency || total.amount >= minimum.amount) &&
      (maximum?.currency !== total.currency || total.amount <= maximum.amount),
  );

/** Why a provider cannot take this payment with this method; undefined when it can. What is unknown stands in nobody's way. */
function obstacleOf(provider: CarryingProvider | undefined, method: string, facts: Facts): Obstacle | undefined {
  const terms = provider?.methods.find((known) => known.method === method);
  // A provider whose document or method is gone cannot be used either, whatever its switch says.
  if (!terms || provider?.enabled === false) return 'provider_off';
  const [total, currency, country] = ['amount', 'currency', 'country'].map((id) => factOf(facts, id));
  if (typeof currency === 'string' && terms.currencies?.includes(currency) === false) return 'currency';
  if (typeof country === 'string' && terms.countries?.includes(country) === false) return 'country';
  if (isMoney(total) && !isWithin(total, terms.limits ?? [])) return 'limits';
  return undefined;
}

/** Why one provider of an offer cannot take a payment. */
export interface Hindrance {
  provider: string;
  why: Obstacle;
  /** The sums it takes, where the sum is what stands in the way. */
  limits?: NonNullable<ProviderMethod['limits']>;
}

/** What stands in the way of each provider of an offer; of those that can take the payment nothing is said. */
export function hindrancesOf(
  { method, providers: ids }: Pick<Offer, 'method' | 'providers'>,
  providers: ReadonlyMap<string, CarryingProvider>,
  facts: Facts,
): Hindrance[] {
  return ids.flatMap((id): Hindrance[] => {
    const provider = providers.get(id);
    const why = obstacleOf(provider, method, facts);
    const limits = why === 'limits' ? provider?.methods.find((each) => each.method === method)?.limits : undefined;
    return why ? [{ provider: id, why, ...(limits && { limits }) }] : [];
  });
}

/** Of several providers' obstacles the one that came closest to being none. */
const closest = (found: readonly Obstacle[]): Obstacle =>
  obstacles.findLast((each) => found.includes(each)) ?? 'provider_off';

/**
 * Leaves out the providers that are off or do not take a payment of this currency, country or sum, and then the methods
 * that no provider is left for, saying why.
 * @param providers documents by id
 */
export function withinProviders(
  offers: readonly Offer[],
  providers: ReadonlyMap<string, CarryingProvider>,
  facts: Facts,
): { offers: Offer[]; removed: Removal[] } {
  const kept: Offer[] = [];
  const removed: Removal[] = [];
  for (const offer of offers) {
    const found = offer.providers.map((id) => obstacleOf(providers.get(id), offer.method, facts));
    const able = offer.providers.filter((_, index) => found[index] === undefined);
    if (able.length) kept.push({ ...offer, providers: able });
    else removed.push({ method: offer.method, why: closest(found.filter((each) => each !== undefined)) });
  }
  return { offers: kept, removed };
}
