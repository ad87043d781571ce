import type { Facts } from '../facts.ts';
import type { Finding } from './finding.ts';
import { lookupOf, type Known } from './known.ts';
import { factFaults } from './values.ts';

/** Escapes a key for a JSON pointer (RFC 6901, section 3). */
const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * Says what is wrong with facts that somebody made up: one that the installation does not know, a value of another type, or
 * one that the fact cannot have.
 * @returns paths into the facts, such as "/amount"
 */
export function checkFacts(facts: Facts, known: Known): Finding[] {
  const lookup = lookupOf(known);
  return Object.entries(facts).flatMap(([id, value]) => [...factFaults(id, value, `/${pointer(id)}`, lookup)]);
}
