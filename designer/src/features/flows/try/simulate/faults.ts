import type { Problem } from '@pih/schemas/types';

const place = /^\/facts\/([^/]+)/;

/** What the engine says against single facts of a sample, by their ids. */
export function faultsOf(problem: Problem | undefined): Record<string, string> {
  const found = (problem?.errors ?? []).flatMap(({ path, message }) => {
    const id = place.exec(path)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
    return id === undefined ? [] : [[id, message] as const];
  });
  return Object.fromEntries(found);
}
