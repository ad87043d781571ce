import type { Caller } from '../http/index.ts';
import type { Permissions } from './enforcer.ts';
import type { Operators } from './operators.ts';
import { LastAdministrator } from './problems.ts';
import type { RoleRules } from './role-rules.ts';
import type { Sessions } from './sessions.ts';

/** What somebody must always be able to do: who is shut out could otherwise never be let in again. */
export const manageOperators = 'operators.manage';

/** Shutting operators out, and letting them in again. */
export interface Disabling {
  /**
   * Refuses sign-in and ends all sessions; disabling again changes nothing.
   * @throws OperatorNotFound; LastAdministrator for the caller themself and for the last who manages operators
   */
  disable(caller: Caller, id: string): Promise<void>;
  /** @throws OperatorNotFound; Forbidden when the roles of the operator allow what the caller may not do */
  enable(caller: Caller, id: string): Promise<void>;
}

interface Parts {
  operators: Operators;
  sessions: Sessions;
  permissions: Permissions;
  roleRules: RoleRules;
}

export function createDisabling({ operators, sessions, permissions, roleRules }: Parts): Disabling {
  async function othersManage(id: string): Promise<boolean> {
    const others = (await operators.list()).filter((other) => other.disabledAt === null && other.id !== id);
    for (const { roles } of others) if (await permissions.can(roles, manageOperators)) return true;
    return false;
  }

  return {
    async disable(caller, id) {
      if (caller.id === id) throw new LastAdministrator({ because: 'self' });
      const { roles, disabledAt } = await operators.get(id);
      const isLast = async (): Promise<boolean> =>
        (await permissions.can(roles, manageOperators)) && !(await othersManage(id));
      if (disabledAt === null && (await isLast())) throw new LastAdministrator({ because: 'last' });
      // Two who disable each other at the same moment have both come this far, so it is looked at again afterwards.
      if ((await operators.disable(id)) && (await isLast())) {
        await operators.enable(id);
        throw new LastAdministrator({ because: 'last' });
      }
      await sessions.endAllOf(id);
    },
    async enable(caller, id) {
      const { roles, disabledAt } = await operators.get(id);
      if (disabledAt === null) return;
      // Letting somebody in hands their roles out once more.
      await roleRules.mustHold(caller.roles, roles);
      // One that began while the operator was being disabled must not come back to life.
      await sessions.endAllOf(id);
      await operators.enable(id);
    },
  };
}
