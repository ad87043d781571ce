import type { Channel, CustomValue, Item, Money, MoneyOrZero, Shopper } from './vocabulary.ts';
import { localTime } from './local-time.ts';

/** What a fact may be: a text, number, truth value, sum of money, or list of texts. */
export type FactValue = string | number | boolean | MoneyOrZero | readonly string[];

/** What is known about one payment, by the id of the fact. What is not known is absent. */
export type Facts = Readonly<Record<string, FactValue>>;

/**
 * Facts that are not at hand and would have to be asked for elsewhere, by id. Each is asked for at most once per decision,
 * and only when the way or its explanation depends on it. One that is at hand as well is not asked for.
 */
export type LaterFacts = Readonly<Record<string, () => Promise<FactValue | undefined>>>;

export type Device = 'desktop' | 'mobile' | 'tablet';

/** What the facts of a payment are gathered from. */
export interface KnownPayment {
  total: Money;
  brand: string;
  channel: Channel;
  shopper: Shopper;
  items: readonly Item[];
  /** Product categories given for the whole order; those of the items are added. */
  categories: readonly string[];
  /** The merchant's own facts, by the id they have in the settings. */
  custom: Readonly<Record<string, CustomValue>>;
  device?: Device | undefined;
  /** What the shopper's front end speaks; the language given for the shopper goes first. */
  language?: string | undefined;
  now: Date;
  /** IANA name; weekday, time of day and date are the merchant's. */
  timeZone: string;
}

/**
 * Gathers the facts that a flow may ask about (`builtInFacts`, and `custom.<id>`).
 * Categories are always known, if only to be none. The number of items counts pieces, and is unknown when no lines came.
 */
export function gatherFacts(payment: KnownPayment): Facts {
  const { total, brand, channel, shopper, items } = payment;
  const facts: Record<string, FactValue | undefined> = {
    amount: total,
    currency: total.currency,
    brand,
    channel,
    customerType: shopper.type,
    country: shopper.country ?? shopper.address?.country,
    language: shopper.language ?? payment.language,
    device: payment.device,
    categories: [...new Set([...payment.categories, ...items.flatMap(({ category }) => category ?? [])])],
    itemCount: items.length ? items.reduce((count, { quantity }) => count + quantity, 0) : undefined,
    ...localTime(payment.now, payment.timeZone),
  };
  for (const [id, value] of Object.entries(payment.custom)) facts[`custom.${id}`] = value;
  const known = Object.entries(facts).filter((fact): fact is [string, FactValue] => fact[1] !== undefined);
  return Object.fromEntries(known);
}

/** The value of a fact, undefined when it is absent; names that every object inherits are no facts. */
export const factOf = (facts: Facts, id: string): FactValue | undefined =>
  Object.hasOwn(facts, id) ? facts[id] : undefined;

/**
 * Guesses the device from a User-Agent header; undefined when it names none that people hold or sit at.
 * An iPad that asks for desktop pages calls itself a Mac and is taken for one.
 */
export function deviceOf(userAgent: string | undefined): Device | undefined {
  if (!userAgent) return undefined;
  const isAndroid = /android/i.test(userAgent);
  const isMobile = /mobi|iphone|ipod/i.test(userAgent);
  // Android tablets leave out the word Mobile (developer.mozilla.org, Browser detection using the user agent).
  if (/ipad|tablet|kindle|silk\//i.test(userAgent) || (isAndroid && !isMobile)) return 'tablet';
  if (isAndroid || isMobile) return 'mobile';
  return /windows|macintosh|x11|linux|cros/i.test(userAgent) ? 'desktop' : undefined;
}
