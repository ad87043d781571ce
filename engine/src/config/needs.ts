import type { Kind } from '@pih/schemas';
import { approvalsNeeded, type Needs } from './approvals.ts';
import type { Desk } from './desk.ts';
import { exists } from './drafts.ts';
import type { Author, ReleaseHow } from './model.ts';
import { DocumentNotFound, DraftMissing } from './problems.ts';
import { revisionOf } from './revisions.ts';

/**
 * Who else would have to approve it, before anybody asks: the draft, the document itself when it goes out of use or comes
 * back, or the earlier revision that is named.
 * @throws DocumentNotFound, DraftMissing, RevisionNotFound
 */
export async function needsOf(
  desk: Desk,
  kind: Kind,
  id: string,
  how: ReleaseHow,
  by: Author,
  revision?: number,
): Promise<Needs> {
  const head = await desk.heads.read(kind, id);
  if (!exists(head)) throw new DocumentNotFound({ kind, id });
  const before = head.published?.document ?? null;
  const document = async () => {
    if (revision !== undefined) return (await revisionOf(desk, kind, id, revision)).document;
    if (how === 'archive' || how === 'restore') return before;
    if (!head.draft) throw new DraftMissing({ kind, id });
    return head.draft.document;
  };
  return approvalsNeeded(desk.live(), { kind, document: await document(), before, how, by });
}
