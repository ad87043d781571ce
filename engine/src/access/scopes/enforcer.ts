import type { Role } from '@pih/schemas';
import type { PersonalField, Scope } from '../../http/index.ts';
import type { StoredFacts } from '../../rules/index.ts';
import { judgeBy, type About, type Judge } from './judge.ts';
import { kept } from '../kept.ts';
import { overlap, partsOf, policyOf, type PolicyLine } from './policy.ts';
import { scopeBy } from './scopes.ts';

/** What roles allow, on all payments or on some, and what they hide. Roles are named by their ids; unknown ones allow nothing. */
export interface Permissions {
  /** Whether the roles together allow an action such as "payments.refund", on some payments at least. */
  can(roles: readonly string[], action: string): Promise<boolean>;
  /** Whether they allow every action that a pattern ("payments.*", "*") stands for, present and future, everywhere. */
  covers(roles: readonly string[], pattern: string): Promise<boolean>;
  /** On which payments they allow an action. */
  scope(roles: readonly string[], action: string): Promise<Scope>;
  /** Personal fields that one of them masks, at least. */
  masked(roles: readonly string[]): ReadonlySet<PersonalField>;
  /** To be called when role documents have changed: the next answer comes from the new ones. */
  changed(): void;
}

/** One state of the role documents, with the answers given under it. */
interface Rules {
  lines: readonly PolicyLine[];
  judge: Judge;
  answers: Map<string, boolean>;
  scopes: Map<string, Promise<Scope>>;
}

async function rulesOf(roles: readonly Role[]): Promise<Rules> {
  const lines = policyOf(roles);
  return { lines, judge: await judgeBy(lines), answers: new Map(), scopes: new Map() };
}

/** Names a question about roles, in whatever order they are held. */
const question = (held: readonly string[], action: string): string => `${[...held].sort().join()} ${action}`;

/** @param stored where payments keep what conditions ask about */
export function createPermissions(roles: () => readonly Role[], stored: StoredFacts): Permissions {
  const rules = kept(() => rulesOf(roles()));
  const masks = new Map<string, ReadonlySet<PersonalField>>();

  async function asked(held: readonly string[], action: string, about: 'somewhere' | 'everywhere'): Promise<boolean> {
    const { judge, answers } = await rules.get();
    const name = `${question(held, action)} ${about}`;
    const known = answers.get(name);
    if (known !== undefined) return known;
    const { resource, verb } = partsOf(action);
    const answer = judge(held, resource, verb, about satisfies About);
    answers.set(name, answer);
    return answer;
  }

  return {
    can: (held, action) => asked(held, action, 'somewhere'),
    async covers(held, pattern) {
      const { lines } = await rules.get();
      const parts = partsOf(pattern);
      const bites = (line: PolicyLine) => line.effect === 'deny' && held.includes(line.role) && overlap(line, parts);
      // casbin sees a deny that is as wide as the pattern; one that only bites a piece out of it is found here.
      return (await asked(held, pattern, 'everywhere')) && !lines.some(bites);
    },
    async scope(held, action) {
      const { lines, scopes } = await rules.get();
      const name = question(held, action);
      const known = scopes.get(name);
      if (known) return known;
      const making = scopeBy(lines, held, action, stored);
      scopes.set(name, making);
      making.catch(() => scopes.delete(name));
      return making;
    },
    masked(held) {
      const name = question(held, '');
      const known = masks.get(name);
      if (known) return known;
      const masked = new Set(roles().flatMap((role) => (held.includes(role.id) ? (role.masked ?? []) : [])));
      masks.set(name, masked);
      return masked;
    },
    changed() {
      rules.forget();
      masks.clear();
    },
  };
}
