import type { Condition } from '@pih/schemas/types';
import { asGroup, groupOf, type GroupKind } from '../tree/group.ts';
import { replaced } from '../tree/parts.ts';

/** What can be done with one part of a group. */
export type PartAction = 'wrap' | 'ungroup' | 'negate' | 'duplicate' | 'remove';

/** A group inside another mostly says the opposite of it: "all of these, or any of those". */
const inner: Record<GroupKind, GroupKind> = { all: 'any', any: 'all', none: 'all', notAll: 'any' };

/** The parts of a group outside of it. What must not hold still must not hold, each on its own. */
function dissolved(condition: Condition): readonly Condition[] {
  const { kind, parts } = groupOf(condition);
  return kind === 'none' || kind === 'notAll' ? parts.map((part) => ({ not: part })) : parts;
}

const opposite = (condition: Condition): Condition => ('not' in condition ? condition.not : { not: condition });

/** What stands in place of one part once something is done with it. */
export function afterAction(part: Condition, action: PartAction, outer: GroupKind): readonly Condition[] {
  switch (action) {
    case 'wrap':
      return [asGroup(inner[outer], [part])];
    case 'ungroup':
      return dissolved(part);
    case 'negate':
      return [opposite(part)];
    case 'duplicate':
      return [part, structuredClone(part)];
    case 'remove':
      return [];
  }
}

/** The parts of a group once something is done with one of them. */
export const partsAfter = (
  parts: readonly Condition[],
  at: number,
  action: PartAction,
  kind: GroupKind,
): Condition[] => {
  const part = parts[at];
  return part ? replaced(parts, at, ...afterAction(part, action, kind)) : [...parts];
};
