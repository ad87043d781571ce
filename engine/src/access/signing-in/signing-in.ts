import type { Session, SignIn } from '@pih/schemas';
import { createHmac } from 'node:crypto';
import type { Model } from 'mongoose';
import type { SendAccountMail } from '../account/account-mail.ts';
import type { Background } from '../beside.ts';
import type { Factors } from '../account/factors.ts';
import type { From } from './from.ts';
import type { LockOuts } from './lock-outs.ts';
import { emailKey, type StoredChallenge, type StoredSignIn } from '../model/index.ts';
import type { Operator, Operators } from '../people/operators.ts';
import { SignInExpired, WrongCode, WrongCredentials } from '../problems.ts';
import type { SignInGuard } from './rate-limit.ts';
import type { Security } from './security.ts';
import type { Sessions } from './sessions.ts';
import type { SignIns } from './sign-ins.ts';
import type { Telling } from '../telling.ts';
import { hashOf, newToken, type Random } from './tokens.ts';

/** Where somebody signs in from, and the session that the browser had until then. */
export interface Asking extends From {
  token?: string | undefined;
}

/** Somebody is in: the token for the cookie, and what the browser is told. */
export interface Entered {
  token: string;
  session: Session;
}

/** A code is asked for. That says nothing about the password. */
export interface Challenged {
  challenge: string;
  expiresAt: string;
}

interface Parts {
  challenges: Model<StoredChallenge>;
  operators: Operators;
  sessions: Sessions;
  factors: Factors;
  lockOuts: LockOuts;
  signIns: SignIns;
  security: Security;
  guard: SignInGuard;
  telling: Telling;
  background: Background;
  sendMail: SendAccountMail;
  language: () => 'en' | 'it';
  masterKey: Buffer;
  now: () => Date;
  random: Random;
  view: (operator: Operator, token: string) => Promise<Session>;
}

const challengeLastsMs = 5 * 60_000;
/** Codes that may be tried before it takes the password again. */
const mostTries = 5;
/** Of four e-mails that nobody has, about one is asked for a code. */
const decoyBelow = 64;

/**
 * Signs operators in, in one step or in two. Whoever guesses learns nothing on the way: an e-mail with a second factor is asked
 * for its code whether the password was right or not, some e-mails that nobody has are asked as well, and the answer to a
 * wrong code does not say what was wrong. A locked e-mail is answered like a wrong password.
 */
export function createSigningIn(parts: Parts) {
  const { challenges, operators, sessions, factors, lockOuts, signIns, security, guard, telling } = parts;
  const { background, sendMail, language, masterKey, now, random, view } = parts;

  /** The same answer for the same e-mail each time. */
  const isDecoy = (email: string): boolean =>
    (createHmac('sha256', masterKey)
      .update(`decoy:${emailKey(email)}`)
      .digest()[0] ?? 0) < decoyBelow;

  /** Whether an e-mail is asked for a code after a password that let nobody in. */
  function seemsToHaveFactor(operator: Operator | undefined, email: string): boolean {
    if (security.mayNeedSecondFactor()) return true;
    return operator && operator.disabledAt === null ? operator.secondFactor.isOn : isDecoy(email);
  }

  async function wrong(email: string, operator: Operator | undefined, outcome: StoredSignIn['outcome'], from: From) {
    const until = await lockOuts.failed(email);
    if (!operator) return;
    const { id, name } = operator;
    // Only e-mails that somebody has come this far, so the answer must not wait for it.
    background.begin(async () => {
      await signIns.record(id, outcome, from);
      const target = { kind: 'operator', id, label: name } as const;
      await telling.record({ action: 'session.refused', by: { type: 'operator', id, name }, target, reason: outcome });
      if (!until) return;
      await telling.record({ action: 'operator.locked_out', target, after: { lockedUntil: until.toISOString() } });
      const key = `locked-out:${id}:${until.getTime()}`;
      await sendMail({ key, to: email, language: language(), template: 'locked-out', facts: { name, until } });
    });
  }

  async function enter(
    operator: Operator,
    outcome: StoredSignIn['outcome'],
    from: Asking,
    steps = 1,
  ): Promise<Entered> {
    const { id, name, email } = operator;
    await lockOuts.clear(email);
    await guard.succeeded(email, from.address, steps);
    if (from.token !== undefined) await sessions.end(from.token);
    const token = await sessions.begin(id, from);
    // Whoever has just chosen a new password has ended all sessions; one that began beside that would have gone by the old one.
    if (!(await isCurrent(operator))) {
      await sessions.end(token);
      throw new WrongCredentials({});
    }
    await operators.signedIn(id);
    await signIns.record(id, outcome, from);
    const by = { type: 'operator', id, name } as const;
    await telling.record({
      action: 'session.begun',
      by,
      target: { kind: 'operator', id, label: name },
      reason: outcome,
    });
    return { token, session: await view(operator, token) };
  }

  /** Whether the password is still the one that somebody has shown. */
  async function isCurrent({ id, passwordChangedAt }: Operator): Promise<boolean> {
    return (await operators.active(id))?.passwordChangedAt === passwordChangedAt;
  }

  async function challenge(email: string, operator: Operator | undefined): Promise<Challenged> {
    const token = newToken(random);
    const expiresAt = new Date(now().getTime() + challengeLastsMs);
    const passwordSince = operator?.passwordChangedAt ?? null;
    const about = { email: emailKey(email), operatorId: operator?.id ?? null, passwordSince };
    await challenges.create({ _id: hashOf(token), ...about, tries: 0, expiresAt });
    return { challenge: token, expiresAt: expiresAt.toISOString() };
  }

  return {
    /** Lets somebody in who has proven who they are in another way, such as the link of an invitation. */
    enter,

    /**
     * The first step; the last one for whoever has no second factor.
     * @throws WrongCredentials, TooManyRequests
     */
    async signIn({ email, password }: SignIn, from: Asking): Promise<Entered | Challenged> {
      await guard.attempt(email, from.address);
      const admission = await lockOuts.attempt(email);
      const { operator, isRight } = await operators.look(email, password);
      const isActive = operator?.disabledAt === null;
      if (operator && isActive && isRight && admission === 'admitted') {
        return operator.secondFactor.isOn ? challenge(email, operator) : enter(operator, 'signed_in', from);
      }
      const why = admission === 'locked' ? 'locked' : operator && !isActive ? 'disabled' : 'wrong_password';
      await wrong(email, operator, why, from);
      if (seemsToHaveFactor(operator, email)) return challenge(email, undefined);
      throw new WrongCredentials({});
    },

    /**
     * The second step: a code of the app, or a recovery code.
     * @throws WrongCode whatever was wrong of e-mail, password and code; SignInExpired, TooManyRequests
     */
    async prove({ challenge: token, code }: { challenge: string; code: string }, from: Asking): Promise<Entered> {
      const at = now();
      const found = await challenges
        .findOneAndUpdate(
          { _id: hashOf(token), expiresAt: { $gt: at }, tries: { $lt: mostTries } },
          { $inc: { tries: 1 } },
          { returnDocument: 'after' },
        )
        .lean<StoredChallenge>();
      if (!found) throw new SignInExpired({});
      const { email, operatorId, passwordSince } = found;
      await guard.attempt(email, from.address);
      const admission = await lockOuts.attempt(email);
      const known = await operators.active(operatorId ?? 'nobody');
      const operator = known?.passwordChangedAt === passwordSince ? known : undefined;
      const proof = admission === 'admitted' ? await factors.prove(operator?.id ?? 'nobody', code) : undefined;
      if (!operator || !proof) {
        await wrong(email, operator, admission === 'locked' ? 'locked' : 'wrong_code', from);
        throw new WrongCode({});
      }
      await challenges.deleteOne({ _id: found._id });
      if (proof === 'code') return enter(operator, 'signed_in', from, 2);
      const by = { type: 'operator', id: operator.id, name: operator.name } as const;
      const target = { kind: 'operator', id: operator.id, label: operator.name } as const;
      await telling.record({ action: 'operator.recovery_code_used', by, target });
      return enter(operator, 'recovery_code', from, 2);
    },
  };
}

export type SigningIn = ReturnType<typeof createSigningIn>;
