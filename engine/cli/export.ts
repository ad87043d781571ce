import { say, type Command } from './command.ts';
import { fileOf, filesIn, removeDocument, writeDocument } from './files.ts';
import { Hub } from './hub.ts';

/** Writes what is published into files. What is not in the engine any more goes only when that is asked for. */
export const exportTo: Command = async (folder, { prune }) => {
  const documents = await new Hub().export();
  const counts = { new: 0, changed: 0, same: 0 };
  for (const document of documents) {
    const how = await writeDocument(folder, document);
    counts[how] += 1;
    if (how !== 'same') say(`  ${how === 'new' ? '+' : '~'} ${fileOf(document)}`);
  }
  const known = new Set(documents.map(fileOf));
  const gone = (await filesIn(folder)).filter((file) => file.endsWith('.json') && !known.has(file));
  for (const file of gone) {
    if (prune) await removeDocument(folder, file);
    say(`  ${prune ? '-' : '?'} ${file}${prune ? '' : '  is not published there; --prune removes it'}`);
  }
  say(
    `${documents.length} documents in ${folder}: ${counts.new} new, ${counts.changed} changed, ${counts.same} the same.`,
  );
  return 0;
};
