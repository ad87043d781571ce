/** A text with places to be filled: `{name}`. Everything else stands for itself. */
export type Template = readonly ({ readonly text: string } | { readonly part: string })[];

export const parseTemplate = (text: string): Template =>
  text
    .split(/(\{[^{}]+\})/)
    .filter(Boolean)
    .map((piece) => (/^\{[^{}]+\}$/.test(piece) ? { part: piece.slice(1, -1) } : { text: piece }));

/** The names of the places of a template. */
export const partsOf = (text: string): string[] =>
  parseTemplate(text).flatMap((piece) => ('part' in piece ? [piece.part] : []));

/** Fills a template. Bytes stay bytes, because signatures cover bytes. */
export const fillBytes = (template: Template, valueOf: (part: string) => string | Buffer): Buffer =>
  Buffer.concat(
    template.map((piece) => {
      const value = 'part' in piece ? valueOf(piece.part) : piece.text;
      return typeof value === 'string' ? Buffer.from(value) : value;
    }),
  );

export const fillText = (template: Template, valueOf: (part: string) => string): string =>
  template.map((piece) => ('part' in piece ? valueOf(piece.part) : piece.text)).join('');

/** The value at `a.b.0`, by own members only; undefined where there is none. */
export const valueAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => {
    const isThere = typeof at === 'object' && at !== null && Object.hasOwn(at, key);
    return isThere ? (at as Record<string, unknown>)[key] : undefined;
  }, value);

/** How a value stands in a signed text; what is absent, empty or no single value is the empty text. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/**
 * Splits the name of a place at its first dot: `header.x-time` is `['header', 'x-time']`.
 * @returns an empty second part for a name without a dot
 */
export function spaceOf(part: string): [space: string, name: string] {
  const dot = part.indexOf('.');
  return dot < 0 ? [part, ''] : [part.slice(0, dot), part.slice(dot + 1)];
}
