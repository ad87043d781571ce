import {
  newId,
  type Operator as OperatorView,
  type OperatorChange,
  type OperatorSession,
  type SignInRecord,
} from '@pih/schemas';
import type { Caller } from '../../http/index.ts';
import type { SendAccountMail } from '../account/account-mail.ts';
import type { Appointments } from '../roles/appointments.ts';
import type { Background } from '../beside.ts';
import type { Factors } from '../account/factors.ts';
import type { LockOuts } from '../signing-in/lock-outs.ts';
import type { NewOperator, Operator, Operators } from './operators.ts';
import { OwnSecondFactor, SecondFactorOff, SessionNotFound } from '../problems.ts';
import type { RoleRules } from '../roles/role-rules.ts';
import type { Security } from '../signing-in/security.ts';
import type { Sessions } from '../signing-in/sessions.ts';
import type { SignIns } from '../signing-in/sign-ins.ts';
import type { Telling } from '../telling.ts';

interface Parts {
  operators: Operators;
  sessions: Sessions;
  factors: Factors;
  lockOuts: LockOuts;
  signIns: SignIns;
  appointments: Appointments;
  roleRules: RoleRules;
  security: Security;
  telling: Telling;
  background: Background;
  sendMail: SendAccountMail;
  language: () => 'en' | 'it';
  now: () => Date;
}

/** What is done with the accounts of others. */
export type People = ReturnType<typeof createPeople>;

export function createPeople(parts: Parts) {
  const { operators, sessions, factors, lockOuts, signIns, appointments, roleRules, security, telling } = parts;

  async function views(found: readonly Operator[]): Promise<OperatorView[]> {
    const locked = await lockOuts.lockedUntil(found.map(({ email }) => email));
    return found.map(({ passwordChangedAt: _theirs, ...operator }) => ({
      ...operator,
      lockedUntil: locked.get(operator.email)?.toISOString() ?? null,
      secondFactor: { ...operator.secondFactor, isRequired: security.needsSecondFactor(operator.roles) },
    }));
  }
  const view = async (operator: Operator): Promise<OperatorView> => {
    const [only] = await views([operator]);
    if (!only) throw new Error('A view was lost');
    return only;
  };
  const targetOf = ({ id, name }: Operator) => ({ kind: 'operator', id, label: name }) as const;

  return {
    list: async (): Promise<OperatorView[]> => views(await operators.list()),
    /** @throws OperatorNotFound */
    read: async (id: string): Promise<OperatorView> => view(await operators.get(id)),

    /** @throws RoleUnknown, PasswordTooShort, PasswordTooCommon, EmailTaken; Forbidden when a role allows what the caller may not do */
    async create(caller: Caller, request: NewOperator): Promise<OperatorView> {
      const { name, roles } = request;
      roleRules.mustExist(roles);
      await roleRules.mustHold(caller.roles, roles);
      const id = newId('operator', parts.now());
      const createdBy = { type: caller.type, id: caller.id, name: caller.name };
      const target = { kind: 'operator', id, label: name } as const;
      const untold = telling.note({ action: 'operator.created', by: caller, target, after: { roles } });
      const operator = await operators.create({ ...request, id, createdBy, untold });
      await telling.told('operators', id);
      return view(operator);
    },

    /** @throws OperatorNotFound, and what `appoint` throws */
    async change(caller: Caller, id: string, { name, roles }: OperatorChange): Promise<OperatorView> {
      const operator = await operators.get(id);
      if (roles) await appointments.appoint(caller, id, roles);
      if (name !== undefined && name !== operator.name) {
        const change = { action: 'operator.changed', by: caller, target: targetOf(operator) } as const;
        const untold = telling.note({ ...change, before: { name: operator.name }, after: { name } });
        await operators.rename(id, name, untold);
        await telling.told('operators', id);
      }
      return view(await operators.get(id));
    },

    disable: appointments.disable,
    enable: appointments.enable,

    /** @throws OperatorNotFound; Forbidden when their roles allow what the caller may not do */
    async unlock(caller: Caller, id: string): Promise<void> {
      const operator = await operators.get(id);
      await roleRules.mustReach(caller.roles, operator.roles);
      await lockOuts.clear(operator.email);
      await telling.record({ action: 'operator.unlocked', by: caller, target: targetOf(operator) });
    },

    /** For somebody else who has lost phone and recovery codes. @throws OperatorNotFound, SecondFactorOff, OwnSecondFactor; Forbidden when their roles allow what the caller may not do */
    async removeFactor(caller: Caller, id: string): Promise<void> {
      const operator = await operators.get(id);
      // Whoever has only got hold of a session does not know the password, which the account would ask for.
      if (caller.id === id) throw new OwnSecondFactor({});
      // Half of what keeps others out of that account is taken away.
      await roleRules.mustHold(caller.roles, operator.roles);
      if (!(await factors.remove(id))) throw new SecondFactorOff({});
      await telling.record({ action: 'operator.second_factor_off', by: caller, target: targetOf(operator) });
      const { email: to, name } = operator;
      const mail = { to, language: parts.language(), facts: { name, by: caller.name } };
      const key = `second-factor-changed:${newId('news', parts.now())}`;
      parts.background.begin(() => parts.sendMail({ ...mail, key, template: 'second-factor-changed' }));
    },

    /** @throws OperatorNotFound */
    async sessionsOf(id: string, token?: string): Promise<OperatorSession[]> {
      await operators.get(id);
      return sessions.list(id, token);
    },

    /** Ends one session, or all. @throws OperatorNotFound, SessionNotFound; Forbidden when their roles allow what the caller may not do */
    async endSessions(caller: Caller, id: string, session?: string): Promise<void> {
      const operator = await operators.get(id);
      await roleRules.mustReach(caller.roles, operator.roles);
      if (session === undefined) await sessions.endAllOf(id);
      else if (!(await sessions.endOne(id, session))) throw new SessionNotFound({ id: session });
      const target =
        session === undefined ? targetOf(operator) : ({ kind: 'session', id: session, label: operator.name } as const);
      await telling.record({ action: 'session.ended', by: caller, target });
    },

    /** @throws OperatorNotFound */
    async signInsOf(id: string): Promise<SignInRecord[]> {
      await operators.get(id);
      return signIns.of(id);
    },
  };
}
