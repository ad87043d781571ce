import type { Role } from '@pih/schemas';
import { newEnforcer, newModelFromString, type Enforcer } from 'casbin';
import { kept } from './kept.ts';
import { overlap, partsOf, policyOf, type PolicyLine } from './policy.ts';

/** A caller holds roles; a policy line gives one role an effect on a resource and a verb; one deny beats every allow. */
const model = `
[request_definition]
r = roles, resource, verb

[policy_definition]
p = role, resource, verb, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = holds(r.roles, p.role) && covers(p.resource, r.resource) && covers(p.verb, r.verb)
`;

/** What roles allow; see `policyOf` for grants with conditions. */
export interface Permissions {
  /** Whether the roles (ids) together allow an action such as "payments.refund". Unknown roles allow nothing. */
  can(roles: readonly string[], action: string): Promise<boolean>;
  /** Whether they allow every action that a pattern ("payments.*", "*") stands for, present and future. */
  covers(roles: readonly string[], pattern: string): Promise<boolean>;
  /** To be called when role documents have changed: the next answer comes from the new ones. */
  changed(): void;
}

/** One state of the role documents, with the answers given under it. */
interface Rules {
  enforcer: Enforcer;
  denies: readonly PolicyLine[];
  answers: Map<string, boolean>;
}

const unique = (rows: string[][]): string[][] => [...new Map(rows.map((row) => [row.join(), row])).values()];

async function rulesOf(roles: readonly Role[]): Promise<Rules> {
  const lines = policyOf(roles);
  const enforcer = await newEnforcer(newModelFromString(model));
  await enforcer.addFunction('holds', (held: string[], role: string) => held.includes(role));
  await enforcer.addFunction('covers', (pattern: string, asked: string) => pattern === '*' || pattern === asked);
  // casbin takes all lines or, when two are the same, none.
  await enforcer.addPolicies(unique(lines.map(({ role, resource, verb, effect }) => [role, resource, verb, effect])));
  return { enforcer, denies: lines.filter(({ effect }) => effect === 'deny'), answers: new Map() };
}

export function createPermissions(roles: () => readonly Role[]): Permissions {
  const rules = kept(() => rulesOf(roles()));

  async function can(held: readonly string[], action: string): Promise<boolean> {
    const { enforcer, answers } = await rules.get();
    const question = `${[...held].sort().join()} ${action}`;
    let answer = answers.get(question);
    if (answer === undefined) {
      const { resource, verb } = partsOf(action);
      answer = enforcer.enforceSync(held, resource, verb);
      answers.set(question, answer);
    }
    return answer;
  }

  return {
    can,
    async covers(held, pattern) {
      const { denies } = await rules.get();
      const asked = partsOf(pattern);
      // casbin sees a deny that is as wide as the pattern; one that only bites a piece out of it is found here.
      return (await can(held, pattern)) && !denies.some((line) => held.includes(line.role) && overlap(line, asked));
    },
    changed: rules.forget,
  };
}
