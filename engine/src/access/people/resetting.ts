import { newId } from '@pih/schemas';
import type { Model } from 'mongoose';
import type { Caller } from '../../http/index.ts';
import type { SendAccountMail } from '../account/account-mail.ts';
import type { Background } from '../beside.ts';
import type { From } from '../signing-in/from.ts';
import type { LockOuts } from '../signing-in/lock-outs.ts';
import type { StoredReset } from '../model/index.ts';
import type { Operator, Operators } from './operators.ts';
import { mustBeStrong } from '../signing-in/password-rules.ts';
import { LinkExpired, OperatorDisabled } from '../problems.ts';
import type { RoleRules } from '../roles/role-rules.ts';
import type { Sessions } from '../signing-in/sessions.ts';
import type { SignIns } from '../signing-in/sign-ins.ts';
import type { Telling } from '../telling.ts';
import { hashOf, newToken, type Random } from '../signing-in/tokens.ts';

type Language = 'en' | 'it';

/** New passwords by a link that is mailed: single use, for an hour. */
export interface Resetting {
  /** For whoever has forgotten theirs. The answer waits for nothing that depends on whether anybody has the e-mail. */
  forgotten(email: string, language: Language): void;
  /**
   * For somebody else. The link goes to them alone, not to who asks for it.
   * @throws OperatorNotFound, OperatorDisabled; Forbidden when their roles allow what the caller may not do
   */
  ask(caller: Caller, id: string): Promise<void>;
  /** For whom a link is. @throws LinkExpired */
  look(token: string): Promise<{ email: string; expiresAt: string }>;
  /** Uses a link up; all sessions of the operator end. @throws LinkExpired, PasswordTooShort, PasswordTooCommon */
  complete(token: string, password: string, from: From): Promise<void>;
  /** A link for an active operator, which whoever gets it has to bring to them. */
  link(id: string): Promise<{ link: string; until: Date }>;
  /** Links that were sent to somebody are worth nothing any more. */
  forget(id: string): Promise<void>;
}

interface Parts {
  resets: Model<StoredReset>;
  operators: Operators;
  sessions: Sessions;
  lockOuts: LockOuts;
  signIns: SignIns;
  roleRules: RoleRules;
  telling: Telling;
  background: Background;
  sendMail: SendAccountMail;
  language: () => Language;
  /** Where the console answers, without a slash at the end. */
  consoleUrl: string;
  now: () => Date;
  random: Random;
}

const minute = 60_000;
const lastsMs = 60 * minute;
/** Who asks again and again gets one mail in this time. */
const againAfterMs = minute;

export function createResetting(parts: Parts): Resetting {
  const { resets, operators, sessions, lockOuts, signIns, roleRules, telling, background, sendMail } = parts;
  const { consoleUrl, now, random } = parts;

  async function linkFor(id: string): Promise<{ link: string; until: Date }> {
    const token = newToken(random);
    const createdAt = now();
    const expiresAt = new Date(createdAt.getTime() + lastsMs);
    await resets.create({ _id: hashOf(token), operatorId: id, createdAt, expiresAt });
    // After the sign # it stays in the browser: no log of any server on the way shows it.
    return { link: `${consoleUrl}/new-password#${token}`, until: expiresAt };
  }

  async function send({ id, name, email }: Operator, language: Language): Promise<void> {
    const { link, until } = await linkFor(id);
    const key = `password-reset:${newId('news', now())}`;
    await sendMail({ key, to: email, language, template: 'password-reset', link, facts: { name, until } });
  }

  async function sendForgotten(email: string, language: Language): Promise<void> {
    const operator = await operators.ofEmail(email);
    if (!operator || operator.disabledAt !== null) return;
    const lately = new Date(now().getTime() - againAfterMs);
    if (await resets.findOne({ operatorId: operator.id, createdAt: { $gt: lately } }).lean()) return;
    const { id, name } = operator;
    const target = { kind: 'operator', id, label: name } as const;
    await telling.record({ action: 'operator.password_reset_requested', target });
    await send(operator, language);
  }

  async function holder(token: string): Promise<{ reset: StoredReset; operator: Operator }> {
    const reset = await resets.findOne({ _id: hashOf(token), expiresAt: { $gt: now() } }).lean<StoredReset>();
    const operator = reset && (await operators.active(reset.operatorId));
    if (!reset || !operator) throw new LinkExpired({});
    return { reset, operator };
  }

  return {
    forgotten: (email, language) => background.begin(() => sendForgotten(email, language)),
    async ask(caller, id) {
      const operator = await operators.get(id);
      if (operator.disabledAt !== null) throw new OperatorDisabled({});
      // Who reads the mail of another, in the outbox of a test installation, must not get more than they have.
      await roleRules.mustHold(caller.roles, operator.roles);
      const target = { kind: 'operator', id, label: operator.name } as const;
      await telling.record({ action: 'operator.password_reset_requested', by: caller, target });
      await send(operator, parts.language());
    },
    async look(token) {
      const { reset, operator } = await holder(token);
      return { email: operator.email, expiresAt: reset.expiresAt.toISOString() };
    },
    async complete(token, password, from) {
      const { reset, operator } = await holder(token);
      const { id, name, email } = operator;
      // A password that is refused must not use the link up.
      mustBeStrong(password, [name, email]);
      const { deletedCount } = await resets.deleteOne({ _id: reset._id });
      const by = { type: 'operator', id, name } as const;
      const untold = telling.note({
        action: 'operator.password_reset',
        by,
        target: { kind: 'operator', id, label: name },
      });
      if (!deletedCount || !(await operators.setPassword(id, password, untold))) throw new LinkExpired({});
      await telling.told('operators', id);
      await resets.deleteMany({ operatorId: id });
      await sessions.endAllOf(id);
      await lockOuts.clear(email);
      await signIns.record(id, 'password_reset', from);
      const key = `password-changed:${newId('news', now())}`;
      background.begin(() =>
        sendMail({ key, to: email, language: parts.language(), template: 'password-changed', facts: { name } }),
      );
    },
    link: linkFor,
    async forget(id) {
      await resets.deleteMany({ operatorId: id });
    },
  };
}
