import type { Filter } from '../../http/index.ts';
import { birthIndex, indexByBirth, isByBirth, listIndex, type PathByBirth } from './paths.ts';

/** A stretch of one index in which everything lies that a filter accepts: a way to read what fits without all the rest. */
export interface Lane {
  index: string;
  filter: Filter;
  /** Whether its entries come in the order of the payments' birth. */
  isByBirth: boolean;
  /** How many entries it has at most, where that is known. */
  most?: number;
}

/** All payments, in the order of their birth. */
export const everyPayment: Lane = { index: listIndex, filter: {}, isByBirth: true };

export const laneByBirth = (path: PathByBirth, values: readonly string[]): Lane => ({
  index: indexByBirth(path),
  filter: { [path]: values.length === 1 ? values[0] : { $in: values } },
  isByBirth: true,
});

export const laneOfIds = (ids: readonly string[]): Lane => ({
  index: birthIndex,
  filter: { _id: { $in: ids } },
  isByBirth: false,
  most: ids.length,
});

const textsIn = (demand: unknown): readonly string[] | undefined => {
  const list = typeof demand === 'object' && demand !== null ? (demand as { $in?: unknown }).$in : [demand];
  return Array.isArray(list) && list.every((value) => typeof value === 'string') ? list : undefined;
};

/** The lanes that a filter of somebody else's making allows: what it demands of one field, whatever else it demands. */
export function lanesIn(filter: Filter): Lane[] {
  return Object.entries(filter).flatMap(([path, demand]) => {
    if (path === '$and') return (demand as Filter[]).flatMap(lanesIn);
    const values = isByBirth(path) ? textsIn(demand) : undefined;
    return values && isByBirth(path) ? [laneByBirth(path, values)] : [];
  });
}
