import { changesInWords, isDifferent } from './changes-in-words.ts';
import { say, type Command } from './command.ts';
import { readDocuments } from './files.ts';
import { Hub } from './hub.ts';

/** Says what an import of the files would change. Ends with 1 when it would change anything, as diff(1) does. */
export const diff: Command = async (folder) => {
  const files = await readDocuments(folder);
  const answer = await new Hub().compare(files);
  say(changesInWords(answer));
  return isDifferent(answer) ? 1 : 0;
};
