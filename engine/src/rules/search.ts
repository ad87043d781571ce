import type { Condition } from '@pih/schemas';
import { isKey, necessaryOf, type Cost, type Key } from './necessary.ts';
import { comparisonsIn, type PreCheck } from './pre-check.ts';
import { notYet, type Columns, type Reading } from './reading.ts';

/** Conditions that are asked one after another: each is left by `no` for the next. */
export interface Link {
  when: Condition;
  preCheck: PreCheck;
}

/** The first link from `position` on that does not surely fail; the length of the chain when all of them do. */
export type FirstFrom = (position: number, readings: readonly Reading[]) => number;

/** From how many links on looking them up in an index costs less than asking one after another. */
const worthAnIndex = 12;

/** Makes a chain ready to be searched: one link after another, or through an index when it is long. */
export function searchOf(links: readonly Link[], columns: Columns): FirstFrom {
  const checks = links.map(({ preCheck }) => preCheck);
  return links.length < worthAnIndex ? oneByOne(checks) : byIndex(checks, indexOf(links, columns));
}

const oneByOne =
  (checks: readonly PreCheck[]): FirstFrom =>
  (position, readings) => {
    let at = position;
    while (at < checks.length && checks[at]?.(readings) === 'no') at += 1;
    return at;
  };

/** A bit for each link of a chain; 1 where it has to be asked. */
type Marks = Uint32Array;

interface IndexedFact {
  column: number;
  byKey: Map<Key, Marks>;
  /** Every link that has this fact among its pairs, for when the fact is not known yet. */
  all: Marks;
}

interface Index {
  facts: readonly IndexedFact[];
  /** Links that no pair narrows down. */
  always: Marks;
}

/** A condition that names more pairs than this lets most payments by anyway, and would make the index large. */
const mostPairs = 50;

/** How many links name each pair; what few of them name, few payments have in vain. */
function rarity(links: readonly Link[], columns: Columns): Cost {
  const counts: Map<Key, number>[] = [];
  for (const { when } of links) {
    for (const comparison of comparisonsIn(when)) {
      for (const { column, key } of necessaryOf(comparison, columns, () => 0) ?? []) {
        const ofFact = (counts[column] ??= new Map<Key, number>());
        ofFact.set(key, (ofFact.get(key) ?? 0) + 1);
      }
    }
  }
  return (pairs) => {
    let sum = 0;
    for (const { column, key } of pairs) sum += counts[column]?.get(key) ?? 0;
    return sum;
  };
}

function indexOf(links: readonly Link[], columns: Columns): Index {
  const cost = rarity(links, columns);
  const noMarks = () => new Uint32Array(Math.ceil(links.length / 32));
  const always = noMarks();
  const facts = new Map<number, IndexedFact>();
  for (const [position, { when }] of links.entries()) {
    const pairs = necessaryOf(when, columns, cost);
    if (!pairs || pairs.length > mostPairs) {
      mark(always, position);
      continue;
    }
    for (const { column, key } of pairs) {
      const fact = facts.get(column) ?? { column, byKey: new Map<Key, Marks>(), all: noMarks() };
      const marks = fact.byKey.get(key) ?? noMarks();
      mark(marks, position);
      mark(fact.all, position);
      fact.byKey.set(key, marks);
      facts.set(column, fact);
    }
  }
  return { facts: [...facts.values()], always };
}

function mark(marks: Marks, position: number): void {
  const word = position >>> 5;
  marks[word] = (marks[word] ?? 0) | (1 << (position & 31));
}

/** Where the links are that a payment may meet: marks for each value it has, and for the rest. */
function candidatesOf({ facts, always }: Index, readings: readonly Reading[]): Marks[] {
  const found = [always];
  const add = (marks: Marks | undefined) => marks && found.push(marks);
  for (const { column, byKey, all } of facts) {
    const value = readings[column];
    if (value === notYet) add(all);
    else if (isKey(value)) add(byKey.get(value));
    else if (Array.isArray(value)) for (const entry of value) add(byKey.get(entry));
  }
  return found;
}

const byIndex =
  (checks: readonly PreCheck[], index: Index): FirstFrom =>
  (position, readings) => {
    const candidates = candidatesOf(index, readings);
    // In the first word the links before the position are no longer asked.
    let open = -1 << (position & 31);
    for (let word = position >>> 5; word < index.always.length; word += 1, open = -1) {
      let bits = 0;
      for (const marks of candidates) bits |= marks[word] ?? 0;
      // From the lowest bit to the highest; `bits & (bits - 1)` is `bits` without its lowest.
      for (bits &= open; bits !== 0; bits &= bits - 1) {
        const at = word * 32 + 31 - Math.clz32(bits & -bits);
        if (checks[at]?.(readings) !== 'no') return at;
      }
    }
    return checks.length;
  };
