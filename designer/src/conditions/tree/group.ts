import type { Condition } from '@pih/schemas/types';

/** What a group says of its parts: all hold, at least one, none, or not all. */
export type GroupKind = 'all' | 'any' | 'none' | 'notAll';
export const groupKinds: readonly GroupKind[] = ['all', 'any', 'none', 'notAll'];

/**
 * A condition seen as a group. `not` has no look of its own: "not any" reads as "none of these". A condition that is no
 * group is one all the same where a group is wanted: of itself alone, or of the only thing that must not hold.
 */
export interface Group {
  kind: GroupKind;
  parts: readonly Condition[];
  /** Where the parts are in the condition, as a JSON pointer that ends before their place. */
  pathOf: (index: number) => string;
}

const isGroup = (condition: Condition): boolean => 'all' in condition || 'any' in condition;

/** Whether a condition is shown as a group of its own rather than as a line. */
export const looksLikeGroup = (condition: Condition): boolean => isGroup(condition) || 'not' in condition;

/** Looks at any condition as a group. */
export function groupOf(condition: Condition): Group {
  if ('all' in condition) return { kind: 'all', parts: condition.all, pathOf: (at) => `/all/${at}` };
  if ('any' in condition) return { kind: 'any', parts: condition.any, pathOf: (at) => `/any/${at}` };
  if (!('not' in condition)) return { kind: 'all', parts: [condition], pathOf: () => '' };
  const inner = condition.not;
  if ('any' in inner) return { kind: 'none', parts: inner.any, pathOf: (at) => `/not/any/${at}` };
  if ('all' in inner) return { kind: 'notAll', parts: inner.all, pathOf: (at) => `/not/all/${at}` };
  return { kind: 'none', parts: [inner], pathOf: () => '/not' };
}

/** Whether one part may stand alone, without an `any` or `all` around it: a group would be taken for the one outside. */
const alone = (parts: readonly Condition[]): Condition | undefined => {
  const [only] = parts;
  return parts.length === 1 && only && !isGroup(only) ? only : undefined;
};

/** A condition of some kind made anew. */
export function asGroup(kind: GroupKind, parts: readonly Condition[]): Condition {
  const all = { all: [...parts] };
  const any = { any: [...parts] };
  return { all, any, none: { not: any }, notAll: { not: all } }[kind];
}

/** The same group with other parts. All that is not changed stays as it was written. */
export function withParts(condition: Condition, parts: readonly Condition[]): Condition {
  if ('all' in condition) return { ...condition, all: [...parts] };
  if ('any' in condition) return { ...condition, any: [...parts] };
  const only = alone(parts);
  if (!('not' in condition)) return only ?? asGroup('all', parts);
  const inner = condition.not;
  if (isGroup(inner)) return { ...condition, not: withParts(inner, parts) };
  return { ...condition, not: only ?? { any: [...parts] } };
}

/** The same parts under another heading. */
export const withKind = (condition: Condition, kind: GroupKind): Condition => {
  const group = groupOf(condition);
  return group.kind === kind ? condition : asGroup(kind, group.parts);
};
