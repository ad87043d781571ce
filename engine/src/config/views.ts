import type { Kind } from '@pih/schemas';
import type { DocumentEvent } from './model.ts';
import type { Outcome } from './releases/outcome.ts';
import type { ReleaseOf } from './releases/reading.ts';

/** A release as the API tells it: what only the engine needs to go on with it stays here. */
export function releaseView({ kind, id: documentId, release }: ReleaseOf) {
  const { id, state, how, title, note, requestedAt, requestedBy, editors, basedOn, needs, approvers, approvals } =
    release;
  const { from, until, percent, guard, revision, rollsBackTo, promotes, ended } = release;
  return {
    ...{ id, kind, documentId, title, state, how, note, requestedAt, requestedBy, editors, basedOn },
    ...{ needs, approvers, approvals },
    // What is not there stays out of JSON.
    ...{ from, until, percent, guard, revision, rollsBackTo, promotes, ended },
  };
}

export const publicationView = (kind: Kind, id: string, { release, ...outcome }: Outcome) => ({
  ...outcome,
  release: release && releaseView({ kind, id, release }),
});

/** An event as the API tells it. */
export const eventView = ({ at, by, what, note, reason, revision, release, from, percent }: DocumentEvent) => ({
  at,
  by,
  what,
  note,
  reason,
  revision,
  release,
  from,
  percent,
});
