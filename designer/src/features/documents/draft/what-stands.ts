import { changesBetween } from '@pih/schemas/changes';
import type { DocumentView } from '@pih/schemas/types';
import type { Content } from '../model.ts';
import type { Theirs } from './draft-control.ts';

/** Whether two documents say the same. */
export const isSame = (one: unknown, other: unknown): boolean => !changesBetween(one, other).length;

/** What a view shows first: the draft, or else what is live. */
export const shownIn = ({ draft, published }: DocumentView): Content => (draft ?? published)?.document ?? {};

/** What the engine has in place of what was edited here; undefined when there is nothing left. */
export function theirsIn({ draft, published }: DocumentView): Theirs | undefined {
  if (draft) return { document: draft.document, version: draft.version, by: draft.by, at: draft.at, how: 'draft' };
  return published
    ? { document: published.document, version: 0, by: published.by, at: published.at, how: 'published' }
    : undefined;
}
