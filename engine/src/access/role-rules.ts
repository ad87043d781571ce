import type { Role } from '@pih/schemas';
import { Forbidden } from '../http/index.ts';
import type { Permissions } from './enforcer.ts';
import { RoleUnknown } from './problems.ts';

/** Who may be given which roles, and what roles come to. */
export interface RoleRules {
  /** @throws RoleUnknown naming the first that is not published */
  mustExist(names: readonly string[]): void;
  /**
   * Nobody hands out more than they have: else the right to make keys would be the right to everything.
   * @throws Forbidden naming the first action that the giver lacks
   */
  mustHold(giver: readonly string[], names: readonly string[]): Promise<void>;
  /** The actions and patterns that roles allow, sorted, for a front end to show only what works. */
  actionsOf(held: readonly string[]): Promise<string[]>;
}

/** @param actions every action that some route asks for, so that patterns can be spelt out */
export function createRoleRules(
  roles: () => readonly Role[],
  permissions: Permissions,
  actions: () => readonly string[],
): RoleRules {
  const grantsOf = (role: string): Role['grants'] => roles().find(({ id }) => id === role)?.grants ?? [];

  return {
    mustExist(names) {
      const known = new Set<string>(roles().map(({ id }) => id));
      for (const role of names) if (!known.has(role)) throw new RoleUnknown({ role });
    },
    async mustHold(giver, names) {
      // Grants with a condition count in full: they will be more than nothing one day.
      const given = names.flatMap(grantsOf).filter(({ effect }) => effect !== 'deny');
      for (const action of given.flatMap((grant) => grant.actions))
        if (!(await permissions.covers(giver, action))) throw new Forbidden({ action });
    },
    async actionsOf(held) {
      const named = held.flatMap(grantsOf).flatMap((grant) => grant.actions);
      const allowed: string[] = [];
      for (const action of new Set([...actions(), ...named]))
        if (await permissions.covers(held, action)) allowed.push(action);
      return allowed.sort();
    },
  };
}
