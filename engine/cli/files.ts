import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isKind, kinds, type AnyDocument } from '@pih/schemas';
import { Refused } from './ends.ts';
import { problemsInWords, type FileProblem } from './problems-in-words.ts';
import { written } from './written.ts';

/** A document with the file it stands in, as in "flow/rosmarino.json". */
export interface DocumentFile {
  file: string;
  document: Record<string, unknown>;
}

export const fileOf = ({ kind, id }: Pick<AnyDocument, 'kind' | 'id'>): string => `${kind}/${id}.json`;

/** Nothing of ours: .git, .DS_Store. */
const isHidden = (name: string): boolean => name.startsWith('.');

/** The folders of kinds that there are. @throws Refused for a folder that cannot be read or that no kind is called by */
async function kindFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Refused(
      error.code === 'ENOENT' ? `There is no folder ${folder}.` : `${folder} cannot be read: ${error.message}`,
    );
  });
  // A README beside the folders does no harm; a folder that nobody reads would.
  const folders = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name)).map(({ name }) => name);
  const strange = folders.filter((name) => !isKind(name));
  if (strange.length)
    throw new Refused(`${folder} has folders that are no kind: ${strange.join(', ')}. Kinds are ${kinds.join(', ')}.`);
  return folders.sort();
}

/** The files of documents below a folder, in a fixed order. @throws Refused */
export async function filesIn(folder: string): Promise<string[]> {
  const found = await Promise.all(
    (await kindFolders(folder)).map(async (kind) =>
      (await readdir(path.join(folder, kind))).filter((name) => !isHidden(name)).map((name) => `${kind}/${name}`),
    ),
  );
  return found.flat().sort();
}

/** What keeps one file from being a document; the document when nothing does. */
async function read(folder: string, file: string): Promise<DocumentFile | FileProblem> {
  if (!file.endsWith('.json')) return { file, path: '', message: 'is not a .json file' };
  const text = await readFile(path.join(folder, file), 'utf8').catch((error: Error) => error);
  if (typeof text !== 'string') return { file, path: '', message: `cannot be read: ${text.message}` };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { file, path: '', message: `is not valid JSON: ${error instanceof Error ? error.message : ''}` };
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return { file, path: '', message: 'must hold one document, an object' };
  const { kind, id } = document as Record<string, unknown>;
  const expected = `${String(kind)}/${String(id)}.json`;
  return expected === file
    ? { file, document: document as Record<string, unknown> }
    : { file, path: '', message: `holds ${String(kind)} "${String(id)}", which belongs into ${expected}` };
}

/**
 * Every document below a folder.
 * @throws Refused naming each file that is none, or when there is not one
 */
export async function readDocuments(folder: string): Promise<DocumentFile[]> {
  const found = await Promise.all((await filesIn(folder)).map((file) => read(folder, file)));
  const problems = found.filter((each) => 'message' in each);
  if (problems.length) throw new Refused(problemsInWords(problems));
  const documents = found.filter((each) => 'document' in each);
  if (!documents.length) throw new Refused(`${folder} has no documents. They are expected at <kind>/<id>.json.`);
  return documents;
}

/** Replaces a file in one step, so that nobody finds half of it. @returns whether it said something else before */
export async function writeDocument(folder: string, document: AnyDocument): Promise<'new' | 'changed' | 'same'> {
  const target = path.join(folder, fileOf(document));
  const before = await readFile(target, 'utf8').catch(() => undefined);
  const text = written(document);
  if (before === text) return 'same';
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(`${target}.new`, text);
  await rename(`${target}.new`, target);
  return before === undefined ? 'new' : 'changed';
}

export const removeDocument = (folder: string, file: string): Promise<void> => rm(path.join(folder, file));
