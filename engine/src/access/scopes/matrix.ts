import { actionTitles, type OperatorPermissions, type PermissionMatrix, type Role } from '@pih/schemas';
import type { Permissions } from './enforcer.ts';
import type { Operator, Operators } from '../people/operators.ts';
import { overlap, partsOf } from './policy.ts';

type Verdict = OperatorPermissions['permissions'][number]['verdict'];
type Reason = OperatorPermissions['permissions'][number]['because'][number];

interface Parts {
  roles: () => readonly Role[];
  permissions: Permissions;
  operators: Operators;
  /** Every action that some route asks for. */
  actions: () => readonly string[];
}

const titleOf = (action: string) => actionTitles[action] ?? { en: action };

/** Who can do what, and what one person may do and why: the same answers as the judge of every request gives. */
export function createMatrix({ roles, permissions, operators, actions }: Parts) {
  const known = (): string[] => [...new Set(actions())].sort();

  async function verdict(held: readonly string[], action: string): Promise<Verdict> {
    const { reach } = await permissions.scope(held, action);
    return reach === 'all' ? 'allowed' : reach === 'some' ? 'limited' : 'denied';
  }

  /** Every grant of some roles that speaks of an action. */
  const grantsAbout = (held: readonly string[], action: string): Omit<Reason, 'isDecisive'>[] =>
    roles()
      .filter(({ id }) => held.includes(id))
      .flatMap(({ id: role, title, grants }) =>
        grants.flatMap(({ actions: patterns, effect = 'allow', when }, grant) =>
          patterns
            .filter((pattern) => overlap(partsOf(pattern), partsOf(action)))
            .map((pattern) => ({ role, title, grant, pattern, effect, ...(when && { when }) })),
        ),
      );

  async function explained(held: readonly string[], action: string) {
    const answer = await verdict(held, action);
    const grants = grantsAbout(held, action);
    return { action, title: titleOf(action), verdict: answer, because: grants.map(decisive(answer, grants)) };
  }

  async function row(held: readonly string[]) {
    const cells: Record<'allowed' | 'limited' | 'denied', string[]> = { allowed: [], limited: [], denied: [] };
    for (const action of known()) {
      const answer = await verdict(held, action);
      const isForbidden = grantsAbout(held, action).some(({ effect }) => effect === 'deny');
      if (answer !== 'denied' || isForbidden) cells[answer].push(action);
    }
    return cells;
  }

  const brief = ({ id, name, roles: held, disabledAt }: Operator) => ({
    id,
    name,
    roles: held,
    isDisabled: disabledAt !== null,
  });

  return {
    async all(): Promise<PermissionMatrix> {
      const people = await operators.list();
      return {
        actions: known().map((id) => ({ id, resource: partsOf(id).resource, title: titleOf(id) })),
        roles: await Promise.all(roles().map(async ({ id, title }) => ({ id, title, ...(await row([id])) }))),
        operators: await Promise.all(people.map(async (one) => ({ ...brief(one), ...(await row(one.roles)) }))),
      };
    },

    /** @throws OperatorNotFound */
    async of(id: string): Promise<OperatorPermissions> {
      const operator = await operators.get(id);
      const held = roles().filter((role) => operator.roles.includes(role.id));
      const fields = [...new Set(held.flatMap(({ masked = [] }) => masked))].sort();
      return {
        operator: brief(operator),
        masked: fields.map((field) => ({
          field,
          roles: held.filter(({ masked = [] }) => masked.includes(field)).map((role) => role.id),
        })),
        permissions: await Promise.all(known().map((action) => explained(operator.roles, action))),
      };
    },
  };
}

export type Matrix = ReturnType<typeof createMatrix>;

/**
 * Which grants made an answer: a deny without a condition beats all the rest; where nothing is forbidden altogether, an allow
 * without a condition makes those with one superfluous, and denies bite their pieces out of it.
 */
function decisive(answer: Verdict, grants: readonly Omit<Reason, 'isDecisive'>[]) {
  const forbids = grants.some(({ effect, when }) => effect === 'deny' && !when);
  const isUnlimited = grants.some(({ effect, when }) => effect === 'allow' && !when);
  return (reason: Omit<Reason, 'isDecisive'>): Reason => {
    const { effect, when } = reason;
    if (answer === 'denied' && forbids) return { ...reason, isDecisive: effect === 'deny' && !when };
    return { ...reason, isDecisive: effect === 'deny' || !isUnlimited || !when };
  };
}
