import { keyedLists, type KeyedList } from './keyed-list.ts';
import { step } from './pointer.ts';
import { fieldsOf, isFields, isSame, namesIn, own, type Fields } from './values.ts';

/** A place that both sides changed, each to something else; undefined where it is gone or was not there yet. */
export interface Conflict {
  path: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/**
 * Brings two versions that began at the same one together, field by field. What only one side changed is taken; where
 * both did, `merged` keeps mine and the place is listed, so that nothing of either side is lost.
 */
export function mergeChanges(
  base: unknown,
  mine: unknown,
  theirs: unknown,
): { merged: unknown; conflicts: Conflict[] } {
  const conflicts: Conflict[] = [];
  return { merged: merge({ base, mine, theirs }, '', conflicts), conflicts };
}

interface Versions<T> {
  base: T;
  mine: T;
  theirs: T;
}

function merge({ base, mine, theirs }: Versions<unknown>, path: string, conflicts: Conflict[]): unknown {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  const lists = keyedLists(base, mine, theirs);
  if (lists) {
    const [from, here, there] = lists;
    return mergeLists({ base: from, mine: here, theirs: there }, path, conflicts);
  }
  if (isFields(base) && isFields(mine) && isFields(theirs) && isOneSort(base, mine, theirs))
    return mergeFields({ base, mine, theirs }, path, conflicts);
  conflicts.push({ path, base, mine, theirs });
  return mine;
}

/** Things that became another type have fields that do not fit together. */
const isOneSort = (...[first, ...rest]: [Fields, ...Fields[]]): boolean =>
  rest.every((one) => own(one, 'type') === own(first, 'type'));

function mergeFields({ base, mine, theirs }: Versions<Fields>, path: string, conflicts: Conflict[]): Fields {
  const field = (name: string): unknown =>
    merge({ base: own(base, name), mine: own(mine, name), theirs: own(theirs, name) }, step(path, name), conflicts);
  return fieldsOf(namesIn(mine, theirs).map((name) => [name, field(name)]));
}

function mergeLists({ base, mine, theirs }: Versions<KeyedList>, path: string, conflicts: Conflict[]): unknown[] {
  const inside: Conflict[] = [];
  const keys = new Set([...mine.keys(), ...theirs.keys()]);
  const merged = new Map(
    [...keys].map((key) => [
      key,
      merge({ base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }, step(path, key), inside),
    ]),
  );
  const listed = (order: readonly string[]): unknown[] =>
    order.map((key) => merged.get(key)).filter((item) => item !== undefined);
  const [mineFirst, theirsFirst] = [
    woven([...mine.keys()], [...theirs.keys()]),
    woven([...theirs.keys()], [...mine.keys()]),
  ];
  const iMoved = isMoved(base, mine);
  // The order is one choice of its own, made before what is chosen inside of the list.
  if (iMoved && isMoved(base, theirs) && !isSame(common(mine, theirs), common(theirs, mine)))
    conflicts.push({ path, base: [...base.values()], mine: listed(mineFirst), theirs: listed(theirsFirst) });
  conflicts.push(...inside);
  return listed(iMoved ? mineFirst : theirsFirst);
}

const common = (list: KeyedList, other: KeyedList): string[] => [...list.keys()].filter((key) => other.has(key));
const isMoved = (before: KeyedList, after: KeyedList): boolean => !isSame(common(before, after), common(after, before));

/** The order of one side, with what only the other has put after what it follows there. */
function woven(order: readonly string[], other: readonly string[]): string[] {
  const result = [...order];
  for (const [at, key] of other.entries()) {
    if (result.includes(key)) continue;
    const before = other[at - 1];
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, key);
  }
  return result;
}
