import type { DocumentOf, Kind } from '@pih/schemas';
import type { Desk } from './desk.ts';

/** The documents of a kind that were live at a moment; the same list for all moments between two publications. */
export type Timeline<K extends Kind> = (at: Date) => readonly DocumentOf[K][];

interface Published {
  id: string;
  revision: number;
  at: Date;
  document: unknown;
}

/**
 * Reads all revisions of a kind once, for whoever asks about many moments; for one moment it says what
 * `Documents.liveAt` says.
 */
export async function timelineOf<K extends Kind>({ models, heads }: Desk, kind: K): Promise<Timeline<K>> {
  const [all, kept] = await Promise.all([
    heads.all({ kind, published: { $ne: null } }),
    models.revisions.find({ kind, how: { $ne: 'canary' } }, { id: 1, revision: 1, at: 1, document: 1 }).lean(),
  ]);
  // The copy of the latest revision may be missing after a crash; the head is the truth.
  const current = all.flatMap(({ id, published }): Published[] => (published ? [{ ...published, id }] : []));
  const known = new Map(current.map(({ id }) => [id, new Map<number, Published>()]));
  for (const each of [...kept, ...current]) known.get(each.id)?.set(each.revision, each);
  const byDocument = [...known.values()].map((published) =>
    [...published.values()].sort((one, other) => other.revision - one.revision),
  );
  const moments = [...new Set(byDocument.flat().map(({ at }) => at.getTime()))].sort((one, other) => one - other);
  const told = new Map<number, readonly DocumentOf[K][]>();
  return (at) => {
    const since = lastUpTo(moments, at.getTime());
    const live = told.get(since) ?? liveSince(byDocument, moments[since] ?? Number.NEGATIVE_INFINITY);
    told.set(since, live as readonly DocumentOf[K][]);
    return live as readonly DocumentOf[K][];
  };
}

/** What was published fitted its schema. */
const liveSince = (byDocument: readonly Published[][], moment: number): unknown[] =>
  byDocument.flatMap((published) => published.find(({ at }) => at.getTime() <= moment)?.document ?? []);

/** The place of the last moment that is not after another; -1 when all are. Moments are in order. */
function lastUpTo(moments: readonly number[], moment: number): number {
  let [from, to] = [0, moments.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((moments[middle] ?? 0) <= moment) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
