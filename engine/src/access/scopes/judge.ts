import { scopeFacts, type Condition } from '@pih/schemas';
import { newEnforcer, newModelFromString, type Enforcer } from 'casbin';
import { checkCondition, verdictOf, type Facts, type Verdict } from '../../rules/index.ts';
import { isLimitable, type PolicyLine } from './policy.ts';

/**
 * A caller holds roles; a policy line gives one role an effect on a resource and a verb, wherever or for the payments that
 * its condition holds for; one deny beats every allow.
 */
const model = `
[request_definition]
r = roles, resource, verb, about

[policy_definition]
p = role, resource, verb, when, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = held(r.roles, p.role) && covers(p.resource, r.resource) && covers(p.verb, r.verb) && holds(p.when, p.eft, r.resource, r.about)
`;

/** What a question is about: every payment, some payment at least, or one with these facts. */
export type About = 'everywhere' | 'somewhere' | { facts: Facts; open?: readonly string[] };

/** Whether roles allow something, by casbin. */
export type Judge = (roles: readonly string[], resource: string, verb: string, about: About) => boolean;

/** What stands for a condition in casbin's policy, which holds texts only. */
const named = (when: Condition | undefined): string => (when ? JSON.stringify(when) : '');

/**
 * A condition ready to be asked; undefined for one that asks what no payment can answer. Publication refuses those, but a
 * document may be older than its rule.
 */
export const verdictOn = (when: Condition): Verdict | undefined =>
  checkCondition(when, '', scopeFacts).length === 0 ? verdictOf(when) : undefined;

/**
 * Whether a line counts. Where that cannot be told, it is taken the safe way: a deny counts, an allow does not. Of an amount
 * that nobody has named yet, and of "somewhere", the best is assumed.
 */
function counts(verdict: Verdict | undefined, effect: string, resource: string, about: About): boolean {
  const isDeny = effect === 'deny';
  if (!verdict || !isLimitable(resource) || about === 'everywhere') return isDeny;
  if (about === 'somewhere') return !isDeny;
  const { facts, open } = about;
  const certainty = verdict(facts, open);
  return certainty === 'maybe' ? isDeny !== (open !== undefined) : certainty === 'yes';
}

const unique = (rows: string[][]): string[][] => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];

/** Makes a judge of policy lines. */
export async function judgeBy(lines: readonly PolicyLine[]): Promise<Judge> {
  const verdicts = new Map<string, Verdict | undefined>();
  for (const { when } of lines) if (when) verdicts.set(named(when), verdictOn(when));
  const enforcer: Enforcer = await newEnforcer(newModelFromString(model));
  await enforcer.addFunction('held', (held: string[], role: string) => held.includes(role));
  await enforcer.addFunction('covers', (pattern: string, asked: string) => pattern === '*' || pattern === asked);
  await enforcer.addFunction(
    'holds',
    (when: string, effect: string, resource: string, about: About) =>
      when === '' || counts(verdicts.get(when), effect, resource, about),
  );
  // casbin takes all lines or, when two are the same, none.
  const rows = lines.map(({ role, resource, verb, when, effect }) => [role, resource, verb, named(when), effect]);
  await enforcer.addPolicies(unique(rows));
  return (roles, resource, verb, about) => enforcer.enforceSync(roles, resource, verb, about);
}
