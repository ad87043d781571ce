/** What a store is asked for. */
export type Filter = Readonly<Record<string, unknown>>;

/** Where a row stands in a list: the values of the fields that order it. */
export type Place = Filter;

/** The fields that order a list, each latest first; the last of them tells any two rows apart. */
export type Order = readonly string[];

export const sortBy = (order: Order): Record<string, -1> => Object.fromEntries(order.map((field) => [field, -1]));

export const placeOf = (row: object, order: Order): Place =>
  Object.fromEntries(order.map((field) => [field, Reflect.get(row, field) as unknown]));

/** Of two values of the same field. */
function compared(one: unknown, other: unknown): number {
  const [a, b] = [one, other].map((value) => (value instanceof Date ? value.getTime() : (value as number | string)));
  return a === undefined || b === undefined || a === b ? 0 : a > b ? -1 : 1;
}

/** Less than 0 when the first place comes before the second one. */
export const byPlace =
  (order: Order) =>
  (one: Place, other: Place): number =>
    order.map((field) => compared(one[field], other[field])).find((each) => each !== 0) ?? 0;

/** The bound of the first field stands by itself as well: it is what an index is entered by. */
function bounded(order: Order, place: Place, most: '$lt' | '$gt', last: '$lt' | '$gte'): Filter {
  const [first = '', ...rest] = order;
  if (rest.length === 0) return { [first]: { [last]: place[first] } };
  const further = bounded(rest, place, most, last);
  const orSame = most === '$lt' ? '$lte' : '$gte';
  return {
    [first]: { [orSame]: place[first] },
    $or: [{ [first]: { [most]: place[first] } }, { [first]: place[first], ...further }],
  };
}

/** What comes behind a place. */
export const behind = (order: Order, place: Place): Filter => bounded(order, place, '$lt', '$lt');

/** What comes no later than at a place. */
export const upTo = (order: Order, place: Place): Filter => bounded(order, place, '$gt', '$gte');

/** All of some filters. */
export function together(filters: readonly (Filter | undefined)[]): Filter {
  const said = filters.filter((each) => each !== undefined && Object.keys(each).length > 0) as Filter[];
  return said.length > 1 ? { $and: said } : (said[0] ?? {});
}
