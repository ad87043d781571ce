import { isFields, own, type Fields } from './values.ts';

/** The fields that identify things in our documents' lists, the surest first. */
const keys = ['id', 'method', 'name', 'title'] as const;
type Key = (typeof keys)[number];

/** A list whose things are told apart by one of their own fields. */
export type KeyedList = ReadonlyMap<string, Fields>;

const isKeyedBy = (list: readonly unknown[], key: Key): list is readonly Fields[] => {
  const found = list.map((item) => (isFields(item) ? own(item, key) : undefined));
  return found.every((one) => typeof one === 'string') && new Set(found).size === list.length;
};

/**
 * Reads versions of one list by the field that identifies its things in all of them; undefined when there is no such
 * field: then the list is compared as it stands.
 */
export function keyedLists<Versions extends readonly unknown[]>(
  ...versions: Versions
): { [Version in keyof Versions]: KeyedList } | undefined {
  const lists = versions.map((version) => (Array.isArray(version) ? (version as unknown[]) : undefined));
  if (lists.every((list) => !list?.length)) return undefined;
  const ownKeys = new Set(
    lists.map((list) => (list?.length === 0 ? 'any' : list && keys.find((key) => isKeyedBy(list, key)))),
  );
  ownKeys.delete('any');
  const [key] = ownKeys;
  if (!key || ownKeys.size > 1) return undefined;
  const read = (list: unknown[] | undefined): KeyedList =>
    new Map((list ?? []).map((item) => [String((item as Fields)[key]), item as Fields]));
  return lists.map(read) as { [Version in keyof Versions]: KeyedList };
}
