const longest = 63;

/** An identifier for a title: "Città & più" → "citta-piu". Empty when nothing of it can stand in one. */
export const slugFor = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, longest)
    .replace(/-+$/, '');

/** Whether a text may be an identifier of a document. */
export const isSlug = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,62}$/.test(text);

/** The same, with a number behind it where it is taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!slug || !taken.has(slug)) return slug;
  for (let number = 2; ; number++) {
    const next = `${slug.slice(0, longest - 4)}-${number}`;
    if (!taken.has(next)) return next;
  }
}
