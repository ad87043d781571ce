import { randomBytes } from 'node:crypto';
import { missing, type Constitution } from '../roles/keepers.ts';
import type { Factors } from '../account/factors.ts';
import type { LockOuts } from '../signing-in/lock-outs.ts';
import type { Operator, Operators } from './operators.ts';
import type { Indispensable } from '../problems.ts';
import type { Resetting } from './resetting.ts';
import type { RoleRules } from '../roles/role-rules.ts';
import type { Sessions } from '../signing-in/sessions.ts';
import type { Telling } from '../telling.ts';

/** Whom whoever runs the hub lets in again, from outside of it. */
export interface RescueRequest {
  email: string;
  /** What they are called, when nobody has the e-mail yet. */
  name?: string | undefined;
  /** The only role that they hold from then on. */
  role: string;
  /** Why. */
  note?: string | undefined;
}

export interface Rescued {
  operator: Operator;
  isNew: boolean;
  /** Where they choose a password, once. */
  link: string;
  until: Date;
  /** What the hub still cannot do without, by the roles and rules of approval that are live. */
  lacking?: Indispensable;
}

interface Parts {
  operators: Operators;
  sessions: Sessions;
  factors: Factors;
  lockOuts: LockOuts;
  resetting: Pick<Resetting, 'forget' | 'link'>;
  roleRules: RoleRules;
  telling: Telling;
  constitution: () => Promise<Constitution>;
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

const by = { type: 'system', name: 'npm run rescue' };

/** Lets somebody in whom nobody is left to let in: for who has the data and the master key at hand, never over the network. */
export function createRescue(parts: Parts) {
  const { operators, sessions, factors, lockOuts, resetting, roleRules, telling, constitution, inTurn } = parts;

  async function made(
    { email, name, role, note }: RescueRequest,
    id: string | undefined,
  ): Promise<Operator | undefined> {
    const about = { by, ...(note !== undefined && { reason: note }), after: { roles: [role] } };
    const known = id === undefined ? undefined : await operators.get(id);
    if (known) {
      const { name: label, roles, disabledAt } = known;
      const before = { roles, ...(disabledAt !== null && { disabledAt }) };
      const target = { kind: 'operator', id: known.id, label } as const;
      const untold = telling.note({ ...about, action: 'operator.rescued', target, before });
      // A role that denies what has to be done would still win: they hold this one alone.
      await operators.replaceRoles(known.id, roles, [role], untold);
      await operators.enable(known.id);
      await telling.told('operators', known.id);
      return operators.get(known.id);
    }
    if (name === undefined) return undefined;
    // Nobody ever knows this password; the link replaces it.
    const password = randomBytes(24).toString('base64url');
    const operator = await operators.create({ name, email, password, roles: [role] });
    const target = { kind: 'operator', id: operator.id, label: name } as const;
    await telling.record({ ...about, action: 'operator.rescued', target });
    return operator;
  }

  /**
   * Gives somebody a role and no other, lets them in if they were disabled or locked out, takes their second factor away and
   * ends their sessions. Recorded in the audit trail.
   * @returns undefined when nobody has the e-mail and no name was given
   * @throws RoleUnknown
   */
  return (request: RescueRequest): Promise<Rescued | undefined> =>
    inTurn(async () => {
      roleRules.mustExist([request.role]);
      const known = await operators.ofEmail(request.email);
      const operator = await made(request, known?.id);
      if (!operator) return undefined;
      const { id, email } = operator;
      await factors.remove(id);
      await lockOuts.clear(email);
      await sessions.endAllOf(id);
      await resetting.forget(id);
      const lacking = await missing(await operators.list(), await constitution());
      return {
        operator: await operators.get(id),
        isNew: known === undefined,
        ...(await resetting.link(id)),
        ...(lacking && { lacking: lacking.because }),
      };
    });
}
