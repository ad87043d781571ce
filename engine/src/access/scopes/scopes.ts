import type { Facts, StoredFacts } from '../../rules/index.ts';
import { allOf, anyOf, filterOf } from '../../rules/index.ts';
import type { Filter, Scope, ScopeFacts } from '../../http/index.ts';
import { judgeBy, verdictOn } from './judge.ts';
import { limitOf } from './limit-in-words.ts';
import { overlap, partsOf, type PolicyLine } from './policy.ts';

/** Finds nothing. */
const nothing: Filter = { _id: { $in: [] } };

const everywhere: Scope = {
  reach: 'all',
  filter: undefined,
  limit: undefined,
  allows: () => true,
  mightAllow: () => true,
};

/** What may be done nowhere. */
export const nowhere: Scope = {
  reach: 'none',
  filter: nothing,
  limit: undefined,
  allows: () => false,
  mightAllow: () => false,
};

type Known = { readonly [Fact in keyof ScopeFacts]?: ScopeFacts[Fact] | undefined };

/** Facts as conditions ask for them: what is not known is not there. */
const asked = (facts: Known): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;

/** What a line says of stored payments; a condition that cannot be asked is taken the safe way, as the judge does. */
function filterOfLine({ when, effect }: PolicyLine, stored: StoredFacts): Filter {
  if (!when) return {};
  if (!verdictOn(when)) return effect === 'deny' ? {} : nothing;
  return filterOf(when, stored);
}

function filterBy(lines: readonly PolicyLine[], stored: StoredFacts): Filter {
  const [allows, denies] = [lines.filter(({ effect }) => effect === 'allow'), lines.filter(isDeny)];
  const isUnlimited = allows.some(({ when }) => !when);
  return allOf([
    ...(isUnlimited ? [] : [anyOf(allows.map((line) => filterOfLine(line, stored)))]),
    ...(denies.length ? [{ $nor: denies.map((line) => filterOfLine(line, stored)) }] : []),
  ]);
}

const isDeny = ({ effect }: PolicyLine): boolean => effect === 'deny';

/**
 * Where roles allow an action, worked out once: afterwards it takes a few comparisons to say whether a payment is within.
 * @param lines of all roles
 * @param stored where payments keep the facts that conditions ask about
 */
export async function scopeBy(
  lines: readonly PolicyLine[],
  roles: readonly string[],
  action: string,
  stored: StoredFacts,
): Promise<Scope> {
  const { resource, verb } = partsOf(action);
  const concerned = lines.filter((line) => roles.includes(line.role) && overlap(line, { resource, verb }));
  const judge = await judgeBy(concerned);
  if (judge(roles, resource, verb, 'everywhere')) return everywhere;
  if (!judge(roles, resource, verb, 'somewhere')) return nowhere;
  return {
    reach: 'some',
    filter: filterBy(concerned, stored),
    limit: limitOf(concerned),
    allows: (facts) => judge(roles, resource, verb, { facts: asked(facts) }),
    mightAllow: (facts) => {
      // Whoever has an amount at hand hands it over as well; here it stands for none.
      const open: Known = { ...facts, amount: undefined };
      return judge(roles, resource, verb, { facts: asked(open), open: ['amount'] });
    },
  };
}
