import type { ToldEvent } from './filing.ts';
import { revisionKey } from './filing.ts';
import { keyOf } from './heads.ts';
import type { ConfigModels } from './model.ts';

/**
 * What a document said under the revision that an event is about, and under the one that was live before it.
 * @returns undefined for an event that made nothing live
 */
export async function versionsOf({ revisions, documents }: ConfigModels, { kind, id, event }: ToldEvent) {
  const { revision } = event;
  if (revision === undefined) {
    const head = await documents.findById(keyOf(kind, id), { 'published.document': 1 }).lean();
    const document = head?.published?.document;
    return document === undefined ? undefined : { before: document, after: document };
  }
  const _id = revisionKey({ _id: keyOf(kind, id) }, revision);
  const [now, before] = await Promise.all([
    revisions.findById(_id, { document: 1 }).lean(),
    revisions
      .findOne({ kind, id, revision: { $lt: revision }, how: { $ne: 'canary' } }, { document: 1 })
      .sort({ revision: -1 })
      .lean(),
  ]);
  return now ? { before: before?.document, after: now.document } : undefined;
}
