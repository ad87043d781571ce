/** A list with one more entry at a place. */
export const inserted = <T>(list: readonly T[], at: number, ...entries: readonly T[]): T[] => [
  ...list.slice(0, at),
  ...entries,
  ...list.slice(at),
];

/** A list with one entry replaced by others, or by none. */
export const replaced = <T>(list: readonly T[], at: number, ...entries: readonly T[]): T[] => [
  ...list.slice(0, at),
  ...entries,
  ...list.slice(at + 1),
];

/** A list with one entry at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const entry = list[from];
  return entry === undefined ? [...list] : inserted(replaced(list, from), to, entry);
}
