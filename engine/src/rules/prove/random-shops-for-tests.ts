import type { Condition, ConditionValue, Flow, FlowNode, Provider, Settings } from '@pih/schemas';
import fc from 'fast-check';
import * as build from '../a-flow.ts';
import { knownTo } from '../check/index.ts';
import type { Facts, FactValue } from '../facts.ts';
import { joined } from '../random-for-tests.ts';
import type { CarryingProvider } from '../providers.ts';
import type { Surroundings } from './drawing.ts';
import { weekdayOf } from './links.ts';

/**
 * Random shops for property tests: flows whose questions fit their facts, payments as they come in, and providers with terms
 * of their own. All are made of a handful of values, so that they meet often.
 */

const custom: NonNullable<Settings['customFacts']> = [
  { id: 'tier', label: { en: 'Tier' }, type: 'text', options: ['none', 'silver', 'gold'] },
  { id: 'note', label: { en: 'Note' }, type: 'text' },
  { id: 'points', label: { en: 'Points' }, type: 'number' },
  { id: 'gift', label: { en: 'Gift' }, type: 'boolean' },
  { id: 'tags', label: { en: 'Tags' }, type: 'list', options: ['a', 'b', 'c'] },
];

const currencies = ['EUR', 'USD', 'JPY'];
const amounts = [100, 4_999, 5_000, 5_001, 20_000, 50_000, 50_001];
const texts: Readonly<Record<string, readonly string[]>> = {
  currency: currencies,
  brand: ['rosmarino', 'nordlicht'],
  channel: ['web', 'app', 'store', 'phone', 'link'],
  customerType: ['private', 'business'],
  country: ['IT', 'IE', 'DE', 'ES'],
  language: ['it', 'en', 'de'],
  device: ['desktop', 'mobile', 'tablet'],
  weekday: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  date: ['2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01'],
  'custom.tier': ['none', 'silver', 'gold'],
  'custom.note': ['', 'web', 'webshop', 'x'],
};
const lists: Readonly<Record<string, readonly string[]>> = {
  categories: ['food', 'wine', 'gift-cards'],
  'custom.tags': ['a', 'b', 'c'],
};
const numbers: Readonly<Record<string, readonly number[]>> = {
  itemCount: [1, 2, 3, 5],
  'custom.points': [-1, 0, 0.5, 1, 2],
};
const times = ['00:00', '08:59', '09:00', '17:30', '22:00', '23:59'];

const pick = <T>(from: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...from);
const money = fc.record({ amount: pick(amounts), currency: pick(currencies) });
const some = <T>(from: readonly T[]): fc.Arbitrary<T[]> => fc.uniqueArray(pick(from), { minLength: 1, maxLength: 3 });

const asked = (
  fact: string,
  operators: readonly Comparison['operator'][],
  value: fc.Arbitrary<ConditionValue>,
): fc.Arbitrary<Comparison> => fc.record({ fact: fc.constant(fact), operator: pick(operators), value });

const pair = <T>(value: fc.Arbitrary<T>, order: (a: T, b: T) => number): fc.Arbitrary<T[]> =>
  fc.tuple(value, value).map((both) => [...both].sort(order));

const orders = ['equal', 'notEqual', 'greaterThan', 'greaterThanInclusive', 'lessThan', 'lessThanInclusive'] as const;

type Comparison = Extract<Condition, { fact: string }>;

const ofAmounts = fc.oneof(
  { weight: 4, arbitrary: asked('amount', orders, money) },
  {
    weight: 1,
    arbitrary: pick(currencies).chain((currency) =>
      asked(
        'amount',
        ['between'],
        pair(pick(amounts), (a, b) => a - b).map((both) => both.map((amount) => ({ amount, currency }))),
      ),
    ),
  },
);
const ofTimes = fc.oneof(
  asked('timeOfDay', orders, pick(times)),
  asked(
    'timeOfDay',
    ['between'],
    pair(pick(times), (a, b) => (a < b ? -1 : 1)),
  ),
  asked(
    'timeOfDay',
    ['inTimeWindow'],
    fc.record({ from: pick(times), to: pick(times) }).filter(({ from, to }) => from !== to),
  ),
);

/** Questions that fit their fact, by fact; those about the sum are about amount or currency. */
const byFact: Readonly<Record<string, fc.Arbitrary<Comparison>>> = {
  amount: ofAmounts,
  timeOfDay: ofTimes,
  'custom.gift': asked('custom.gift', ['equal', 'notEqual'], fc.boolean()),
  ...Object.fromEntries(
    Object.entries(texts).map(([fact, values]) => [
      fact,
      fc.oneof(
        asked(fact, ['equal', 'notEqual'], pick(values)),
        asked(fact, ['in', 'notIn'], some(values)),
        asked(fact, ['startsWith'], pick(values.map((value) => value.slice(0, 1 + (value.length % 3))))),
      ),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(numbers).map(([fact, values]) => [
      fact,
      fc.oneof(
        asked(fact, orders, pick(values)),
        asked(fact, ['in', 'notIn'], some(values)),
        asked(
          fact,
          ['between'],
          pair(pick(values), (a, b) => a - b),
        ),
      ),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(lists).map(([fact, values]) => [
      fact,
      fc.oneof(
        asked(fact, ['contains', 'doesNotContain'], pick(values)),
        asked(fact, ['containsAnyOf', 'containsAllOf', 'containsNoneOf'], some(values)),
      ),
    ]),
  ),
};

export const factIds: readonly string[] = Object.keys(byFact);

/** Questions about one fact, or one that hangs together with it. */
export const comparisonsOf = (fact: string): fc.Arbitrary<Comparison> => {
  const linked: Readonly<Record<string, string>> = {
    amount: 'currency',
    currency: 'amount',
    date: 'weekday',
    weekday: 'date',
  };
  const all = [byFact[fact], byFact[linked[fact] ?? '']].filter((each) => each !== undefined);
  return fc.oneof(...all);
};

/** One question that fits its fact. */
export const comparisons: fc.Arbitrary<Condition> = fc.oneof(...Object.values(byFact));

const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 3, arbitrary: comparisons },
    { weight: 2, arbitrary: fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('condition') }) },
  ),
})).condition;

const methodIds = ['card', 'paypal', 'klarna'];
const providerIds = ['stripe', 'nexi', 'adyen'];
const offered = some(methodIds).chain((ids) =>
  fc.tuple(...ids.map((method) => some(providerIds).map((ids) => ({ method, providers: ids as [string] })))),
);

type Made = (id: string) => FlowNode;

/** Cases of a switch: values of the fact, each in one case only. */
const cases = (values: readonly (string | number)[]) =>
  fc.tuple(fc.shuffledSubarray([...values], { minLength: 2 }), fc.nat()).map(([found, at]) => {
    const cut = 1 + (at % (found.length - 1));
    return [found.slice(0, cut), found.slice(cut)];
  });

const switches: fc.Arbitrary<Made> = pick(Object.entries({ ...texts, ...numbers, ...lists })).chain(([fact, values]) =>
  cases(values).map(
    ([first = [], second = []]): Made =>
      (id) =>
        build.switchOn(id, fact, [
          { id: 'first', values: first },
          { id: 'second', values: second },
        ]),
  ),
);

const nodes: fc.Arbitrary<Made> = fc.oneof(
  {
    weight: 7,
    arbitrary: conditions.map(
      (when): Made =>
        (id) =>
          build.condition(id, when),
    ),
  },
  { weight: 3, arbitrary: switches },
  { weight: 1, arbitrary: fc.constant<Made>((id) => build.split(id, { a: 50, b: 50 })) },
  {
    weight: 4,
    arbitrary: offered.map(
      (all): Made =>
        (id) =>
          build.offer(id, ...all),
    ),
  },
  {
    weight: 1,
    arbitrary: some(methodIds).map(
      (all): Made =>
        (id) =>
          build.hide(id, ...all),
    ),
  },
  {
    weight: 1,
    arbitrary: some(methodIds).map(
      (all): Made =>
        (id) =>
          build.order(id, ...all),
    ),
  },
  {
    weight: 1,
    arbitrary: some(['email', 'name', 'tax_id'] as const).map(
      (all): Made =>
        (id) =>
          build.require(id, ...all),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Made>(build.stop) },
);

/** How far ahead a way out leads. */
const jumps = fc.oneof(
  { weight: 2, arbitrary: fc.constant(1) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) },
);

/** Flows without an open end or a circle, whose questions fit their facts. */
export const flows: fc.Arbitrary<Flow> = fc
  .tuple(fc.array(nodes, { minLength: 2, maxLength: 14 }), fc.array(jumps, { minLength: 7, maxLength: 17 }))
  .map(([made, jumps]) => joined(made, jumps));

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** What is known of a payment as it comes in (`gatherFacts`): what every payment has, and some of the rest. */
export const payments: fc.Arbitrary<Facts> = fc
  .record({
    amount: money,
    brand: pick(texts['brand'] ?? []),
    channel: pick(texts['channel'] ?? []),
    categories: fc.subarray(['food', 'wine', 'gift-cards', 'garden']),
    date: pick([...(texts['date'] ?? []), '2026-12-28', '2026-12-29']),
    timeOfDay: pick([...times, '12:00']),
    customerType: maybe(pick(texts['customerType'] ?? [])),
    country: maybe(pick([...(texts['country'] ?? []), 'US'])),
    language: maybe(pick(texts['language'] ?? [])),
    device: maybe(pick(texts['device'] ?? [])),
    itemCount: maybe(pick([1, 2, 3, 4, 5, 6])),
    'custom.tier': maybe(pick(texts['custom.tier'] ?? [])),
    'custom.note': maybe(pick([...(texts['custom.note'] ?? []), 'we'])),
    'custom.points': maybe(pick([-2, -1, 0, 0.25, 0.5, 1, 1.5, 2, 3])),
    'custom.gift': maybe(fc.boolean()),
    'custom.tags': maybe(fc.subarray(['a', 'b', 'c'])),
  })
  .map((given): Facts => {
    const all = { ...given, currency: given.amount.currency, weekday: weekdayOf(given.date) };
    const known = Object.entries<FactValue | undefined>(all).flatMap(([id, value]) =>
      value === undefined ? [] : [[id, value] as const],
    );
    return Object.fromEntries(known);
  });

const limits = fc.record({ minimum: money, maximum: money }, { requiredKeys: [] });
const terms = fc.record(
  {
    currencies: some(currencies),
    countries: some(['IT', 'IE', 'DE', 'ES', 'US']),
    limits: fc.array(limits, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const providers: fc.Arbitrary<CarryingProvider[]> = fc.tuple(
  ...providerIds.map((id) =>
    fc
      .record({ enabled: fc.integer({ min: 0, max: 5 }), terms: fc.tuple(terms, terms, terms) })
      .map(({ enabled, terms: all }): CarryingProvider => ({
        id,
        enabled: enabled > 0,
        methods: methodIds.map((method, index) => ({
          ...{ method, title: { en: method }, mark: { icon: 'visa', color: '#1a1f71' } },
          ...all[index],
        })) as Provider['methods'],
      })),
  ),
);

/** What a flow lives among. */
export const shops: fc.Arbitrary<Surroundings> = fc
  .tuple(providers, maybe(offered), pick(currencies))
  .map(([all, fallback, defaultCurrency]) => {
    const settings = {
      customFacts: custom,
      defaultCurrency,
      ...(fallback && { fallback: fallback as Settings['fallback'] }),
    };
    return {
      known: knownTo(settings, all),
      providers: new Map(all.map((provider) => [provider.id, provider])),
      settings: settings as Surroundings['settings'],
      brands: ['rosmarino', 'nordlicht'],
    };
  });
