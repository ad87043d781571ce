import { currencies, exponentOf, isCurrency, type ConditionValue } from '@pih/schemas';
import { isMoney } from '../../comparisons.ts';
import type { MoneyOrZero, Operator } from '../../vocabulary.ts';
import * as cuts from './cuts.ts';
import type { Cuts } from './cuts.ts';
import type { Domain, Narrowing, Union } from './domain.ts';
import { heldNumbers } from './numbers.ts';

/**
 * Sums of money, in minor units by currency. Amount and currency of a payment are one thing: to ask about either narrows
 * both. Of a currency that is not named either every sum is possible or none.
 */
export interface SumSet {
  readonly by: ReadonlyMap<string, Cuts>;
  readonly others: boolean;
}

/** A payment is of one minor unit or more (`money` in values.schema.json). */
const everySum: Cuts = cuts.ofWholeNumbers(cuts.fromTo(1, Number.MAX_SAFE_INTEGER));

export const sumsOf = ({ by, others }: SumSet, currency: string): Cuts =>
  by.get(currency) ?? (others && isCurrency(currency) ? everySum : cuts.nothing);

/** Undefined when it is empty. What is the same as for other currencies needs no name of its own. */
function settled(by: Iterable<readonly [string, Cuts]>, others: boolean): SumSet | undefined {
  const usual = others ? everySum : cuts.nothing;
  const named = [...by].filter(([, sums]) => !cuts.isSame(sums, usual));
  const set: SumSet = { by: new Map(named), others };
  return others || named.some(([, sums]) => sums.length) ? set : undefined;
}

function combine(
  a: SumSet,
  b: SumSet,
  sums: (a: Cuts, b: Cuts) => Cuts,
  others: (a: boolean, b: boolean) => boolean,
): SumSet | undefined {
  const named = new Set([...a.by.keys(), ...b.by.keys()]);
  const by = [...named].map(
    (currency) => [currency, cuts.ofWholeNumbers(sums(sumsOf(a, currency), sumsOf(b, currency)))] as const,
  );
  return settled(by, others(a.others, b.others));
}

/** Keeps of a set of sums what lies in another, or outside of it. */
export const narrowedTo =
  (held: SumSet): Narrowing<SumSet> =>
  (set, holds) =>
    holds ? combine(set, held, cuts.both, (a, b) => a && b) : combine(set, held, cuts.without, (a, b) => a && !b);

const ofOne = (currency: string, sums: Cuts): SumSet => ({ by: new Map([[currency, sums]]), others: false });

/** Every sum of these currencies. */
export const inCurrencies = (codes: Iterable<string>): SumSet => ({
  by: new Map([...codes].filter(isCurrency).map((code) => [code, everySum])),
  others: false,
});

/** The sums that a comparison of the amount holds for: none of another currency than the one it names. */
function heldAmounts(operator: Operator, value: ConditionValue): SumSet | undefined {
  const named: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [first] = named;
  if (!isMoney(first)) return undefined;
  const { currency } = first;
  if (!isCurrency(currency)) return undefined;
  const isSame = (each: unknown): each is MoneyOrZero => isMoney(each) && each.currency === currency;
  if (operator === 'in' || operator === 'notIn' || !named.every(isSame)) return undefined;
  const amountOf = (each: unknown) => (isSame(each) ? each.amount : undefined);
  const held = heldNumbers(operator, value, amountOf);
  return held && ofOne(currency, cuts.ofWholeNumbers(cuts.both(everySum, held)));
}

const textsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;

/** The sums that a comparison of the currency holds for. */
function heldCurrencies(operator: Operator, value: ConditionValue): { held: SumSet; isThese: boolean } | undefined {
  if (operator === 'startsWith')
    return typeof value === 'string'
      ? { held: inCurrencies(currencies.filter((code) => code.startsWith(value))), isThese: true }
      : undefined;
  const isThese = operator === 'equal' || operator === 'in';
  if (operator === 'equal' || operator === 'notEqual')
    return typeof value === 'string' ? { held: inCurrencies([value]), isThese } : undefined;
  const codes = operator === 'in' || operator === 'notIn' ? textsOf(value) : undefined;
  return codes && { held: inCurrencies(codes), isThese };
}

const all: SumSet = { by: new Map(), others: true };

function union(a: SumSet, b: SumSet): Union<SumSet> {
  return { set: combine(a, b, cuts.either, (inA, inB) => inA || inB) ?? all, isExact: true };
}

const nameOf = ({ by, others }: SumSet): string =>
  [...by]
    .filter(([, sums]) => others || sums.length)
    .map(([currency, sums]) => `${currency}:${cuts.nameOfCuts(sums)}`)
    .sort()
    .join() + String(others);

/** Currencies that people know, for examples where nothing better is wished for. */
const wellKnown = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'SEK', 'PLN'];

/** Whole units of a currency that are roundest: hundreds before tens before ones. */
const steps = [100, 50, 10, 5, 1];

/** The roundest sum that is within a tenth of the bound; the bound itself where none is. */
export function roundSum(first: number, last: number, currency: string): number {
  const unit = 10 ** exponentOf(currency);
  const usual = 50 * unit;
  if (first <= usual && usual <= last) return usual;
  const isFromBelow = first > usual;
  for (const step of steps) {
    const size = step * unit;
    const found = isFromBelow ? Math.ceil(first / size) * size : Math.floor(last / size) * size;
    const isNear = isFromBelow ? found <= first * 1.1 : found >= last * 0.9;
    if (isNear && found >= first && found <= last) return found;
  }
  return isFromBelow ? first : last;
}

function sampleIn(set: SumSet, currency: string): MoneyOrZero | undefined {
  const usual = 50 * 10 ** exponentOf(currency);
  const distance = ({ first, last }: { first: number; last: number }) => Math.max(first - usual, usual - last, 0);
  const [nearest] = cuts.wholeStretchesOf(sumsOf(set, currency)).sort((a, b) => distance(a) - distance(b));
  return nearest && { amount: roundSum(nearest.first, nearest.last, currency), currency };
}

/** Sums, asked about by their amount. */
export const sums: Domain<SumSet> = {
  all,
  narrowing(operator, value) {
    const held = heldAmounts(operator, value);
    return held && narrowedTo(held);
  },
  union,
  nameOf,
  sample(set, wishes) {
    const wished = wishes.filter((each) => typeof each === 'string');
    for (const currency of [...wished, ...wellKnown, ...set.by.keys(), ...currencies]) {
      const sum = isCurrency(currency) ? sampleIn(set, currency) : undefined;
      if (sum) return sum;
    }
    return undefined;
  },
};

/** What a comparison of the currency does to the sums. */
export function currencyNarrowing(operator: Operator, value: ConditionValue): Narrowing<SumSet> | undefined {
  const found = heldCurrencies(operator, value);
  if (!found) return undefined;
  const narrow = narrowedTo(found.held);
  return (set, holds) => narrow(set, holds === found.isThese);
}
