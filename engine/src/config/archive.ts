import type { Kind } from '@pih/schemas';
import type { Desk } from './desk.ts';
import { exists } from './drafts.ts';
import type { Author, StoredDocument } from './model.ts';
import { ArchiveRefused, DocumentArchived, DocumentNotArchived, DocumentNotFound } from './problems.ts';
import { usersOf } from './references.ts';
import { askFor, type Asked } from './releases/asking.ts';
import type { Outcome } from './releases/outcome.ts';

/**
 * Takes a document out of use: it is live no more and nothing may name it; its revisions stay, and what began with it is
 * finished with it.
 * @throws DocumentNotFound, DocumentArchived, ArchiveRefused, TooManyReleases
 */
export function archive(desk: Desk, kind: Kind, id: string, note: string, by: Author): Promise<Outcome> {
  return askFor(desk, kind, id, async (head) => {
    if (!exists(head)) throw new DocumentNotFound({ kind, id });
    if (head.archived) throw new DocumentArchived({ kind, id });
    await mustBeDispensable(desk, head);
    return putAside('archive', head, note, by);
  });
}

/**
 * Puts a document back into use, at the revision that was live before.
 * @throws DocumentNotFound, DocumentNotArchived, NotPublishable, TooManyReleases
 */
export function restore(desk: Desk, kind: Kind, id: string, note: string, by: Author): Promise<Outcome> {
  return askFor(desk, kind, id, (head) => {
    if (!exists(head)) throw new DocumentNotFound({ kind, id });
    if (!head.archived) throw new DocumentNotArchived({ kind, id });
    return putAside('restore', head, note, by);
  });
}

const putAside = (how: 'archive' | 'restore', head: StoredDocument, note: string, by: Author): Asked => ({
  how,
  document: head.published?.document ?? null,
  note,
  by,
  editors: [],
  draftVersion: null,
});

/** @throws ArchiveRefused naming who uses it, or what the hub would lack */
export async function mustBeDispensable(desk: Desk, { kind, id, published }: StoredDocument): Promise<void> {
  if (!published) throw new ArchiveRefused({ kind, id, reason: 'nothing_live', usedBy: [], errors: [] });
  await desk.refresh();
  const live = desk.live();
  const document = live.get(kind, id);
  if (!document) return;
  const left = live.archiving(kind, document);
  const usedBy = usersOf(kind, live, left);
  if (usedBy.length) throw new ArchiveRefused({ kind, id, reason: 'in_use', usedBy, errors: [] });
  const errors = await desk.archiveGate(kind, id, left);
  if (errors.length) throw new ArchiveRefused({ kind, id, reason: 'needed', usedBy: [], errors });
}
