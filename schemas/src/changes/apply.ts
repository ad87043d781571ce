import type { Change } from './between.ts';
import { keyedLists, type KeyedList } from './keyed-list.ts';
import { stepsOf } from './pointer.ts';
import { fieldsOf, isFields, namesIn, own } from './values.ts';

interface Step {
  steps: readonly string[];
  change: Change;
}

/** A document with some changes made to it. The document itself stays as it is. */
export const applyChanges = (document: unknown, changes: readonly Change[]): unknown =>
  applied(
    document,
    changes.map((change) => ({ steps: stepsOf(change.path), change })),
  );

function applied(value: unknown, todo: readonly Step[]): unknown {
  const here = todo.filter(({ steps }) => !steps.length).map(({ change }) => change);
  const below = todo.filter(({ steps }) => steps.length);
  const replacement = here.findLast(({ change }) => change !== 'reordered');
  const whole = replacement ? replacement.after : value;
  if (!below.length && here.every((change) => change === replacement)) return whole;
  const order = here.find(({ change }) => change === 'reordered')?.after as string[] | undefined;
  const next = byFirstStep(below);
  const isEmptyList = Array.isArray(whole) && !whole.length;
  const lists = isEmptyList ? ([new Map()] as const) : keyedLists(whole);
  if (lists) return inList(lists[0], next, order);
  if (Array.isArray(whole)) return whole.map((item, at) => applied(item, next.get(String(at)) ?? []));
  const fields = isFields(whole) ? whole : {};
  const names = [...new Set([...namesIn(fields), ...next.keys()])];
  return fieldsOf(names.map((name) => [name, applied(own(fields, name), next.get(name) ?? [])]));
}

function byFirstStep(todo: readonly Step[]): ReadonlyMap<string, Step[]> {
  const groups = new Map<string, Step[]>();
  for (const { steps, change } of todo) {
    const [first = '', ...rest] = steps;
    groups.set(first, [...(groups.get(first) ?? []), { steps: rest, change }]);
  }
  return groups;
}

function inList(list: KeyedList, next: ReadonlyMap<string, Step[]>, order?: readonly string[]): unknown[] {
  const inOrder = order
    ? [...order.filter((key) => list.has(key)), ...missingFrom(order, list.keys())]
    : [...list.keys()];
  const kept = inOrder.map((key) => applied(list.get(key), next.get(key) ?? [])).filter((item) => item !== undefined);
  const added = [...next].filter(([key]) => !list.has(key)).map(([, todo]) => todo);
  const places = added.map((todo) => ({ item: applied(undefined, todo), position: positionIn(todo) }));
  // By place, first to last: then each place is the final one.
  for (const { item, position } of places.toSorted((one, other) => one.position - other.position))
    if (item !== undefined) kept.splice(position, 0, item);
  return kept;
}

const missingFrom = (order: readonly string[], keys: Iterable<string>): string[] =>
  [...keys].filter((key) => !order.includes(key));

const positionIn = (todo: readonly Step[]): number =>
  todo.find(({ steps }) => !steps.length)?.change.position ?? Number.MAX_SAFE_INTEGER;
