import { brokenRule, type FieldError } from '@pih/schemas';
import type { Callee } from '../credentials.ts';
import { parseRange } from './addresses.ts';
import { whyRefused } from './guard.ts';

/** Every address of a document that the hub calls, by its place; simulators run on the hub's own machine. */
function* addressesOf({
  baseUrls = {},
  declarative,
}: Pick<Callee, 'baseUrls' | 'declarative'>): Generator<[path: string, url: string]> {
  const named = Object.entries(declarative?.hosts ?? {}).map(
    ([name, urls]) => [`/declarative/hosts/${name}`, urls] as const,
  );
  for (const [path, urls] of [['/baseUrls', baseUrls] as const, ...named])
    for (const [environment, url] of Object.entries(urls))
      if (environment !== 'simulator') yield [`${path}/${environment}`, url];
}

/**
 * The addresses of a document that lead, as anybody can read, where the hub does not go. Names are judged when they are
 * looked up: what they mean may change.
 * @param allowed ranges besides the public internet, such as "192.168.7.0/24"
 */
export function addressErrors(
  document: Pick<Callee, 'baseUrls' | 'declarative'>,
  allowed: readonly string[] = [],
): FieldError[] {
  const ranges = allowed.map(parseRange);
  return [...addressesOf(document)].flatMap(([path, url]) => {
    const why = whyRefused(url, ranges);
    return why ? [brokenRule(why.rule, path, why.params, url)] : [];
  });
}
