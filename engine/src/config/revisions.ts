import type { DocumentOf, Kind } from '@pih/schemas';
import type { Desk } from './desk.ts';
import { exists } from './drafts.ts';
import { revisionKey } from './filing.ts';
import { keyOf } from './heads.ts';
import type { Revision, StoredDocument } from './model.ts';
import { DocumentNotFound, RevisionNotFound } from './problems.ts';

/** What the head knows of its revisions; the copies of the latest change may be missing after a crash. */
function inHead({ published, canary }: StoredDocument): Revision[] {
  const trial: Revision[] = canary
    ? [
        {
          revision: canary.revision,
          document: canary.document,
          note: canary.note,
          at: canary.at,
          by: canary.by,
          how: 'canary',
          release: canary.release,
        },
      ]
    : [];
  return [...(published ? [published] : []), ...trial];
}

/** Newest first. @throws DocumentNotFound */
export async function revisionsOf(
  { models, heads }: Desk,
  kind: Kind,
  id: string,
): Promise<Omit<Revision, 'document'>[]> {
  const head = await heads.read(kind, id);
  if (!exists(head)) throw new DocumentNotFound({ kind, id });
  const kept = await models.revisions.find({ kind, id }, { document: 0 }).lean();
  const byNumber = new Map<number, Omit<Revision, 'document'>>(kept.map((each) => [each.revision, each]));
  for (const each of inHead(head)) byNumber.set(each.revision, each);
  return [...byNumber.values()].sort((one, other) => other.revision - one.revision);
}

/** @throws RevisionNotFound */
export async function revisionOf({ models, heads }: Desk, kind: Kind, id: string, revision: number): Promise<Revision> {
  const head = await heads.read(kind, id);
  const found =
    inHead(head).find((each) => each.revision === revision) ??
    (await models.revisions.findById(revisionKey({ _id: keyOf(kind, id) }, revision)).lean());
  if (found) return { ...found, how: found.how ?? 'publish' };
  throw new RevisionNotFound({ kind, id, revision });
}

/** The documents of a kind that were live at a moment; those that are archived now are told as they were while in use. */
export async function liveAt<K extends Kind>({ models, heads }: Desk, kind: K, at: Date): Promise<DocumentOf[K][]> {
  const all = await heads.all({ kind, published: { $ne: null } });
  const then = await Promise.all(
    all.map(async ({ id, published }) =>
      published && published.at <= at
        ? published
        : models.revisions
            .findOne({ kind, id, at: { $lte: at }, how: { $ne: 'canary' } })
            .sort({ revision: -1 })
            .lean(),
    ),
  );
  // What was published fitted its schema.
  return then.flatMap((revision) => (revision ? [revision.document as DocumentOf[K]] : []));
}
