import type { Kind } from '@pih/schemas';
import type { Desk } from '../desk.ts';
import type { Release, StoredDocument } from '../model.ts';
import { ReleaseNotFound } from '../problems.ts';
import { dueTimeOf } from './windows.ts';

/** A release with the document it is of. */
export interface ReleaseOf {
  kind: Kind;
  id: string;
  release: Release;
}

/** All open releases of all documents: those that wait for somebody first, then the next due. */
export async function openReleases({ heads }: Desk, state: 'open' | 'awaiting_approval'): Promise<ReleaseOf[]> {
  const all = await heads.all({ 'releases.0': { $exists: true } });
  const found = all.flatMap(({ kind, id, releases }) => releases.map((release) => ({ kind, id, release })));
  return found
    .filter(({ release }) => state === 'open' || release.state === state)
    .sort((one, other) => rank(one.release) - rank(other.release));
}

const rank = (release: Release): number =>
  release.state === 'awaiting_approval'
    ? release.requestedAt.getTime() - 1e15
    : (dueTimeOf(release)?.getTime() ?? 1e15);

/** Looks a release up in its head, or among those that have ended. @throws ReleaseNotFound */
export async function releaseIn({ models }: Desk, head: StoredDocument, release: string): Promise<Release> {
  const { kind, id, releases, unfiled } = head;
  const found = [...releases, ...(unfiled?.releases ?? [])].find((each) => each.id === release);
  if (found) return found;
  const kept = await models.releases.findById(release).lean();
  // What an interrupted request froze, no head ever named.
  if (!kept?.ended || kept.kind !== kind || kept.id !== id) throw new ReleaseNotFound({ kind, id, release });
  return kept.ended;
}

/** The document that was frozen into a release. @throws ReleaseNotFound */
export async function frozenIn({ models }: Desk, kind: Kind, id: string, release: string): Promise<unknown> {
  const kept = await models.releases.findById(release).lean();
  if (!kept || kept.kind !== kind || kept.id !== id) throw new ReleaseNotFound({ kind, id, release });
  return kept.document;
}

/** A release and its document. @throws ReleaseNotFound */
export async function readRelease(
  desk: Desk,
  kind: Kind,
  id: string,
  release: string,
): Promise<{ release: Release; document: unknown }> {
  const found = await releaseIn(desk, await desk.heads.read(kind, id), release);
  return { release: found, document: await frozenIn(desk, kind, id, release) };
}
