import { newId } from '@pih/schemas';
import type { Caller } from '../../http/index.ts';
import type { Background } from '../beside.ts';
import { missing, type Constitution } from './keepers.ts';
import type { Operator, Operators } from '../people/operators.ts';
import { LastAdministrator, OperatorChanged, OwnRoles } from '../problems.ts';
import type { RoleRules } from './role-rules.ts';
import type { Sessions } from '../signing-in/sessions.ts';
import type { SendAccountMail } from '../account/account-mail.ts';
import type { Telling } from '../telling.ts';

/** Whatever could leave the hub without somebody it cannot do without: roles of people, and who may sign in. */
export interface Appointments {
  /**
   * Refuses sign-in and ends all sessions; disabling again changes nothing.
   * @throws OperatorNotFound; LastAdministrator for the caller themself and for who cannot be done without; Forbidden when
   *   the roles of the operator allow what the caller may not do
   */
  disable(caller: Caller, id: string): Promise<void>;
  /** @throws OperatorNotFound; Forbidden when the roles of the operator allow what the caller may not do */
  enable(caller: Caller, id: string): Promise<void>;
  /**
   * Gives somebody other roles; their sessions go by them from the next request on.
   * @throws OperatorNotFound, RoleUnknown, OwnRoles, OperatorChanged, LastAdministrator; Forbidden when the earlier or the
   *   new roles allow what the caller may not do
   */
  appoint(caller: Caller, id: string, roles: readonly string[]): Promise<void>;
}

interface Parts {
  operators: Operators;
  sessions: Sessions;
  roleRules: RoleRules;
  telling: Telling;
  background: Background;
  sendMail: SendAccountMail;
  language: () => 'en' | 'it';
  now: () => Date;
  /** Role documents and approval rules as every node has them at this moment. */
  constitution: () => Promise<Constitution>;
  /** Lets one such change at a time happen, and none while role documents change. */
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

const sameRoles = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((role) => other.includes(role));

export function createAppointments(parts: Parts): Appointments {
  const { operators, sessions, roleRules, telling, background, sendMail, language, now, constitution, inTurn } = parts;

  /** @throws LastAdministrator when the hub could not go on with this operator as proposed, and can as they are */
  async function mustGoOn(changed: Pick<Operator, 'id' | 'roles' | 'disabledAt'>): Promise<void> {
    const [people, documents] = [await operators.list(), await constitution()];
    const proposed = people.map((person) => (person.id === changed.id ? changed : person));
    const lacking = await missing(proposed, documents);
    // What is missing anyway is no reason to keep somebody from going.
    if (lacking && !(await missing(people, documents))) throw new LastAdministrator({ because: lacking.because });
  }

  return {
    disable: (caller, id) =>
      inTurn(async () => {
        if (caller.id === id) throw new LastAdministrator({ because: 'self' });
        const { name, email, roles, disabledAt } = await operators.get(id);
        // Otherwise a role that manages people could shut out whoever may do more.
        await roleRules.mustReach(caller.roles, roles);
        if (disabledAt === null) {
          await mustGoOn({ id, roles, disabledAt: 'now' });
          const deed = { by: caller, target: { kind: 'operator', id, label: name } } as const;
          const untold = telling.note({ ...deed, action: 'operator.disabled' });
          if (await operators.disable(id, untold)) {
            await telling.told('operators', id);
            const facts = { name, by: caller.name };
            const key = `disabled:${id}:${newId('news', now())}`;
            background.begin(() => sendMail({ key, to: email, language: language(), template: 'disabled', facts }));
          }
        }
        await sessions.endAllOf(id);
      }),
    async enable(caller, id) {
      const { name, roles, disabledAt } = await operators.get(id);
      if (disabledAt === null) return;
      // Letting somebody in hands their roles out once more.
      await roleRules.mustHold(caller.roles, roles);
      // One that began while the operator was being disabled must not come back to life.
      await sessions.endAllOf(id);
      const target = { kind: 'operator', id, label: name } as const;
      await operators.enable(id, telling.note({ action: 'operator.enabled', by: caller, target }));
      await telling.told('operators', id);
    },
    appoint: (caller, id, roles) =>
      inTurn(async () => {
        const { name, roles: held, disabledAt } = await operators.get(id);
        if (sameRoles(held, roles)) return;
        if (caller.id === id) throw new OwnRoles({});
        roleRules.mustExist(roles);
        // Who may not hand a role out may not take it away either.
        await roleRules.mustHold(caller.roles, held);
        await roleRules.mustHold(caller.roles, roles);
        await mustGoOn({ id, roles: [...roles], disabledAt });
        const untold = telling.note({
          action: 'operator.roles_changed',
          by: caller,
          target: { kind: 'operator', id, label: name },
          before: { roles: held },
          after: { roles },
        });
        if (!(await operators.replaceRoles(id, held, roles, untold))) throw new OperatorChanged({});
        await telling.told('operators', id);
      }),
  };
}
