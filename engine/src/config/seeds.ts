import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { kinds, parseDocument, type AnyDocument, type DocumentOf, type Kind } from '@pih/schemas';
import { givingWay } from '../give-way.ts';
import { referenceErrors } from './references.ts';
import { Snapshot, type Live } from './snapshot.ts';

const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === 'ENOENT';

async function documentsOfKind(folder: string, kind: Kind): Promise<AnyDocument[]> {
  const files = await readdir(path.join(folder, kind)).catch((error: unknown) =>
    isMissing(error) ? [] : Promise.reject(error),
  );
  return Promise.all(
    files
      .sort()
      .map(async (file) => parseDocument(kind, JSON.parse(await readFile(path.join(folder, kind, file), 'utf8')))),
  );
}

/**
 * Reads seed documents, `<folder>/<kind>/<id>.json`, and checks that together they could be published.
 * @throws InvalidInput for a document that breaks its schema, RangeError for a reference that leads nowhere
 */
export async function readSeeds(folders: readonly string[]): Promise<AnyDocument[]> {
  const documents = (
    await Promise.all(folders.flatMap((folder) => kinds.map((kind) => documentsOfKind(folder, kind))))
  ).flat();
  const together = documents.reduce(
    (all, document) => all.with(document.kind, { revision: 1, document } as Live<Kind>),
    new Snapshot(),
  );
  for (const document of documents) {
    const [error] = await referenceErrors(document.kind, document as DocumentOf[Kind] as never, together, givingWay());
    if (error) throw new RangeError(`Seed ${document.kind} "${document.id}": ${error.path} ${error.message}`);
  }
  return documents;
}
