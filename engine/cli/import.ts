import { createInterface } from 'node:readline/promises';
import { changesInWords, isDifferent } from './changes-in-words.ts';
import { say, type Command } from './command.ts';
import { Refused, WrongUse } from './ends.ts';
import { readDocuments } from './files.ts';
import { Hub } from './hub.ts';

async function isWanted(url: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`Publish this at ${url}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** Shows what the files would change, asks, and publishes them: all at once or none. */
export const importFrom: Command = async (folder, { yes, note }) => {
  const files = await readDocuments(folder);
  const hub = new Hub();
  const planned = await hub.compare(files);
  say(changesInWords(planned));
  if (!isDifferent(planned)) return 0;
  if (!yes) {
    if (!process.stdin.isTTY) throw new WrongUse('Nobody can be asked here: say --yes to import without a question.');
    if (!(await isWanted(hub.url))) throw new Refused('Nothing was changed.');
  }
  const done = await hub.import(files, note ?? 'Imported from files', planned);
  const published = done.changes.filter(({ change }) => change !== 'same').length;
  say(`Published ${published} ${published === 1 ? 'document' : 'documents'} at ${hub.url}.`);
  return 0;
};
