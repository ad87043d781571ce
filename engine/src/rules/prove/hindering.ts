import type { ProviderMethod } from '@pih/schemas';
import type { CarryingProvider } from '../providers.ts';
import * as cuts from './domains/cuts.ts';
import type { SumSet } from './domains/sums.ts';
import { always, questionAbout, withinSums, type Question } from './questions.ts';
import type { Slots } from './slots.ts';

/** What may keep a provider from taking a payment by a method, as `withinProviders` judges it. */
export interface Hindrances {
  /** The provider, or its method, is off or gone. */
  isOff: boolean;
  currency: Question;
  country: Question;
  limits: Question;
  /** Any of these. */
  any: Question;
}

export type Hindering = ReadonlyMap<string, Hindrances>;

export const pairName = (method: string, provider: string): string => `${method} ${provider}`;

const never: Question = { ask: 'not', part: always };

type Limits = NonNullable<ProviderMethod['limits']>;

/** The sums within all rows; a currency without a row may be any sum. */
function sumsWithin(limits: Limits): SumSet {
  const by = new Map<string, cuts.Cuts>();
  const narrow = (currency: string, bound: cuts.Cuts) =>
    by.set(currency, cuts.both(by.get(currency) ?? cuts.everything, bound));
  for (const { minimum, maximum } of limits) {
    if (minimum) narrow(minimum.currency, cuts.atLeast(minimum.amount));
    if (maximum) narrow(maximum.currency, cuts.atMost(maximum.amount));
  }
  return { by, others: true };
}

function hindrancesOf(provider: CarryingProvider | undefined, method: string, slots: Slots): Hindrances {
  const terms = provider?.methods.find((each) => each.method === method);
  if (!terms || provider?.enabled === false)
    return { isOff: true, currency: never, country: never, limits: never, any: always };
  const { currencies, countries, limits } = terms;
  const outside = (fact: string, value: readonly string[] | undefined): Question =>
    value ? questionAbout({ fact, operator: 'notIn', value: [...value] }, slots) : never;
  const within = limits?.length ? withinSums(slots, sumsWithin(limits), JSON.stringify(limits)) : always;
  const found = {
    currency: outside('currency', currencies),
    // What is unknown stands in nobody's way: `notIn` does not hold on an absent country.
    country: outside('country', countries),
    limits: { ask: 'not', part: within } satisfies Question,
  };
  return { isOff: false, ...found, any: { ask: 'any', parts: [found.currency, found.country, found.limits] } };
}

/** What stands in the way of each method and provider, by `pairName`. */
export function hindranceQuestions(
  offered: Iterable<{ method: string; providers: readonly string[] }>,
  providers: ReadonlyMap<string, CarryingProvider>,
  slots: Slots,
): Hindering {
  const found = new Map<string, Hindrances>();
  for (const { method, providers: ids } of offered) {
    for (const id of ids) {
      const name = pairName(method, id);
      if (!found.has(name)) found.set(name, hindrancesOf(providers.get(id), method, slots));
    }
  }
  return found;
}
