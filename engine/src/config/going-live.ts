import type { Author, DocumentEvent, Release, Revision, RevisionHow, StoredDocument } from './model.ts';
import type { Change } from './heads.ts';
import { reasonOf } from '@pih/schemas';
import { ended, noteOf, type Because } from './releases/lifecycle.ts';

/** What is to become the live revision. */
export interface GoingLive {
  document: unknown;
  note: string;
  by: Author;
  at: Date;
  how: RevisionHow;
  /** The release that it comes by, when there is one to look up. */
  release?: string;
  /** The version of the draft it was made from: gone when nobody saved another since. */
  draftVersion?: number | null;
  /** A number that was taken for it before; the next one when absent. */
  revision?: number;
}

/** The parts of a head that change when a revision becomes live, and what the history says besides. */
export interface WentLive extends Change {
  published: Revision;
}

/**
 * Makes a document the live revision, under the next number. A canary that is running ends: what it was compared with is gone.
 */
export function publishing(head: StoredDocument, going: GoingLive): WentLive {
  const { document, note, by, at, how, release, draftVersion, revision = head.lastRevision + 1 } = going;
  const published: Revision = {
    revision,
    document,
    note,
    at,
    by,
    how,
    ...(release !== undefined && { release }),
  };
  const left = withoutCanary(head, at, by, reasonOf('replaced', { revision }));
  return {
    published,
    set: { ...left.set, ...usedUp(head, draftVersion), published, lastRevision: Math.max(revision, head.lastRevision) },
    events: left.events,
  };
}

/** Makes the revision of the canary the live one, under the number that it has. */
export function promoting(
  head: StoredDocument,
  { note, by, at, draftVersion }: Pick<GoingLive, 'note' | 'by' | 'at' | 'draftVersion'>,
): WentLive | undefined {
  const { canary } = head;
  if (!canary) return undefined;
  const { revision, document, release } = canary;
  const published: Revision = { revision, document, note, at, by, how: 'promote', release };
  const releases = head.releases.map((each) =>
    each.id === release ? ended(each, 'finish', { at, by, because: note }) : each,
  );
  return {
    published,
    set: { ...usedUp(head, draftVersion), published, canary: null, releases },
    events: [{ at, by, what: 'canary_promoted', note, revision, release }],
  };
}

/** Ends the canary of a head as withdrawn, if it has one. */
export function withoutCanary(head: StoredDocument, at: Date, by: Author, because: Because): Change {
  const { canary } = head;
  if (!canary) return { set: {}, events: [] };
  const { release, revision } = canary;
  const releases = head.releases.map((each) =>
    each.id === release ? ended(each, 'withdraw', { at, by, because }) : each,
  );
  const event: DocumentEvent = { at, by, what: 'withdrawn', ...noteOf(because), release, revision };
  return { set: { canary: null, releases }, events: [event] };
}

/** A draft that is live now, just as it was saved, is no draft any more. */
const usedUp = ({ draft }: StoredDocument, version: number | null | undefined): Change['set'] =>
  draft && draft.version === version ? { draft: null } : {};

/** The releases of a head after a change that may have touched them. */
export const releasesAfter = (head: StoredDocument, { set }: Change): readonly Release[] =>
  set.releases ?? head.releases;
