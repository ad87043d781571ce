import type { Kind } from '@pih/schemas';
import type { ConfigModels, DocumentEvent, Revision, StoredDocument } from './model.ts';

/** Something that happened to a document, told under a name that stays the same however often it is told. */
export interface ToldEvent {
  key: string;
  kind: Kind;
  id: string;
  event: DocumentEvent;
}

export type TellHistory = (told: ToldEvent) => Promise<void>;

type Named = Pick<StoredDocument, '_id' | 'kind' | 'id'>;

/** A revision's place among all. */
export const revisionKey = ({ _id }: Pick<StoredDocument, '_id'>, revision: number): string => `${_id}@${revision}`;

/** The name of an event: which change of the head made it, and its place there. It sorts as it happened. */
export const eventKey = ({ _id }: Pick<StoredDocument, '_id'>, version: number, place: number): string =>
  `${_id}#${String(version).padStart(10, '0')}.${String(place).padStart(2, '0')}`;

/**
 * Copies what the last change of a head left behind to where it is kept for ever. Everything has a name of its own, so
 * that doing it twice, or on two nodes at once, comes to the same; a crash before it leaves it to the next change, or to
 * the next start.
 * @param tell hears of each event once it is kept
 */
export async function filed(models: ConfigModels, head: StoredDocument, tell?: TellHistory): Promise<void> {
  const { unfiled } = head;
  if (!unfiled) return;
  await keepRevisions(models, head);
  for (const release of unfiled.releases)
    await models.releases.updateOne({ _id: release.id, ended: null }, { $set: { ended: release } });
  for (const [place, event] of unfiled.events.entries()) await keepEvent(models, head, unfiled.version, place, event);
  const { kind, id } = head;
  if (tell)
    for (const [place, event] of unfiled.events.entries())
      await tell({ key: eventKey(head, unfiled.version, place), kind, id, event });
  await models.documents.updateOne({ _id: head._id, version: head.version }, { $set: { unfiled: null } });
}

/** The head is the truth of what is live; its copies are for later. */
async function keepRevisions(models: ConfigModels, head: StoredDocument): Promise<void> {
  const { published, canary } = head;
  // A canary is kept when it begins; promoted, it becomes live under the same number, at another time and by another hand.
  if (canary) {
    const { percent: _percent, guard: _guard, ...revision } = canary;
    await keep(models, head, { ...revision, how: 'canary' });
  }
  if (!published) return;
  await keep(models, head, published);
  if (published.how !== 'promote') return;
  const { at, by, note, how } = published;
  await models.revisions.updateOne(
    { _id: revisionKey(head, published.revision), how: 'canary' },
    { $set: { at, by, note, how } },
  );
}

async function keep(models: ConfigModels, { _id, kind, id }: Named, revision: Revision): Promise<void> {
  await models.revisions.updateOne(
    { _id: revisionKey({ _id }, revision.revision) },
    { $setOnInsert: { kind, id, ...revision } },
    { upsert: true },
  );
}

async function keepEvent(
  models: ConfigModels,
  { _id, kind, id }: Named,
  version: number,
  place: number,
  event: DocumentEvent,
): Promise<void> {
  await models.events.updateOne(
    { _id: eventKey({ _id }, version, place) },
    { $setOnInsert: { kind, id, version, place, ...event } },
    { upsert: true },
  );
}
