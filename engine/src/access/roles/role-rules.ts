import type { Role } from '@pih/schemas';
import { Forbidden } from '../../http/index.ts';
import type { Permissions } from '../scopes/enforcer.ts';
import { MaskNotGiven, RoleUnknown } from '../problems.ts';

/** Who may be given which roles, and what roles come to. */
export interface RoleRules {
  /** @throws RoleUnknown naming the first that is not published */
  mustExist(names: readonly string[]): void;
  /**
   * Nobody hands out more than they have: else the right to make keys would be the right to everything.
   * @throws Forbidden naming the first action that the giver lacks, on some payments or altogether; MaskNotGiven when
   *   others would see what the giver sees in part only
   */
  mustHold(giver: readonly string[], names: readonly string[]): Promise<void>;
  /**
   * Nobody takes from others what they could not hand out: their access, their sessions, a lock that protects them.
   * @throws Forbidden naming the first action that the taker lacks, on some payments or altogether
   */
  mustReach(taker: readonly string[], names: readonly string[]): Promise<void>;
  /** The actions that roles allow, on some payments at least, and patterns, sorted, for a front end to show only what works. */
  actionsOf(held: readonly string[]): Promise<string[]>;
}

/** @param actions every action that some route asks for, so that patterns can be spelt out */
export function createRoleRules(
  roles: () => readonly Role[],
  permissions: Permissions,
  actions: () => readonly string[],
): RoleRules {
  const grantsOf = (role: string): Role['grants'] => roles().find(({ id }) => id === role)?.grants ?? [];

  async function mustReach(giver: readonly string[], names: readonly string[]): Promise<void> {
    // Who may do something on some payments only may hand that out as it is, with all that their own roles deny.
    if (giver.every((role) => names.includes(role)) && names.every((role) => giver.includes(role))) return;
    const given = names.flatMap(grantsOf).filter(({ effect }) => effect !== 'deny');
    for (const action of given.flatMap((grant) => grant.actions))
      if (!(await permissions.covers(giver, action))) throw new Forbidden({ action });
  }

  return {
    mustExist(names) {
      const known = new Set<string>(roles().map(({ id }) => id));
      for (const role of names) if (!known.has(role)) throw new RoleUnknown({ role });
    },
    async mustHold(giver, names) {
      const masked = permissions.masked(names);
      for (const field of permissions.masked(giver)) if (!masked.has(field)) throw new MaskNotGiven({ field });
      await mustReach(giver, names);
    },
    mustReach,
    async actionsOf(held) {
      const named = held.flatMap(grantsOf).flatMap((grant) => grant.actions);
      const allowed: string[] = [];
      for (const action of new Set([...actions(), ...named])) {
        // A pattern stands for actions that nobody has thought of yet, so it has to be allowed without any limit.
        const isAllowed = action.endsWith('*') ? permissions.covers(held, action) : permissions.can(held, action);
        if (await isAllowed) allowed.push(action);
      }
      return allowed.sort();
    },
  };
}
