import type { Kind } from '@pih/schemas';
import { approvalsNeeded, type Needs } from './approvals.ts';
import type { Desk } from './desk.ts';
import { exists } from './drafts.ts';
import type { Author, ReleaseHow } from './model.ts';
import { DocumentNotFound, DraftMissing } from './problems.ts';
import { judgedGoingBackTo } from './publish.ts';
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
  const about = { kind, before, how, by };
  if (revision !== undefined) {
    const earlier = await revisionOf(desk, kind, id, revision);
    const judged = how === 'rollback' ? judgedGoingBackTo(earlier) : how;
    return approvalsNeeded(desk.live(), { ...about, how: judged, document: earlier.document });
  }
  if (how === 'archive' || how === 'restore') return approvalsNeeded(desk.live(), { ...about, document: before });
  if (!head.draft) throw new DraftMissing({ kind, id });
  return approvalsNeeded(desk.live(), { ...about, document: head.draft.document });
}
