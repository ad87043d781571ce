import type { ConditionValue } from '@pih/schemas';
import type { Operator } from '../../vocabulary.ts';
import type { Domain, Narrowing, Union } from './domain.ts';

type Words = ReadonlySet<string>;

/** Lists that have these entries, lack those, have at least one of each of some groups and lack at least one of others. */
export interface EntrySet {
  readonly has: Words;
  readonly lacks: Words;
  readonly someOf: readonly Words[];
  readonly notAllOf: readonly Words[];
}

const none: Words = new Set();
const all: EntrySet = { has: none, lacks: none, someOf: [], notAllOf: [] };

const wordsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;

/** What a comparison wants: every entry or at least one of them, in the list or missing from it. */
interface Wanted {
  words: readonly string[];
  quantity: 'all' | 'some';
  isIn: boolean;
}

function wantedBy(operator: Operator, value: ConditionValue): Wanted | undefined {
  const words = typeof value === 'string' ? [value] : wordsOf(value);
  const isSingle = typeof value === 'string';
  if (!words) return undefined;
  if (operator === 'contains' && isSingle) return { words, quantity: 'all', isIn: true };
  if (operator === 'doesNotContain' && isSingle) return { words, quantity: 'all', isIn: false };
  if (isSingle) return undefined;
  if (operator === 'containsAllOf') return { words, quantity: 'all', isIn: true };
  if (operator === 'containsAnyOf') return { words, quantity: 'some', isIn: true };
  return operator === 'containsNoneOf' ? { words, quantity: 'all', isIn: false } : undefined;
}

/** "Every one of them is in" fails where some are missing, and so on round. */
const opposite = ({ words, quantity, isIn }: Wanted): Wanted => ({
  words,
  quantity: quantity === 'all' ? 'some' : 'all',
  isIn: !isIn,
});

function withWanted(set: EntrySet, { words, quantity, isIn }: Wanted): EntrySet {
  if (quantity === 'all')
    return isIn
      ? { ...set, has: new Set([...set.has, ...words]) }
      : { ...set, lacks: new Set([...set.lacks, ...words]) };
  const group = new Set(words);
  return isIn ? { ...set, someOf: [...set.someOf, group] } : { ...set, notAllOf: [...set.notAllOf, group] };
}

const isOverlapping = (a: Words, b: Words): boolean => [...a].some((each) => b.has(each));

/** Draws the conclusions: a group of which one entry is left says that it is there. Undefined when no list is possible. */
function concluded(set: EntrySet, isPossible: (word: string) => boolean): EntrySet | undefined {
  const [has, lacks] = [new Set(set.has), new Set(set.lacks)];
  let [someOf, notAllOf] = [set.someOf, set.notAllOf];
  for (;;) {
    if (isOverlapping(has, lacks) || ![...has].every(isPossible)) return undefined;
    const known = has.size + lacks.size;
    someOf = someOf
      .filter((group) => !isOverlapping(group, has))
      .map((group) => new Set([...group].filter((each) => !lacks.has(each) && isPossible(each))));
    notAllOf = notAllOf
      .filter((group) => !isOverlapping(group, lacks) && [...group].every(isPossible))
      .map((group) => new Set([...group].filter((each) => !has.has(each))));
    if ([...someOf, ...notAllOf].some(({ size }) => size === 0)) return undefined;
    for (const group of someOf) if (group.size === 1) for (const each of group) has.add(each);
    for (const group of notAllOf) if (group.size === 1) for (const each of group) lacks.add(each);
    if (has.size + lacks.size === known) return { has, lacks, someOf, notAllOf };
  }
}

const shared = (a: Words, b: Words): Words => new Set([...a].filter((each) => b.has(each)));
const beyond = (a: Words, b: Words): string[] => [...a].filter((each) => !b.has(each));
const nameOfWords = (words: Words): string => JSON.stringify([...words].sort());
const nameOfGroups = (groups: readonly Words[]): string => [...new Set(groups.map(nameOfWords))].sort().join();

const nameOf = ({ has, lacks, someOf, notAllOf }: EntrySet): string =>
  `${nameOfWords(has)}${nameOfWords(lacks)}${nameOfGroups(someOf)}|${nameOfGroups(notAllOf)}`;

const sharedGroups = (a: readonly Words[], b: readonly Words[]): Words[] => {
  const names = new Set(b.map(nameOfWords));
  return a.filter((group) => names.has(nameOfWords(group)));
};

/** Whether two sets differ only in that the one has an entry, or one of a group, which the other lacks. */
function isParted(a: EntrySet, b: EntrySet, common: EntrySet): boolean {
  const [more, less] = [beyond(a.has, common.has), beyond(b.lacks, common.lacks)];
  const groups = a.someOf.length - common.someOf.length;
  const isBare =
    b.has.size === common.has.size &&
    a.lacks.size === common.lacks.size &&
    b.someOf.length === common.someOf.length &&
    a.notAllOf.length === common.notAllOf.length &&
    b.notAllOf.length === common.notAllOf.length;
  if (!isBare) return false;
  if (groups === 0) return more.length === 1 && less.length === 1 && more[0] === less[0];
  const kept = new Set(common.someOf.map(nameOfWords));
  const group = a.someOf.find((each) => !kept.has(nameOfWords(each)));
  return groups === 1 && more.length === 0 && group !== undefined && nameOfWords(group) === nameOfWords(new Set(less));
}

function union(a: EntrySet, b: EntrySet): Union<EntrySet> {
  const set: EntrySet = {
    has: shared(a.has, b.has),
    lacks: shared(a.lacks, b.lacks),
    someOf: sharedGroups(a.someOf, b.someOf),
    notAllOf: sharedGroups(a.notAllOf, b.notAllOf),
  };
  const name = nameOf(set);
  return { set, isExact: name === nameOf(a) || name === nameOf(b) || isParted(a, b, set) || isParted(b, a, set) };
}

/** Lists of texts. @param isPossible whether a list may have an entry at all */
export function entries(isPossible: (word: string) => boolean): Domain<EntrySet> {
  return {
    all,
    narrowing(operator, value): Narrowing<EntrySet> | undefined {
      const wanted = wantedBy(operator, value);
      if (!wanted) return undefined;
      return (set, holds) => concluded(withWanted(set, holds ? wanted : opposite(wanted)), isPossible);
    },
    union,
    nameOf,
    sample({ has, lacks, someOf }) {
      // The first of each group that may be there; where two groups of what is lacked and had collide, the engine will say.
      const chosen = someOf.flatMap((group) => [...group].find((each) => !lacks.has(each)) ?? []);
      return [...new Set([...has, ...chosen])];
    },
  };
}
