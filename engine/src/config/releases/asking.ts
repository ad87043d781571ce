import { newId, type Kind } from '@pih/schemas';
import { approvalsNeeded } from '../approvals.ts';
import { mustBePublishable, titleOf, type Desk } from '../desk.ts';
import { withRelease, type Change } from '../heads.ts';
import type { Author, Guard, Release, ReleaseHow, StoredDocument } from '../model.ts';
import { ScheduleImpossible, TooManyReleases } from '../problems.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { perform, type Performed } from './perform.ts';
import { overlap } from './windows.ts';

/** As many as anybody keeps in mind for one document; the head has to stay small. */
export const mostReleases = 20;

/** What somebody wants to happen to a document. */
export interface Asked {
  how: ReleaseHow;
  /** Which rules of approval count; those of `how` when absent. */
  judgedAs?: ReleaseHow;
  document: unknown;
  note: string;
  by: Author;
  /** Everybody who had a hand in the document. */
  editors: Author[];
  draftVersion: number | null;
  from?: Date;
  until?: Date;
  percent?: number;
  guard?: Guard;
  rollsBackTo?: number;
  promotes?: string;
  /** Titles of rules that people have said yes to already. */
  met?: readonly string[];
}

/**
 * Does what is asked for, or notes it for when enough people have approved it or its time has come.
 * @param ask looks at the head and says what is wanted; asked again when somebody else was faster
 * @throws NotPublishable, ScheduleImpossible, TooManyReleases, and whatever `ask` throws
 */
export async function askFor(
  desk: Desk,
  kind: Kind,
  id: string,
  ask: (head: StoredDocument) => Promise<Asked> | Asked,
): Promise<Outcome> {
  const { heads, now } = desk;
  const release = newId('release', now());
  let done: Performed | undefined;
  await heads.change(kind, id, async (head) => {
    const asked = await ask(head);
    // What goes out of use has been live; it need not be fit to go live again.
    if (asked.how !== 'archive') await mustBePublishable(desk, kind, id, asked.document);
    const fresh = await freshRelease(desk, head, release, asked);
    mustFit(head, fresh, now());
    done =
      fresh.approvers > 0
        ? awaiting(head, fresh)
        : perform(head, { release: fresh, document: asked.document, at: now() });
    const isOpen = done.set.releases?.some((each) => each.id === release && !each.ended);
    if (!isOpen) return done;
    if (head.releases.length >= mostReleases) throw new TooManyReleases({ kind, id, most: mostReleases });
    await freeze(desk, kind, id, release, asked.document);
    return done;
  });
  await desk.refresh();
  return outcomeOf(done, kind, id);
}

async function freshRelease(desk: Desk, head: StoredDocument, id: string, asked: Asked): Promise<Release> {
  const { how, judgedAs = how, document, note, by, editors, draftVersion, met = [], ...times } = asked;
  const { needs, approvers } = await approvalsNeeded(desk.live(), {
    kind: head.kind,
    document,
    before: head.published?.document ?? null,
    how: judgedAs,
    by,
  });
  const isMet = needs.every((title) => met.includes(title));
  const { from, until, percent, guard, rollsBackTo, promotes } = times;
  return {
    id,
    state: 'awaiting_approval',
    how,
    title: titleOf(document, head.id),
    note,
    requestedAt: desk.now(),
    requestedBy: by,
    editors,
    basedOn: head.published?.revision ?? null,
    draftVersion,
    needs: isMet ? [] : needs,
    approvers: isMet ? 0 : approvers,
    approvals: [],
    ...(from && { from }),
    ...(until && { until }),
    ...(percent !== undefined && { percent }),
    ...(guard && { guard }),
    ...(rollsBackTo !== undefined && { rollsBackTo }),
    ...(promotes !== undefined && { promotes }),
  };
}

/** @throws ScheduleImpossible when the times of a schedule cannot be kept beside those of another */
export function mustFit({ kind, id, releases, published }: StoredDocument, release: Release, now: Date): void {
  const { from, until, how } = release;
  const times = { ...(from && { from }), ...(until && { until }) };
  if (until && until <= now) throw new ScheduleImpossible({ kind, id, reason: 'over', ...times });
  if (how !== 'schedule') return;
  if (until && !published) throw new ScheduleImpossible({ kind, id, reason: 'nothing_before' });
  const other = releases.find(
    (planned) =>
      planned.id !== release.id &&
      (planned.state === 'scheduled' || planned.state === 'live') &&
      overlap(planned, release, now),
  );
  if (!other) return;
  const planned = { ...(other.from && { from: other.from }), ...(other.until && { until: other.until }) };
  throw new ScheduleImpossible({ kind, id, reason: 'overlap', release: other.id, other: other.title, ...planned });
}

function awaiting(head: StoredDocument, release: Release): Performed {
  const { id, note, requestedAt: at, requestedBy: by } = release;
  const change: Change = {
    set: { releases: withRelease(head.releases, release) },
    events: [{ at, by, what: 'approval_requested', note, release: id }],
  };
  return { ...change, release, revision: null };
}

/** Written before the head names it: a crash in between leaves a document that nobody asks for. */
async function freeze({ models }: Desk, kind: Kind, id: string, release: string, document: unknown): Promise<void> {
  await models.releases.updateOne({ _id: release }, { $set: { kind, id, document, ended: null } }, { upsert: true });
}
