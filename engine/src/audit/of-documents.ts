import { changesBetween, type AuditAction } from '@pih/schemas';
import type { ToldEvent, TellHistory } from '../config/index.ts';
import type { AuditEntry, Values } from './entry.ts';
import type { Trail } from './trail.ts';

/** What a document said under two revisions: the one that became live, and the one before it. */
export type Versions = (told: ToldEvent) => Promise<{ before: unknown; after: unknown } | undefined>;

/** Work that is not live yet concerns nobody; what goes live does. */
const unwritten: ReadonlySet<string> = new Set(['draft_begun', 'draft_taken_over', 'draft_discarded']);

/** Differences by the place in the document where they stand. */
function differences(before: unknown, after: unknown): { before: Values; after: Values } | undefined {
  const changes = changesBetween(before ?? {}, after);
  if (changes.length === 0) return undefined;
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(
      changes.flatMap((change) => (change[which] === undefined ? [] : [[change.path, change[which]]])),
    );
  return { before: side('before'), after: side('after') };
}

const titleOf = (document: unknown): string | undefined => {
  const { title } = (document ?? {}) as { title?: unknown };
  return typeof title === 'string' ? title : undefined;
};

/** Writes the history of documents into the trail, with what a publication changed. */
export const documentsInto =
  (trail: Trail, versionsOf: Versions): TellHistory =>
  async (told) => {
    const { key, kind, id, event } = told;
    if (unwritten.has(event.what)) return;
    const versions = await versionsOf(told);
    const label = titleOf(versions?.after);
    const changed = versions && differences(versions.before, versions.after);
    const { at, by, what, note, revision, release, percent, origin } = event;
    const facts = {
      ...(revision !== undefined && { revision }),
      ...(release !== undefined && { release }),
      ...(percent !== undefined && { percent }),
    };
    const entry: AuditEntry = {
      at,
      actor: by,
      action: `document.${what}` as AuditAction,
      target: { kind, id, ...(label !== undefined && { label }) },
      ...(changed && { before: changed.before }),
      after: { ...facts, ...changed?.after },
      ...(note && { reason: note }),
      ...(origin && { origin }),
    };
    await trail.record(key, entry);
  };
