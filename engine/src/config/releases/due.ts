import { reasonOf, type FieldError } from '@pih/schemas';
import { mustBePublishable, type Desk } from '../desk.ts';
import { publishing, releasesAfter } from '../going-live.ts';
import { withRelease } from '../heads.ts';
import type { Author, DocumentEvent, Release, StoredDocument } from '../model.ts';
import { NotPublishable } from '../problems.ts';
import { revisionOf } from '../revisions.ts';
import { ended, noteOf, type Because } from './lifecycle.ts';
import { perform, type Performed } from './perform.ts';
import { frozenIn } from './reading.ts';
import { dueOf } from './windows.ts';

const system: Author = { type: 'system' };

/** How a schedule that is live comes to its end. */
interface Ending {
  at: Date;
  by: Author;
  because: Because;
  event: 'finish' | 'withdraw';
}

/**
 * Does what has become due, on whichever node looks first: the head decides. What was due while no engine ran is done now,
 * once.
 * @returns how many releases had something done to them here
 */
export async function workOnDue(desk: Desk): Promise<number> {
  const { heads, log, now } = desk;
  const due = await heads.all({ dueAt: { $ne: null, $lte: now() } });
  let count = 0;
  for (const { kind, id } of due) {
    try {
      // A schedule may begin where another ends.
      while (await workOnOne(desk, { kind, id })) count += 1;
    } catch (error) {
      log.error({ err: error, kind, document: id }, 'a release that is due could not be worked on; trying again');
    }
  }
  if (count) await desk.refresh();
  return count;
}

async function workOnOne(desk: Desk, { kind, id }: Pick<StoredDocument, 'kind' | 'id'>): Promise<boolean> {
  let done: Performed | undefined;
  await desk.heads.change(kind, id, async (head) => {
    const release = dueOf(head.releases, desk.now());
    done = release && (await (release.state === 'live' ? atEnd(desk, head, release) : atBegin(desk, head, release)));
    return done;
  });
  if (!done) return false;
  const { id: release, state, ended: end } = done.release;
  const about = { kind, document: id, release, state, revision: done.revision };
  if (state === 'failed') desk.log.warn({ ...about, why: end?.why, errors: end?.errors }, 'a release failed');
  else desk.log.info(about, 'a release was due');
  return true;
}

/** Publishes what was frozen, or ends the release when that is not possible any more. */
async function atBegin(desk: Desk, head: StoredDocument, release: Release): Promise<Performed> {
  const at = desk.now();
  const { kind, id } = head;
  if (release.until && release.until <= at) return failed(head, release, at, reasonOf('too-late', {}));
  const document = await frozenIn(desk, kind, id, release.id);
  const errors = await faultsOf(() => mustBePublishable(desk, kind, id, document));
  if (errors.length) return failed(head, release, at, reasonOf('not-publishable', faultIn(errors)), errors);
  return perform(head, { release, document, at });
}

/** Brings back what was live before, unless something else was published meanwhile. */
async function atEnd(desk: Desk, head: StoredDocument, release: Release): Promise<Performed> {
  const at = desk.now();
  let done: Performed | undefined;
  const errors = await faultsOf(async () => {
    done = await ending(desk, head, release, { at, by: system, because: reasonOf('time-over', {}), event: 'finish' });
  });
  return done ?? failed(head, release, at, reasonOf('cannot-return', faultIn(errors)), errors);
}

/** What kept something from being published; none when it went well. */
async function faultsOf(work: () => Promise<void>): Promise<FieldError[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof NotPublishable) return error.facts.errors;
    throw error;
  }
}

/** What comes back at the end of a schedule; undefined when something else was published meanwhile. */
async function documentBefore(desk: Desk, { kind, id, published }: StoredDocument, { revision, before }: Release) {
  if (published?.revision !== revision || before === undefined) return undefined;
  return (await revisionOf(desk, kind, id, before)).document;
}

/**
 * Ends a schedule that is live.
 * @throws NotPublishable when what was live before cannot come back
 */
export async function ending(desk: Desk, head: StoredDocument, release: Release, end: Ending): Promise<Performed> {
  const { at, by, because, event } = end;
  const before = await documentBefore(desk, head, release);
  if (before === undefined) return kept(head, release, end);
  await mustBePublishable(desk, head.kind, head.id, before);
  const went = publishing(head, {
    document: before,
    // What the hub did by itself is said by how the revision came to be.
    note: (typeof because === 'string' ? `${release.note}: ${because}` : release.note).slice(0, 500),
    by,
    at,
    how: 'schedule_end',
    release: release.id,
  });
  const { revision } = went.published;
  const over = ended(release, event, { at, by, because });
  const told: DocumentEvent = { at, by, what: 'schedule_ended', ...noteOf(because), revision, release: release.id };
  return {
    release: over,
    revision,
    set: { ...went.set, releases: withRelease(releasesAfter(head, went), over) },
    events: [...went.events, told],
  };
}

/** Somebody has published something else; what they wanted stays. */
function kept(head: StoredDocument, release: Release, { at, by, event }: Ending): Performed {
  const because = reasonOf('overtaken', {});
  const over = ended(release, event, { at, by, because });
  return {
    release: over,
    revision: null,
    set: { releases: withRelease(head.releases, over) },
    events: [{ at, by, what: 'schedule_kept', ...noteOf(because), release: release.id }],
  };
}

function failed(
  head: StoredDocument,
  release: Release,
  at: Date,
  because: Because,
  errors: FieldError[] = [],
): Performed {
  const over = ended(release, 'fail', { at, by: system, because, errors });
  return {
    release: over,
    revision: null,
    set: { releases: withRelease(head.releases, over) },
    events: [{ at, by: system, what: 'failed', ...noteOf(because), release: release.id }],
  };
}

/** The first of what is wrong, and how much there is besides. */
const faultIn = ([first, ...rest]: readonly FieldError[]) => ({
  ...first?.params,
  ...{ cause: first?.rule ?? '', at: first?.path ?? '', why: first?.message ?? '', more: rest.length },
});
