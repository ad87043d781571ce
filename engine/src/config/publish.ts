import type { Kind, PublishRequest } from '@pih/schemas';
import type { Desk } from './desk.ts';
import { exists, mustBeSeen } from './drafts.ts';
import type { Author, Draft, ReleaseHow, Revision, StoredDocument } from './model.ts';
import { CanaryImpossible, DocumentArchived, DocumentNotFound, DraftMissing, ScheduleImpossible } from './problems.ts';
import { askFor, type Asked } from './releases/asking.ts';
import type { Outcome } from './releases/outcome.ts';
import { revisionOf } from './revisions.ts';

/** When and for whom a publication is to be; at once and for all when it says neither. */
export type Going = Pick<PublishRequest, 'schedule' | 'canary'>;

/** @throws DocumentNotFound, DocumentArchived */
function mustBeInUse(head: StoredDocument): void {
  const { kind, id } = head;
  if (!exists(head)) throw new DocumentNotFound({ kind, id });
  if (head.archived) throw new DocumentArchived({ kind, id });
}

/**
 * Makes the draft the live revision: at once, at a time, for a part of the payments, or when others have approved it.
 * @throws DraftMissing, DraftChanged, NotPublishable, DocumentArchived, ScheduleImpossible, CanaryImpossible, TooManyReleases
 */
export function publish(
  desk: Desk,
  kind: Kind,
  id: string,
  version: number,
  note: string,
  by: Author,
  going: Going,
): Promise<Outcome> {
  return askFor(desk, kind, id, (head) => {
    mustBeInUse(head);
    const { draft } = head;
    if (!draft) throw new DraftMissing({ kind, id });
    mustBeSeen(head, version);
    return { ...fromDraft(draft), note, by, ...scheduled(head, going, desk.now()), ...tried(head, going) };
  });
}

const fromDraft = ({ document, editors, version }: Draft): Omit<Asked, 'note' | 'by'> => ({
  how: 'publish',
  document,
  editors,
  draftVersion: version,
});

function scheduled({ kind, id }: StoredDocument, { schedule }: Going, now: Date): Partial<Asked> {
  if (!schedule) return {};
  const from = schedule.from === undefined ? undefined : new Date(schedule.from);
  const until = schedule.until === undefined ? undefined : new Date(schedule.until);
  if (from && from <= now) throw new ScheduleImpossible({ kind, id, reason: 'past', from });
  if (until && until <= now) throw new ScheduleImpossible({ kind, id, reason: 'past', until });
  if (from && until && until <= from) throw new ScheduleImpossible({ kind, id, reason: 'order', from, until });
  return { how: 'schedule', ...(from && { from }), ...(until && { until }) };
}

function tried(head: StoredDocument, { canary, schedule }: Going): Partial<Asked> {
  if (!canary) return {};
  const { kind, id } = head;
  if (schedule) throw new CanaryImpossible({ kind, id, reason: 'scheduled' });
  mustAllowCanary(head);
  const { percent, guard } = canary;
  return { how: 'canary', percent, ...(guard && { guard }) };
}

/** @throws CanaryImpossible */
export function mustAllowCanary({ kind, id, published, canary }: StoredDocument): void {
  if (kind !== 'flow' && kind !== 'checkout') throw new CanaryImpossible({ kind, id, reason: 'kind' });
  if (!published) throw new CanaryImpossible({ kind, id, reason: 'nothing_live' });
  if (canary) throw new CanaryImpossible({ kind, id, reason: 'running', release: canary.release });
}

/** A canary that nobody promoted has a number, but was live for some only. */
const wasLive = ({ how }: Revision): boolean => how !== 'canary';

/** Which rules of approval count: to make live for all what never was is no way back, whatever it is called. */
export const judgedGoingBackTo = (earlier: Revision): ReleaseHow => (wasLive(earlier) ? 'rollback' : 'publish');

/**
 * Publishes an earlier revision again, as a new one; a draft stays.
 * @throws RevisionNotFound, NotPublishable, DocumentArchived, TooManyReleases
 */
export function rollBack(
  desk: Desk,
  kind: Kind,
  id: string,
  revision: number,
  note: string,
  by: Author,
): Promise<Outcome> {
  return askFor(desk, kind, id, async (head) => {
    mustBeInUse(head);
    const earlier = await revisionOf(desk, kind, id, revision);
    return {
      how: 'rollback',
      judgedAs: judgedGoingBackTo(earlier),
      document: earlier.document,
      note,
      by,
      editors: wasLive(earlier) ? [] : [earlier.by],
      draftVersion: null,
      rollsBackTo: revision,
    };
  });
}
