import { reasonOf } from '@pih/schemas';
import { promoting, publishing, releasesAfter } from '../going-live.ts';
import { withRelease, type Change } from '../heads.ts';
import type { Author, Canary, DocumentEvent, EventName, Release, RevisionHow, StoredDocument } from '../model.ts';
import { after, ended, noteOf } from './lifecycle.ts';

/** A release whose time has come, and the document that was frozen into it. */
export interface Performing {
  release: Release;
  document: unknown;
  at: Date;
}

/** What a release did: the change of the head, the release after it, and the revision that went live or began. */
export interface Performed extends Change {
  release: Release;
  revision: number | null;
}

const whatOf: Record<'publish' | 'rollback' | 'schedule', EventName> = {
  publish: 'published',
  rollback: 'rolled_back',
  schedule: 'published',
};

/** Does what a release is about, once nothing is missing any more. Pure: it says what to write. */
export function perform(head: StoredDocument, performing: Performing): Performed {
  const { release, at } = performing;
  switch (release.how) {
    case 'publish':
    case 'rollback':
      return goLive(head, performing, release.how);
    case 'schedule':
      return release.from && release.from > at ? wait(head, performing) : goLive(head, performing, 'schedule');
    case 'canary':
      return begin(head, performing);
    case 'archive':
    case 'restore':
      return putAside(head, performing);
  }
}

/** Whether somebody will want to look it up later; what happens at once leaves its revision and its history. */
const isKept = (head: StoredDocument, { id, until, from }: Release): boolean =>
  head.releases.some((known) => known.id === id) || until !== undefined || from !== undefined;

function goLive(
  head: StoredDocument,
  { release, document, at }: Performing,
  how: RevisionHow & keyof typeof whatOf,
): Performed {
  const { note, requestedBy: by, draftVersion, promotes } = release;
  const kept = isKept(head, release);
  const went =
    (promotes !== undefined && head.canary?.release === promotes
      ? promoting(head, { note, by, at, draftVersion })
      : undefined) ??
    publishing(head, { document, note, by, at, how, draftVersion, ...(kept && { release: release.id }) });
  const { revision } = went.published;
  const before = head.published?.revision;
  const now: Release = release.until
    ? { ...after(release, 'begin'), revision, ...(before !== undefined && { before }) }
    : { ...ended(release, 'finish', { at, by, because: note }), revision };
  const event: DocumentEvent = { at, by, what: whatOf[how], note, revision, ...(kept && { release: release.id }) };
  return {
    release: now,
    revision,
    set: { ...went.set, ...(kept && { releases: withRelease(releasesAfter(head, went), now) }) },
    events: [...went.events, ...(went.published.how === 'promote' ? [] : [event])],
  };
}

function wait(head: StoredDocument, { release, at }: Performing): Performed {
  const now = after(release, 'wait');
  const { id, note, requestedBy: by } = release;
  return {
    release: now,
    revision: null,
    set: { releases: withRelease(head.releases, now) },
    events: [{ at, by, what: 'scheduled', note, release: id }],
  };
}

function begin(head: StoredDocument, { release, document, at }: Performing): Performed {
  const { id, note, requestedBy: by, percent = 1, guard } = release;
  const revision = head.lastRevision + 1;
  const canary: Canary = { release: id, revision, document, percent, ...(guard && { guard }), note, at, by };
  const now: Release = { ...after(release, 'try'), revision };
  return {
    release: now,
    revision,
    set: { canary, lastRevision: revision, releases: withRelease(head.releases, now) },
    events: [{ at, by, what: 'canary_started', note, release: id, revision, percent }],
  };
}

/** Out of use, and back into it. What is planned for a document goes with it. */
function putAside(head: StoredDocument, { release, at }: Performing): Performed {
  const { note, requestedBy: by } = release;
  const kept = isKept(head, release);
  const isLeaving = release.how === 'archive';
  const now = ended(release, 'finish', { at, by, because: note });
  const others = head.releases.filter(({ id }) => id !== release.id);
  const left = isLeaving ? withdrawnAll(others, at, by) : { releases: others, events: [] };
  return {
    release: now,
    revision: null,
    set: {
      archived: isLeaving ? { at, by, note } : null,
      ...(isLeaving && { canary: null }),
      releases: kept ? [...left.releases, now] : left.releases,
    },
    events: [
      ...left.events,
      { at, by, what: isLeaving ? 'archived' : 'restored', note, ...(kept && { release: release.id }) },
    ],
  };
}

function withdrawnAll(releases: readonly Release[], at: Date, by: Author) {
  const because = reasonOf('document-archived', {});
  return {
    releases: releases.map((release) => ended(release, 'withdraw', { at, by, because })),
    events: releases.map(({ id }): DocumentEvent => ({ at, by, what: 'withdrawn', ...noteOf(because), release: id })),
  };
}
