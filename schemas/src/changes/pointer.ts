/**
 * Adds a step to a JSON pointer (RFC 6901). In a list of things that have identifiers the step is the identifier, so
 * that a pointer goes on meaning the same thing when others are added or moved: `/nodes/large-order/title`.
 */
export const step = (pointer: string, name: string): string =>
  `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The steps of a pointer: "/nodes/a~1b" → ["nodes", "a/b"]; none for the whole document. */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
