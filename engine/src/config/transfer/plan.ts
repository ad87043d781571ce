import {
  brokenRule,
  changesBetween,
  type AnyDocument,
  type Change,
  type FieldError,
  type ImportAnswer,
} from '@pih/schemas';
import type { Commits } from './commit.ts';

/** What becomes of one document that an import brings. */
export interface Planned {
  /** Its place in the list that was sent. */
  index: number;
  document: AnyDocument;
  /** What is live under its name, or was when it was archived. */
  before: unknown;
  /** The revision that is live; 0 for none. */
  replaces: number;
  /** The number that it gets. */
  revision: number;
  isArchived: boolean;
  fields: Change[];
}

/** Compares documents with what is published under their names. */
export const planned = (commits: Commits, documents: readonly AnyDocument[]): Promise<Planned[]> =>
  Promise.all(
    documents.map(async (document, index): Promise<Planned> => {
      const { published, archived, lastRevision } = await commits.read(document.kind, document.id);
      const before = published?.document;
      return {
        index,
        document,
        before,
        replaces: published?.revision ?? 0,
        revision: lastRevision + 1,
        isArchived: archived !== null,
        fields: before === undefined ? [] : changesBetween(before, document),
      };
    }),
  );

/** Whether an import has anything to do about a document. */
export const isDifferent = ({ before, fields }: Planned): boolean => before === undefined || fields.length > 0;

/** Out of use is out of use: an import would bring back what somebody has put away. */
export const archivedErrors = (all: readonly Planned[]): FieldError[] =>
  all
    .filter(({ isArchived }) => isArchived)
    .map(({ index, document: { kind, id } }) => brokenRule('archived', `/documents/${index}`, { kind, id }));

/** What is told of a document's change. @param needs titles of the rules by which a second person has to approve it */
export function told(plan: Planned, needs: readonly string[]): ImportAnswer['changes'][number] {
  const { document, before, revision, fields } = plan;
  const { kind, id } = document;
  if (!isDifferent(plan)) return { kind, id, change: 'same', fields: [] };
  return {
    kind,
    id,
    change: before === undefined ? 'added' : 'changed',
    revision,
    fields,
    ...(needs.length > 0 && { needs: [...needs] }),
  };
}
