import { newId, type Account, type OperatorSession, type PasswordRequest } from '@pih/schemas';
import type { Caller } from '../../http/index.ts';
import type { SendAccountMail } from './account-mail.ts';
import type { Background } from '../beside.ts';
import type { Factors } from './factors.ts';
import type { From } from '../signing-in/from.ts';
import type { LockOuts } from '../signing-in/lock-outs.ts';
import type { Operator, Operators } from '../people/operators.ts';
import {
  CodeNotProven,
  SecondFactorOff,
  SecondFactorRequired,
  SessionNotFound,
  WrongCredentials,
} from '../problems.ts';
import type { SignInGuard } from '../signing-in/rate-limit.ts';
import type { Resetting } from '../people/resetting.ts';
import type { Security } from '../signing-in/security.ts';
import type { Sessions } from '../signing-in/sessions.ts';
import type { Deed, Telling } from '../telling.ts';

interface Parts {
  operators: Operators;
  sessions: Sessions;
  factors: Factors;
  lockOuts: LockOuts;
  resetting: Pick<Resetting, 'forget'>;
  security: Security;
  guard: SignInGuard;
  telling: Telling;
  background: Background;
  sendMail: SendAccountMail;
  language: () => 'en' | 'it';
  now: () => Date;
}

type Own = Pick<Caller, 'type' | 'id' | 'name'>;

/** What operators do with their own account. Whoever has only got hold of a session gets no further without the password. */
export type OwnAccount = ReturnType<typeof createOwnAccount>;

export function createOwnAccount(parts: Parts) {
  const { operators, sessions, factors, lockOuts, resetting, security, guard, telling, background, sendMail } = parts;

  /** Who has got hold of a session must not guess faster here than at the sign-in. @throws WrongCredentials, TooManyRequests */
  async function guarded<Result>(email: string, from: From, work: () => Promise<Result>): Promise<Result> {
    await guard.attempt(email, from.address);
    if ((await lockOuts.attempt(email)) === 'locked') throw new WrongCredentials({});
    try {
      const result = await work();
      await guard.succeeded(email, from.address);
      await lockOuts.clear(email);
      return result;
    } catch (error) {
      if (error instanceof WrongCredentials) await lockOuts.failed(email);
      throw error;
    }
  }

  const prove = ({ id, email }: Operator, password: string, from: From): Promise<void> =>
    guarded(email, from, async () => {
      if (!(await operators.knows(id, password))) throw new WrongCredentials({});
    });

  const deed = (by: Own, action: Deed['action']): Deed => ({
    action,
    by,
    target: { kind: 'operator', id: by.id, label: by.name },
  });

  function write({ email, name }: Operator, template: 'password-changed' | 'second-factor-changed'): void {
    const key = `${template}:${newId('news', parts.now())}`;
    background.begin(() => sendMail({ key, to: email, language: parts.language(), template, facts: { name } }));
  }

  return {
    async read({ id }: Own): Promise<Account> {
      const { name, email, roles, createdAt, passwordChangedAt, secondFactor } = await operators.get(id);
      const isRequired = security.needsSecondFactor(roles);
      return { id, name, email, roles, createdAt, passwordChangedAt, secondFactor: { ...secondFactor, isRequired } };
    },

    async rename(by: Own, name: string): Promise<void> {
      const { name: before } = await operators.get(by.id);
      if (before === name) return;
      const change = { ...deed(by, 'operator.changed'), before: { name: before }, after: { name } };
      await operators.rename(by.id, name, telling.note(change));
      await telling.told('operators', by.id);
    },

    /**
     * Changes the password. All sessions end, this one too: whoever else has got hold of one is out. The token of a new one
     * is handed out for this browser.
     * @throws WrongCredentials when the current password is another, TooManyRequests, PasswordTooShort, PasswordTooCommon
     */
    async changePassword(by: Own, { current, password }: PasswordRequest, from: From): Promise<string> {
      const operator = await operators.get(by.id);
      const untold = telling.note(deed(by, 'operator.password_changed'));
      await guarded(operator.email, from, () => operators.changePassword(by.id, current, password, untold));
      await telling.told('operators', by.id);
      await resetting.forget(by.id);
      await sessions.endAllOf(by.id);
      write(operator, 'password-changed');
      return sessions.begin(by.id, from);
    },

    /** @param token of the session that asks */
    sessions: ({ id }: Own, token: string | undefined): Promise<OperatorSession[]> => sessions.list(id, token),

    /** @throws SessionNotFound, also for those of others */
    async endSession(by: Own, id: string): Promise<void> {
      if (!(await sessions.endOne(by.id, id))) throw new SessionNotFound({ id });
      await telling.record({ ...deed(by, 'session.ended'), target: { kind: 'session', id, label: by.name } });
    },

    async endOtherSessions(by: Own, token: string): Promise<void> {
      await sessions.endOthers(by.id, token);
      await telling.record(deed(by, 'session.ended'));
    },

    /** Hands out a secret; nothing changes before a code proves that the phone has it. @throws WrongCredentials, TooManyRequests */
    async offerFactor({ id }: Own, password: string, from: From): Promise<{ secret: string; uri: string }> {
      const operator = await operators.get(id);
      await prove(operator, password, from);
      return factors.offer(id, operator.email);
    },

    /** Turns the factor on, or moves it to another phone; the other sessions end. @returns recovery codes @throws CodeNotProven */
    async confirmFactor(by: Own, code: string, token: string): Promise<string[]> {
      const codes = await factors.confirm(by.id, code);
      if (!codes) throw new CodeNotProven({});
      await sessions.endOthers(by.id, token);
      await telling.record(deed(by, 'operator.second_factor_on'));
      write(await operators.get(by.id), 'second-factor-changed');
      return codes;
    },

    /** @throws WrongCredentials, TooManyRequests, SecondFactorOff */
    async renewRecoveryCodes(by: Own, password: string, from: From): Promise<string[]> {
      const operator = await operators.get(by.id);
      await prove(operator, password, from);
      const codes = await factors.renewRecoveryCodes(by.id);
      if (!codes) throw new SecondFactorOff({});
      await telling.record(deed(by, 'operator.recovery_codes_renewed'));
      return codes;
    },

    /** @throws WrongCredentials, TooManyRequests, SecondFactorOff; SecondFactorRequired where the roles need one */
    async removeFactor(by: Own, password: string, from: From): Promise<void> {
      const operator = await operators.get(by.id);
      await prove(operator, password, from);
      if (security.needsSecondFactor(operator.roles)) throw new SecondFactorRequired({});
      if (!(await factors.remove(by.id))) throw new SecondFactorOff({});
      await telling.record(deed(by, 'operator.second_factor_off'));
      write(operator, 'second-factor-changed');
    },
  };
}
