import type { Kind } from '@pih/schemas';
import { mismatches, type Desk } from './desk.ts';
import type { Author, Draft, StoredDocument } from './model.ts';
import { DocumentNotFound, DraftChanged, WrongDocument } from './problems.ts';

/** Whether two authors are one and the same. */
export const isSame = (one: Author, other: Author): boolean => one.type === other.type && one.id === other.id;

/** Of a document that was never published and whose draft was thrown away, only the count of its versions is left. */
export const exists = ({ published, draft }: StoredDocument): boolean => published !== null || draft !== null;

/** @throws DraftChanged with who saved it and when, unless the draft is the one that was seen */
export function mustBeSeen(head: StoredDocument, version: number): void {
  const { kind, id, draft } = head;
  const current = draft?.version ?? 0;
  if (current === version) return;
  throw new DraftChanged({
    kind,
    id,
    version: current,
    yours: version,
    ...(draft && { by: draft.by, at: draft.at }),
  });
}

/**
 * Keeps a draft, valid or not, as long as it says which document it is: work in progress is never lost. Whoever saves the
 * current version of somebody else's draft takes it over, and the history says so.
 * @param version of the draft that was edited; 0 when there was none
 * @throws WrongDocument, DraftChanged
 */
export async function saveDraft(
  { heads, now }: Desk,
  kind: Kind,
  id: string,
  document: Record<string, unknown>,
  version: number,
  by: Author,
): Promise<Draft> {
  const slips = mismatches(kind, id, document);
  if (slips.length) throw new WrongDocument({ kind, id, errors: slips });
  const saved = await heads.change(kind, id, (head) => {
    mustBeSeen(head, version);
    const at = now();
    const { draft: earlier, published } = head;
    const editors = earlier?.editors ?? [];
    const draft: Draft = {
      // Versions of drafts go on counting after a publication, so that an old window cannot mistake a new draft for its own.
      version: head.version + 1,
      document,
      at,
      by,
      editors: editors.some((editor) => isSame(editor, by)) ? editors : [...editors, by],
      basedOn: earlier ? earlier.basedOn : (published?.revision ?? null),
    };
    if (!earlier) return { set: { draft }, events: [{ at, by, what: 'draft_begun' }] };
    if (isSame(earlier.by, by)) return { set: { draft }, events: [] };
    return { set: { draft }, events: [{ at, by, what: 'draft_taken_over', from: earlier.by }] };
  });
  if (!saved.draft) throw new DraftChanged({ kind, id, version: 0, yours: version });
  return saved.draft;
}

/** Throws the draft away that its author saw. @throws DocumentNotFound, DraftChanged when somebody has changed it since */
export async function discardDraft(
  { heads, now }: Desk,
  kind: Kind,
  id: string,
  version: number,
  by: Author,
): Promise<void> {
  await heads.change(kind, id, (head) => {
    if (!exists(head)) throw new DocumentNotFound({ kind, id });
    mustBeSeen(head, version);
    if (!head.draft) return undefined;
    return { set: { draft: null }, events: [{ at: now(), by, what: 'draft_discarded' }] };
  });
}
