import { documentsErrors } from '../src/config/index.ts';
import { say, type Command } from './command.ts';
import { Refused } from './ends.ts';
import { readDocuments, type DocumentFile } from './files.ts';
import { Hub } from './hub.ts';
import { problemsInWords } from './problems-in-words.ts';

/** What is wrong with the files as a configuration of their own. @throws Refused */
async function validateByThemselves(files: readonly DocumentFile[]): Promise<void> {
  const errors = await documentsErrors(files.map(({ document }) => document));
  if (!errors.length) return;
  const problems = errors.map(({ path, message }) => {
    const [, index = '', inDocument = ''] = /^\/documents\/(\d+)(.*)$/s.exec(path) ?? [];
    return { file: files[Number(index)]?.file ?? '', path: inDocument, message };
  });
  throw new Refused(problemsInWords(problems));
}

/** Checks files without publishing them: by themselves, or beside all that is published at an engine. */
export const validate: Command = async (folder, { against }) => {
  const files = await readDocuments(folder);
  if (against) await new Hub().compare(files);
  else await validateByThemselves(files);
  say(`${files.length} documents, nothing wrong.`);
  return 0;
};
