import type { DocumentOf, Kind } from '@pih/schemas';
import type { Snapshot } from '../../config/index.ts';
import { isAmong, type StickyKey } from '../../rules/index.ts';

/** The kinds of documents that a canary can try on some payments. */
export const triedKinds = ['flow', 'checkout'] as const;
export type TriedKind = (typeof triedKinds)[number];

/** Whether documents of a kind can be tried on some payments. */
export const isTried = (kind: Kind): kind is TriedKind => triedKinds.some((tried) => tried === kind);

/** The part that a payment has in a canary: it tries the new revision, or is compared with those that do. */
export interface Part {
  /** Which canary. */
  release: string;
  arm: 'canary' | 'control';
  /** The revision that the payment goes by. */
  revision: number;
}

/** What of a document one payment goes by. */
export interface Chosen<K extends TriedKind> {
  revision: number;
  document: DocumentOf[K];
  /** Absent outside a canary. */
  part?: Part;
}

/**
 * Chooses between what is published and what is being tried, always the same for one shopper, or one payment where the
 * shopper is not known. It goes by the document's name and not by the canary's: whoever was among few is among more.
 * @param key absent when there is neither shopper nor payment: then what is published is chosen
 * @returns undefined when the document never was live; what is out of use still serves what began before
 */
export function chosen<K extends TriedKind>(
  live: Snapshot,
  kind: K,
  id: string,
  key: StickyKey | undefined,
): Chosen<K> | undefined {
  const published = live.evenArchived(kind, id);
  if (!published) return undefined;
  const { revision, document, canary } = published;
  if (!canary || !key) return { revision, document };
  const { release } = canary;
  return isAmong(canary.percent, `${kind}/${id}`, key)
    ? {
        revision: canary.revision,
        document: canary.document,
        part: { release, arm: 'canary', revision: canary.revision },
      }
    : { revision, document, part: { release, arm: 'control', revision } };
}
