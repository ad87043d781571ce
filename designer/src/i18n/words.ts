/** Words by key; each room's under its own name. */
export interface Words {
  [key: string]: string | Words;
}

/**
 * Each room brings its own words: `features/transactions/locales/it.json` is read as `transactions.…`.
 * @param files the words of one language, by path
 */
export const wordsIn = (files: Readonly<Record<string, Words>>): Words =>
  Object.fromEntries(
    Object.entries(files).flatMap(([path, words]) => {
      const [, room] = /([\w-]+)\/locales\/\w+\.json$/.exec(path) ?? [];
      return room ? [[room, words]] : [];
    }),
  );
