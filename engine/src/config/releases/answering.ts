import { reasonOf, type EventReason, type Kind } from '@pih/schemas';
import { isOwnMaking, refusalOf } from '../approvals.ts';
import { mustBeDispensable } from '../archive.ts';
import { mustBePublishable, type Desk } from '../desk.ts';
import { withoutCanary } from '../going-live.ts';
import { withRelease, type Change } from '../heads.ts';
import type { Approval, Author, DocumentEvent, Release, StoredDocument } from '../model.ts';
import { ApprovalRefused, DocumentArchived, DocumentNotArchived, ReleaseEnded, ReleaseOutdated } from '../problems.ts';
import { mustAllowCanary } from '../publish.ts';
import { askFor, mustFit } from './asking.ts';
import { ending } from './due.ts';
import { can, ended, noteOf } from './lifecycle.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { perform, type Performed } from './perform.ts';
import { frozenIn, releaseIn } from './reading.ts';

/** Whose answer it is, to which release, and what was said with it. */
export interface Answer {
  kind: Kind;
  id: string;
  release: string;
  by: Author;
  note?: string | undefined;
}

type Decide = (head: StoredDocument, release: Release) => Promise<Performed> | Performed;

/** Changes a release as `decide` says. @throws ReleaseNotFound, and whatever `decide` throws */
async function answer(desk: Desk, { kind, id, release }: Answer, decide: Decide): Promise<Outcome> {
  let done: Performed | undefined;
  await desk.heads.change(kind, id, async (head) => {
    done = await decide(head, await releaseIn(desk, head, release));
    return done;
  });
  await desk.refresh();
  return outcomeOf(done, kind, id);
}

/**
 * Says yes to a release. With the last yes that it needs it does what it is about, with the document as it was frozen;
 * what it would publish is checked once more, against what is live now.
 * @throws ReleaseNotFound, ReleaseEnded, ApprovalRefused, ReleaseOutdated, NotPublishable, ScheduleImpossible,
 *   CanaryImpossible, ArchiveRefused; nothing is noted then
 */
export function approve(desk: Desk, about: Answer): Promise<Outcome> {
  return answer(desk, about, async (head, release) => {
    const { kind, id, by, note } = about;
    if (release.state !== 'awaiting_approval')
      throw new ReleaseEnded({ kind, id, release: release.id, state: release.state });
    const reason = refusalOf(release, by) ?? ((await isOwnMaking(desk.makersOf, release, by)) ? 'made' : undefined);
    if (reason) throw new ApprovalRefused({ kind, id, release: release.id, reason });
    const document = await frozenIn(desk, kind, id, release.id);
    await mustStillHold(desk, head, release, document);
    const at = desk.now();
    const approval: Approval = { by, at, ...(note !== undefined && { note }) };
    const event = eventOf('approved', release, at, by, note);
    // Who was let go, or lost the right, since they said yes, does not count any more.
    const approvals = [...(await stillValid(desk, kind, release.approvals)), approval];
    const approved: Release = { ...release, approvals };
    if (approvals.length < release.approvers) return noted(head, approved, event);
    const done = perform(head, { release: approved, document, at });
    return { ...done, events: [event, ...done.events] };
  });
}

async function stillValid({ mayApprove }: Desk, kind: Kind, approvals: readonly Approval[]): Promise<Approval[]> {
  const valid: Approval[] = [];
  for (const approval of approvals)
    if (approval.by.id !== undefined && (await mayApprove(approval.by.id, kind))) valid.push(approval);
  return valid;
}

/** What was asked for has to make sense today as it did then. */
async function mustStillHold(desk: Desk, head: StoredDocument, release: Release, document: unknown): Promise<void> {
  const { kind, id, archived, published } = head;
  const revision = published?.revision ?? null;
  if (release.how === 'restore') {
    if (!archived) throw new DocumentNotArchived({ kind, id });
  } else if (archived) throw new DocumentArchived({ kind, id });
  if (revision !== release.basedOn)
    throw new ReleaseOutdated({ kind, id, release: release.id, basedOn: release.basedOn, revision });
  if (release.promotes !== undefined) await mustStillRun(desk, head, release.promotes);
  mustFit(head, release, desk.now());
  if (release.how === 'canary') mustAllowCanary(head);
  if (release.how === 'archive') return mustBeDispensable(desk, head);
  return mustBePublishable(desk, kind, id, document);
}

/** A canary that has returned meanwhile did badly: nobody makes it live by a late yes. @throws ReleaseEnded naming it */
async function mustStillRun(desk: Desk, head: StoredDocument, canary: string): Promise<void> {
  const { kind, id } = head;
  const { state } = await releaseIn(desk, head, canary);
  if (state !== 'canary') throw new ReleaseEnded({ kind, id, release: canary, state });
}

/** Says no to a release; it is over. @throws ReleaseNotFound, ReleaseEnded */
export function refuse(desk: Desk, about: Answer): Promise<Outcome> {
  return answer(desk, about, (head, release) => {
    const at = desk.now();
    mustBeOpen(head, release, 'refuse');
    const { by, note } = about;
    const refused = ended(release, 'refuse', { at, by, because: note ?? reasonOf('refused', {}) });
    return noted(head, refused, eventOf('refused', release, at, by, note));
  });
}

/**
 * Takes a release back: what waits is not done, a canary ends, and in the place of a schedule that is live comes back what
 * was live before.
 * @throws ReleaseNotFound, ReleaseEnded; NotPublishable when what was live before cannot come back
 */
export function withdraw(desk: Desk, about: Answer): Promise<Outcome> {
  return answer(desk, about, async (head, release) => {
    const { by, note } = about;
    const at = desk.now();
    const because = note ?? reasonOf('withdrawn', {});
    mustBeOpen(head, release, 'withdraw');
    if (release.state === 'live') return ending(desk, head, release, { at, by, because, event: 'withdraw' });
    if (release.state === 'canary') {
      const left = withoutCanary(head, at, by, because);
      return { ...left, release: endedIn(left, release), revision: null };
    }
    const withdrawn = ended(release, 'withdraw', { at, by, because });
    return noted(head, withdrawn, eventOf('withdrawn', release, at, by, note));
  });
}

/**
 * Makes the revision of a canary the live one. Rules that ask for approval of a publication count here too, unless people
 * have said yes to them when the canary began.
 * @throws ReleaseNotFound, ReleaseEnded, NotPublishable
 */
export function promote(desk: Desk, { kind, id, release: canary, by, note }: Answer): Promise<Outcome> {
  return askFor(desk, kind, id, async (head) => {
    const release = await releaseIn(desk, head, canary);
    if (release.state !== 'canary') throw new ReleaseEnded({ kind, id, release: canary, state: release.state });
    return {
      how: 'publish',
      document: head.canary?.document,
      note: note ?? release.note,
      by,
      editors: [...release.editors, release.requestedBy],
      draftVersion: release.draftVersion,
      promotes: canary,
      met: release.needs,
    };
  });
}

/**
 * Ends a canary that does worse than what it is compared with.
 * @returns false when it had ended already, so that of several nodes exactly one is told that it was the one
 */
export async function returnCanary(
  { heads, now, refresh }: Desk,
  { kind, id, release, because }: Omit<Answer, 'by' | 'note'> & { because: EventReason },
): Promise<boolean> {
  let isOurs = false;
  const by: Author = { type: 'system' };
  await heads.change(kind, id, (head) => {
    const found = head.releases.find((each) => each.id === release && each.state === 'canary');
    isOurs = found !== undefined;
    if (!found) return undefined;
    const at = now();
    const { revision } = found;
    const event: DocumentEvent = {
      at,
      by,
      what: 'canary_returned',
      ...noteOf(because),
      release,
      ...(revision !== undefined && { revision }),
    };
    const releases = withRelease(head.releases, ended(found, 'return', { at, by, because }));
    return { set: { canary: null, releases }, events: [event] };
  });
  await refresh();
  return isOurs;
}

/** @throws ReleaseEnded */
function mustBeOpen({ kind, id }: StoredDocument, release: Release, event: 'refuse' | 'withdraw'): void {
  if (!can(release, event)) throw new ReleaseEnded({ kind, id, release: release.id, state: release.state });
}

const noted = (head: StoredDocument, release: Release, event: DocumentEvent): Performed => ({
  release,
  revision: null,
  set: { releases: withRelease(head.releases, release) },
  events: [event],
});

const eventOf = (
  what: 'approved' | 'refused' | 'withdrawn',
  { id }: Release,
  at: Date,
  by: Author,
  note: string | undefined,
): DocumentEvent => ({ at, by, what, release: id, ...(note !== undefined && { note }) });

const endedIn = ({ set }: Change, release: Release): Release =>
  set.releases?.find(({ id }) => id === release.id) ?? release;
