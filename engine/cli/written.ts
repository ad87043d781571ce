/** These come first, so that whoever opens a file sees at once what it is about; all others by the alphabet. */
const first = ['kind', 'id', 'title', 'name', 'type'];

const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);

const inOrder = ([one]: [string, unknown], [other]: [string, unknown]): number =>
  rank(one) - rank(other) || (one < other ? -1 : 1);

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(inOrder)
      .map(([name, inner]) => [name, ordered(inner)]),
  );
}

/** A document as a file: always the same for the same document, one field a line, so that versions compare well. */
export const written = (document: unknown): string => `${JSON.stringify(ordered(document), null, 2)}\n`;
