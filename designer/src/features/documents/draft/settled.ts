import { applyChanges, mergeChanges, type Conflict } from '@pih/schemas/changes';
import type { Content } from '../model.ts';
import type { Conflicting } from './draft-control.ts';

/** Both sides brought together, with what is still to be decided: where both changed the same thing. */
export interface Merge {
  merged: Content;
  conflicts: readonly Conflict[];
}

export function mergeOf({ base, theirs }: Conflicting, mine: Content): Merge {
  const { merged, conflicts } = mergeChanges(base, mine, theirs.document);
  return { merged: merged as Content, conflicts };
}

/** The merge with theirs put in where theirs was chosen; everywhere else mine stays. */
export function settled({ merged, conflicts }: Merge, takesTheirs: ReadonlySet<string>): Content {
  const chosen = conflicts
    .filter(({ path }) => takesTheirs.has(path))
    .map(({ path, theirs }) => ({ path, change: 'changed' as const, after: theirs }));
  // One after another: a list that is taken in their order holds the things chosen next.
  return chosen.reduce<unknown>((document, change) => applyChanges(document, [change]), merged) as Content;
}
