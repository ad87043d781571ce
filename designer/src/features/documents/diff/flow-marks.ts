import { changesBetween } from '@pih/schemas/changes';
import type { Flow, FlowNode } from '@pih/schemas/types';
import type { FlowMarks } from '../../flows/index.ts';

type Mark = 'added' | 'changed' | 'removed';

/** Where a node is drawn says nothing about what it decides. */
const saying = ({ position: _, ...node }: FlowNode): unknown => node;
const byId = <T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
  new Map(list.map((one) => [one.id, one]));

function marksOf<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  said: (one: T) => unknown,
): [string, Mark][] {
  const [then, now] = [byId(before), byId(after)];
  return [
    ...before.flatMap(({ id }): [string, Mark][] => (now.has(id) ? [] : [[id, 'removed']])),
    ...after.flatMap((one): [string, Mark][] => {
      const earlier = then.get(one.id);
      if (!earlier) return [[one.id, 'added']];
      return changesBetween(said(earlier), said(one)).length ? [[one.id, 'changed']] : [];
    }),
  ];
}

/**
 * Both versions of a flow in one picture: the later one, with what it no longer has put back in its place, and a mark
 * on all that differs.
 */
export function overlaid(before: Flow, after: Flow): { flow: Flow; marks: FlowMarks } {
  const gone = <T extends { id: string }>(then: readonly T[], now: readonly T[]): T[] => {
    const known = byId(now);
    return then.filter(({ id }) => !known.has(id));
  };
  return {
    flow: {
      ...after,
      nodes: [...after.nodes, ...gone(before.nodes, after.nodes)],
      edges: [...after.edges, ...gone(before.edges, after.edges)],
    },
    marks: new Map([
      ...marksOf(before.nodes, after.nodes, saying),
      ...marksOf(before.edges, after.edges, (edge) => edge),
    ]),
  };
}
