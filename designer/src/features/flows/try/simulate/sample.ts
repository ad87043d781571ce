import type { FactDefinition } from '@pih/schemas/facts';
import type { Condition, Flow } from '@pih/schemas/types';
import { isMoney } from '../../../../conditions/index.ts';

/** Facts of a sample cart as a form holds them: '' and [] where nothing is given. */
export type Sample = Readonly<Record<string, unknown>>;

/** Facts as the engine and test cases take them. */
export type Facts = NonNullable<Flow['tests']>[number]['facts'];

/** What people think of first when they imagine a cart. */
const usual = ['amount', 'channel', 'customerType', 'country', 'categories'];

function* factsIn(condition: Condition): Generator<string> {
  if ('all' in condition) for (const each of condition.all) yield* factsIn(each);
  else if ('any' in condition) for (const each of condition.any) yield* factsIn(each);
  else if ('not' in condition) yield* factsIn(condition.not);
  else yield condition.fact;
}

/** The facts that a flow goes by. */
export function factsAskedBy({ nodes }: Pick<Flow, 'nodes'>): Set<string> {
  const asked = new Set<string>();
  for (const node of nodes) {
    if (node.type === 'condition') for (const fact of factsIn(node.data.when)) asked.add(fact);
    else if (node.type === 'switch') asked.add(node.data.fact);
  }
  return asked;
}

/** The currency follows from the amount. */
const follows = (id: string): boolean => id === 'currency';

/** The facts that a form shows: the usual ones, those that the flow goes by, and those that have a value. */
export function shownFacts(
  known: readonly FactDefinition[],
  flow: Pick<Flow, 'nodes'>,
  sample: Sample,
): FactDefinition[] {
  const asked = factsAskedBy(flow);
  return known.filter(({ id }) => !follows(id) && (usual.includes(id) || asked.has(id) || Object.hasOwn(sample, id)));
}

interface Around {
  currency: string;
  brand: string | undefined;
  now: Date;
  timeZone: string;
}

/**
 * A cart to begin with: somebody at home buys something small on the web, now. Of what a cart seldom depends on it has what
 * the flow goes by.
 */
export function firstSample(flow: Pick<Flow, 'nodes'>, { currency, brand, now, timeZone }: Around): Sample {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  const seldom = {
    ...(brand !== undefined && { brand }),
    device: 'desktop',
    weekday: part('weekday').toLowerCase(),
    timeOfDay: `${part('hour')}:${part('minute')}`,
    date: `${part('year')}-${part('month')}-${part('day')}`,
  };
  const asked = factsAskedBy(flow);
  return {
    amount: { amount: 49_90, currency },
    channel: 'web',
    customerType: 'private',
    ...Object.fromEntries(Object.entries(seldom).filter(([id]) => asked.has(id))),
  };
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && !value.length);

/**
 * The facts of a sample as those of a payment would be: what is not given is unknown, the currency is that of the amount,
 * and categories are always known, if only to be none.
 */
export function factsOf(sample: Sample): Facts {
  const given = Object.entries(sample).filter(([id, value]) => !follows(id) && isGiven(value));
  const { amount, categories } = sample;
  return {
    ...Object.fromEntries(given),
    ...(isMoney(amount) && { currency: amount.currency }),
    categories: Array.isArray(categories) ? categories : [],
  } as Facts;
}
