import type { Kind } from '@pih/schemas';
import type { Desk } from './desk.ts';
import { eventKey } from './filing.ts';
import type { DocumentEvent } from './model.ts';
import { DocumentNotFound } from './problems.ts';

/** As many as anybody reads at once. */
const most = 500;

/**
 * What happened to a document, newest first, at most 500 events. The latest change may not be filed yet; then the head says
 * what it was, so the history never disagrees with what happened.
 * @throws DocumentNotFound for one that nothing ever happened to
 */
export async function historyOf({ models, heads }: Desk, kind: Kind, id: string): Promise<DocumentEvent[]> {
  const head = await heads.read(kind, id);
  if (head.version === 0) throw new DocumentNotFound({ kind, id });
  const kept = await models.events.find({ kind, id }).sort({ version: -1, place: -1 }).limit(most).lean();
  const known = new Set(kept.map(({ _id }) => _id));
  const { unfiled } = head;
  const latest = (unfiled?.events ?? []).filter(
    (_, place) => unfiled && !known.has(eventKey(head, unfiled.version, place)),
  );
  return [...latest.toReversed(), ...kept].slice(0, most);
}
