import type { Kind, Publication } from '@pih/schemas';
import type { Author, Release } from '../model.ts';
import { TooMuchAtOnce } from '../problems.ts';
import type { Performed } from './perform.ts';

/** What became of something that was asked for. */
export interface Outcome {
  outcome: Publication['outcome'];
  /** The number that went live, or began as a canary; null for none. */
  revision: number | null;
  note: string;
  at: Date;
  by: Author;
  /** To follow it up; null when it went live at once. */
  release: Release | null;
}

/** How a release answers at each of its states, where that says all. */
const byState: Partial<Record<Release['state'], Outcome['outcome']>> = {
  awaiting_approval: 'awaiting_approval',
  scheduled: 'scheduled',
  canary: 'canary',
  refused: 'ended',
  withdrawn: 'ended',
  returned: 'ended',
  failed: 'ended',
};

const byHow: Partial<Record<Release['how'], Outcome['outcome']>> = { archive: 'archived', restore: 'restored' };

/** Tells what a change did in the words of the API. */
export function outcomeOf(done: Performed | undefined, kind: Kind, id: string): Outcome {
  if (!done) throw new TooMuchAtOnce({ kind, id });
  const { release, revision, set } = done;
  const { state, how, note, requestedAt, requestedBy, ended } = release;
  return {
    outcome: byState[state] ?? byHow[how] ?? 'published',
    revision,
    note,
    at: ended?.at ?? set.published?.at ?? requestedAt,
    by: requestedBy,
    release: set.releases?.some(({ id: known }) => known === release.id) ? release : null,
  };
}
