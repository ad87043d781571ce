import type { Item, Shopper } from '@pih/schemas';
import { newId } from '@pih/schemas';
import { countryOf } from '../record/change.ts';
import { withPlainEmail } from '../checkout/details.ts';
import type { StoredPayment } from '../record/payment.ts';
import type { Chance } from './random.ts';
import type { BrandShape, PeopleShape, Shape } from './shape.ts';

const tokenSigns = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Letters that an e-mail address is written in. */
const plain = (text: string): string =>
  text
    .replaceAll('ü', 'ue')
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();

function shopperOf(
  shape: Shape,
  brand: BrandShape,
  country: string,
  { language, ...people }: PeopleShape,
  chance: Chance,
): Shopper {
  const [first, last] = [chance.pick(people.first), chance.pick(people.last)];
  const [city, postcode] = chance.pick(people.cities);
  const isBusiness = chance.isLucky(brand.businessShare);
  // Whoever comes back is one of few; of the others there are as many as numbers.
  const who = chance.isLucky(shape.returning) ? chance.whole(1, 40) : chance.whole(100, 99_999);
  return withPlainEmail({
    type: isBusiness ? 'business' : 'private',
    name: isBusiness ? `${last} & ${chance.pick(people.last)} S.r.l.` : `${first} ${last}`,
    email: `${plain(first)}.${plain(last)}${who}@mail.example`,
    reference: `C-${plain(last).slice(0, 3).toUpperCase()}${who}`,
    country,
    language,
    ...(chance.isLucky(0.55) && { phone: `${people.phone}${chance.whole(100, 999)}` }),
    ...((isBusiness || chance.isLucky(0.6)) && {
      address: { line1: `${chance.pick(people.streets)} ${chance.whole(1, 120)}`, city, postcode, country },
    }),
    ...(isBusiness && { taxId: `${country}${chance.text(11, '0123456789')}` }),
  });
}

function itemsOf(brand: BrandShape, language: string, currency: string, rate: number, chance: Chance): Item[] {
  const count = chance.isLucky(0.55) ? 1 : chance.whole(2, 3);
  // What is bought several times is one line.
  const left = [...brand.products];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const product = chance.pick(left);
    left.splice(left.indexOf(product), 1);
    const { name, category, price } = product;
    // Prices end as prices do.
    const amount = Math.max(100, Math.round((chance.between(...price) * rate) / 50) * 50 - 10);
    return {
      name: name[language] ?? Object.values(name)[0] ?? category,
      quantity: chance.isLucky(0.75) ? 1 : chance.whole(2, 4),
      unitPrice: { amount, currency },
      category,
    };
  });
}

/** An order as the shop sends it, taken in at a moment. */
export function orderAt(shape: Shape, at: number, number: number, chance: Chance): StoredPayment {
  const brand = chance.byWeight(Object.fromEntries(shape.brands.map(({ id, weight }) => [id, weight])));
  const about = shape.brands.find(({ id }) => id === brand);
  if (!about) throw new RangeError(`There is no brand "${brand}"`);
  const country = chance.byWeight(about.countries);
  const people = shape.people[country];
  if (!people) throw new RangeError(`There are no people in "${country}"`);
  const { currency, rate } = shape.currencies[country] ?? { currency: 'EUR', rate: 1 };
  const shopper = shopperOf(shape, about, country, people, chance);
  const items = itemsOf(about, people.language, currency, rate, chance);
  const total = {
    amount: items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0),
    currency,
  };
  const now = new Date(at);
  const channel = chance.byWeight(about.channels) as StoredPayment['channel'];
  const isLink = channel === 'phone' || chance.isLucky(shape.habits.byLink);
  const stands = countryOf(shopper);
  return {
    _id: newId('payment', now, chance.random),
    version: 1,
    state: 'created',
    intention: { key: `traffic:${number}`, fingerprint: 'traffic' },
    reference: `${about.prefix}-${100_000 + number}`,
    brand,
    total,
    captured: 0,
    refunded: 0,
    channel,
    type: isLink ? 'link' : 'direct',
    ...(stands && { country: stands }),
    shopper,
    items,
    categories: [...new Set(items.flatMap(({ category }) => category ?? []))],
    custom: { loyaltyTier: chance.byWeight({ none: 0.7, silver: 0.22, gold: 0.08 }) },
    metadata: {},
    capture: chance.isLucky(about.manualCapture) ? 'manual' : 'automatic',
    checkoutToken: chance.text(43, tokenSigns),
    attempts: [],
    refunds: [],
    events: [
      {
        sequence: 1,
        type: 'payment.created',
        at: now,
        actor: { type: 'api_key', name: 'Demo shop' },
        data: { total },
      },
    ],
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(at + 60 * 60_000),
  };
}

/** The same order as one that no method can be offered for: it is worth less than any provider takes. */
export function hopelessOrder(shape: Shape, order: StoredPayment): StoredPayment {
  const { brand, channel, name, category, cents } = shape.hopeless;
  const prefix = shape.brands.find(({ id }) => id === brand)?.prefix ?? '';
  const total = { amount: cents, currency: 'EUR' };
  const language = order.shopper.language ?? 'en';
  return {
    ...order,
    ...{ brand, channel: channel as StoredPayment['channel'], type: 'direct', total },
    reference: order.reference.replace(/^[^-]*/, prefix),
    items: [{ name: name[language] ?? category, quantity: 1, unitPrice: total, category }],
    categories: [category],
    events: order.events.map((event) => ({ ...event, data: { total } })),
  };
}
