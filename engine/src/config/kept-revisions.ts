import type { DocumentOf, Kind } from '@pih/schemas';
import { RevisionNotFound } from './problems.ts';
import type { Documents } from './service.ts';

/** Of so many revisions the documents stay in memory; the one that nobody asked for longest goes first. */
const most = 100;

/**
 * The documents of revisions, of which the latest that were asked for stay in memory: a revision never changes.
 * @returns what answers undefined for a revision that is gone
 */
export function keptRevisions<K extends Kind>(
  documents: Pick<Documents, 'revision'>,
  kind: K,
): (id: string, revision: number) => Promise<DocumentOf[K] | undefined> {
  const kept = new Map<string, DocumentOf[K]>();
  return async (id, revision) => {
    const key = `${id}@${revision}`;
    const known = kept.get(key) ?? (await read(documents, kind, id, revision));
    if (!known) return undefined;
    kept.delete(key);
    kept.set(key, known);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return known;
  };
}

async function read<K extends Kind>(documents: Pick<Documents, 'revision'>, kind: K, id: string, revision: number) {
  try {
    // What became a revision fitted its schema.
    return (await documents.revision(kind, id, revision)).document as DocumentOf[K];
  } catch (error) {
    if (error instanceof RevisionNotFound) return undefined;
    throw error;
  }
}
