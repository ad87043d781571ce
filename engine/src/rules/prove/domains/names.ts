import type { ConditionValue } from '@pih/schemas';
import type { Operator } from '../../vocabulary.ts';
import type { Domain, Narrowing, Union } from './domain.ts';

export type Name = string | boolean;

/** These values and no other. */
interface Only {
  readonly only: ReadonlySet<Name>;
}

/** Every text but some: not these, none with these beginnings, and with this beginning if there is one. */
interface AllBut {
  readonly but: ReadonlySet<Name>;
  readonly beginning: string;
  readonly otherBeginnings: ReadonlySet<string>;
}

/** A set of texts or truth values, written down by what is in it or by what is not. */
export type NameSet = Only | AllBut;

const isOnly = (set: NameSet): set is Only => 'only' in set;
const begins = (name: Name, beginning: string): boolean => typeof name === 'string' && name.startsWith(beginning);

const accepts = ({ but, beginning, otherBeginnings }: AllBut, name: Name): boolean =>
  !but.has(name) &&
  (beginning === '' || begins(name, beginning)) &&
  (otherBeginnings.size === 0 || ![...otherBeginnings].some((each) => begins(name, each)));

/** Whether a value is in a set. */
export const hasName = (set: NameSet, name: Name): boolean => (isOnly(set) ? set.only.has(name) : accepts(set, name));

const onlyThose = (names: Iterable<Name>): Only | undefined => {
  const only = new Set(names);
  return only.size ? { only } : undefined;
};

const isName = (value: unknown): value is Name => typeof value === 'string' || typeof value === 'boolean';

/** The values that a comparison names, and whether it holds for these or for all others. */
function namedBy(
  operator: Operator,
  value: ConditionValue,
): { names: ReadonlySet<Name>; isThese: boolean } | undefined {
  if (operator === 'equal' || operator === 'notEqual')
    return isName(value) ? { names: new Set([value]), isThese: operator === 'equal' } : undefined;
  if (operator !== 'in' && operator !== 'notIn') return undefined;
  if (!Array.isArray(value)) return undefined;
  const names = value.filter(isName);
  return names.length === value.length ? { names: new Set(names), isThese: operator === 'in' } : undefined;
}

function amongNames(names: ReadonlySet<Name>, isThese: boolean, fits: (name: Name) => boolean): Narrowing<NameSet> {
  return (set, holds) => {
    const isKept = holds === isThese;
    if (isOnly(set)) return onlyThose([...set.only].filter((name) => names.has(name) === isKept));
    if (isKept) return onlyThose([...names].filter((name) => fits(name) && accepts(set, name)));
    return { ...set, but: new Set([...set.but, ...names]) };
  };
}

function withBeginning(beginning: string): Narrowing<NameSet> {
  return (set, holds) => {
    if (isOnly(set)) return onlyThose([...set.only].filter((name) => begins(name, beginning) === holds));
    if (!holds) {
      const isEmpty = set.beginning.startsWith(beginning);
      return isEmpty ? undefined : { ...set, otherBeginnings: new Set([...set.otherBeginnings, beginning]) };
    }
    const longer = set.beginning.startsWith(beginning) ? set.beginning : beginning;
    const isPossible =
      longer.startsWith(set.beginning) && ![...set.otherBeginnings].some((each) => longer.startsWith(each));
    return isPossible ? { ...set, beginning: longer } : undefined;
  };
}

const shared = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> => new Set([...a].filter((each) => b.has(each)));

function unionOfMost(a: AllBut, b: AllBut): Union<NameSet> {
  // Nothing is lost where neither says anything about beginnings, or both the same.
  const isExact =
    a.beginning === b.beginning &&
    a.otherBeginnings.size === b.otherBeginnings.size &&
    shared(a.otherBeginnings, b.otherBeginnings).size === a.otherBeginnings.size;
  const set: AllBut = {
    // What one excludes by its beginning is in the union only if the other has it; leaving it in loses nothing but sharpness.
    but: new Set([...a.but].filter((name) => !accepts(b, name)).concat([...b.but].filter((name) => !accepts(a, name)))),
    beginning: a.beginning === b.beginning ? a.beginning : '',
    otherBeginnings: shared(a.otherBeginnings, b.otherBeginnings),
  };
  return { set, isExact };
}

function unionWithFew(most: AllBut, { only }: Only): Union<NameSet> {
  const added = [...only].filter((name) => !accepts(most, name));
  const but = new Set([...most.but].filter((name) => !only.has(name)));
  const isOutside = (name: Name) => !accepts({ ...most, but }, name);
  if (!added.some(isOutside)) return { set: { ...most, but }, isExact: true };
  return {
    set: {
      but,
      beginning: added.every((name) => begins(name, most.beginning)) ? most.beginning : '',
      otherBeginnings: new Set([...most.otherBeginnings].filter((each) => !added.some((name) => begins(name, each)))),
    },
    isExact: false,
  };
}

function union(a: NameSet, b: NameSet): Union<NameSet> {
  if (isOnly(a))
    return isOnly(b) ? { set: { only: new Set([...a.only, ...b.only]) }, isExact: true } : unionWithFew(b, a);
  return isOnly(b) ? unionWithFew(a, b) : unionOfMost(a, b);
}

/** Small whole numbers, whose bits a number in the engine holds without a memory of its own. */
const bits = 30;

/** Tells sets of names from one another, by a number for each name and a bit for each number: cheaper than to sort them. */
function numbered(): (names: ReadonlySet<Name>) => string {
  const numbers = new Map<Name, number>();
  return (names) => {
    const words: number[] = [];
    for (const name of names) {
      const number = numbers.get(name) ?? numbers.size;
      if (number === numbers.size) numbers.set(name, number);
      const word = Math.floor(number / bits);
      while (words.length <= word) words.push(0);
      words[word] = (words[word] ?? 0) | (1 << (number % bits));
    }
    return words.join();
  };
}

/** Texts that begin as they must; the first that fits is an example. */
function* coined({ beginning }: AllBut): Generator<string> {
  yield beginning;
  for (let number = 1; number <= 50; number++) yield `${beginning || 'x'}${number}`;
}

/**
 * Texts, or truth values.
 * @param options all that there are, where the vocabulary says so
 * @param fits what a text must look like; one that does not is never had by a payment
 */
export function names(options?: readonly Name[], fits: (name: Name) => boolean = () => true): Domain<NameSet> {
  const named = numbered();
  return {
    all: options ? { only: new Set(options) } : { but: new Set(), beginning: '', otherBeginnings: new Set() },
    narrowing(operator, value) {
      if (operator === 'startsWith') return typeof value === 'string' ? withBeginning(value) : undefined;
      const asked = namedBy(operator, value);
      return asked && amongNames(asked.names, asked.isThese, fits);
    },
    union,
    nameOf: (set) =>
      isOnly(set) ? `=${named(set.only)}` : `≠${named(set.but)};${named(set.otherBeginnings)};${set.beginning}`,
    sample(set, wishes) {
      const wish = wishes.filter(isName).find((name) => fits(name) && hasName(set, name));
      if (wish !== undefined) return wish;
      const choice = isOnly(set) ? set.only : coined(set);
      for (const name of choice) if (fits(name) && hasName(set, name)) return name;
      return undefined;
    },
  };
}
