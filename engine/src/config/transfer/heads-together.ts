import { whole } from '../heads.ts';
import type { ConfigModels, StoredDocument } from '../model.ts';

/** A head with what is live of it, an import that has just been committed included. */
export interface HeadRead {
  head: StoredDocument;
  /** An import has marked it and is not through: it may become live without the head changing, so it has to be read again. */
  isUndecided: boolean;
}

/** What people are writing is long and nothing of it is live. */
const withoutDrafts = { 'draft.document': 0, unfiled: 0 } as const;

/** So often heads may change while they are read; each change is somebody saving. */
const mostTries = 100;

/**
 * The heads that have changed, as all of them stood at one moment: what an import makes live is seen all at once or not at
 * all. They are read until nothing changed between the beginning and the end of a reading.
 * @param known versions that have been read, by key of the document
 */
export async function headsTogether(
  { documents, imports }: Pick<ConfigModels, 'documents' | 'imports'>,
  known: ReadonlyMap<string, number>,
): Promise<HeadRead[]> {
  const versions = async () =>
    new Map((await documents.find({}, { version: 1 }).lean()).map(({ _id, version }) => [_id, version]));
  let before = await versions();
  for (let tries = 0; tries < mostTries; tries += 1) {
    const changed = [...before].filter(([key, version]) => known.get(key) !== version).map(([key]) => key);
    if (!changed.length) return [];
    const heads = (await documents.find({ _id: { $in: changed } }, withoutDrafts).lean<StoredDocument[]>()).map(whole);
    const marks = heads.flatMap(({ importing }) => importing?.import ?? []);
    // Asked between the two readings: as these agree, all heads stood like this at the moment of this answer.
    const committed = await committedAmong(imports, marks);
    const after = await versions();
    const isSame = after.size === before.size && [...after].every(([key, version]) => before.get(key) === version);
    const isWhole = heads.every(({ _id, version }) => after.get(_id) === version);
    if (isSame && isWhole) return heads.map((head) => readAs(head, committed));
    before = after;
  }
  throw new Error('The configuration changed all the time while it was read');
}

/** What a committed import has made of a head counts, though the head does not say so yet. */
function readAs(head: StoredDocument, committed: ReadonlySet<string>): HeadRead {
  const { importing } = head;
  if (!importing) return { head, isUndecided: false };
  if (!committed.has(importing.import)) return { head, isUndecided: true };
  return { head: { ...head, published: importing.revision, canary: null }, isUndecided: false };
}

/** Which of these imports count. */
async function committedAmong(imports: ConfigModels['imports'], ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (!ids.length) return new Set();
  const found = await imports
    .find({ _id: { $in: [...ids] }, state: { $in: ['committed', 'done'] } }, { _id: 1 })
    .lean();
  return new Set(found.map(({ _id }) => _id));
}
