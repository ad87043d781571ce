import {
  newId,
  type Invitation,
  type InvitationAnswer,
  type InvitationAcceptance,
  type InvitationRequest,
  type InvitationView,
} from '@pih/schemas';
import { mongo, type Model } from 'mongoose';
import { Forbidden, type Caller } from '../../http/index.ts';
import type { SendAccountMail } from '../account/account-mail.ts';
import type { Background } from '../beside.ts';
import { emailKey, type Maker, type StoredInvitation } from '../model/index.ts';
import type { Operator, Operators } from './operators.ts';
import { mustBeStrong } from '../signing-in/password-rules.ts';
import {
  AlreadyInvited,
  EmailTaken,
  InvitationClosed,
  InvitationNotFound,
  LinkExpired,
  MaskNotGiven,
  RoleUnknown,
} from '../problems.ts';
import type { RoleRules } from '../roles/role-rules.ts';
import type { Security } from '../signing-in/security.ts';
import type { Telling } from '../telling.ts';
import { hashOf, newToken, type Random } from '../signing-in/tokens.ts';

interface Parts {
  invitations: Model<StoredInvitation>;
  operators: Operators;
  roleRules: RoleRules;
  /** The roles that somebody holds now; undefined for who may do nothing any more. */
  rolesOf: (maker: Maker) => Promise<readonly string[] | undefined>;
  security: Security;
  telling: Telling;
  background: Background;
  sendMail: SendAccountMail;
  /** Whether the mail reaches its reader and nobody else. */
  linksAreMailed: boolean;
  organisation: () => string;
  /** Where the console answers, without a slash at the end. */
  consoleUrl: string;
  now: () => Date;
  random: Random;
}

const day = 24 * 60 * 60_000;
const lastsMs = 3 * day;
const keptMs = 90 * day;
const duplicateKey = 11000;

/** Asking people to work here: they choose their password themselves, by a link that works once. */
export type Inviting = ReturnType<typeof createInviting>;

export function createInviting(parts: Parts) {
  const { invitations, operators, roleRules, rolesOf, security, telling, background, sendMail } = parts;
  const { linksAreMailed, organisation, consoleUrl, now, random } = parts;

  const stateOf = ({ acceptedAt, withdrawnAt, expiresAt }: StoredInvitation): Invitation['state'] => {
    if (acceptedAt) return 'accepted';
    if (withdrawnAt) return 'withdrawn';
    return expiresAt <= now() ? 'expired' : 'pending';
  };
  const shown = (stored: StoredInvitation): Invitation => ({
    id: stored._id,
    email: stored.email,
    name: stored.name,
    roles: stored.roles,
    state: stateOf(stored),
    invitedBy: stored.invitedBy,
    createdAt: stored.createdAt.toISOString(),
    expiresAt: stored.expiresAt.toISOString(),
    acceptedAt: stored.acceptedAt?.toISOString() ?? null,
  });
  const targetOf = ({ _id: id, email: label }: StoredInvitation) => ({ kind: 'invitation', id, label }) as const;

  /** The mail goes out by itself. Where no mail server takes it, the inviter has to bring the link. */
  function mailed(stored: StoredInvitation, token: string): InvitationAnswer {
    const { email, language, name, invitedBy, expiresAt: until } = stored;
    // After the sign # it stays in the browser: no log of any server on the way shows it.
    const link = `${consoleUrl}/invitation#${token}`;
    const facts = { ...(name && { name }), ...(invitedBy && { by: invitedBy.name }), until };
    const key = `invitation:${stored._id}:${until.getTime()}`;
    background.begin(() => sendMail({ key, to: email, language, template: 'invitation', link, facts }));
    return { invitation: shown(stored), ...(!linksAreMailed && { link }) };
  }

  /** @throws InvitationNotFound, InvitationClosed */
  async function open(id: string): Promise<StoredInvitation> {
    const stored = await invitations.findById(id).lean<StoredInvitation>();
    if (!stored) throw new InvitationNotFound({ id });
    if (stored.acceptedAt || stored.withdrawnAt) throw new InvitationClosed({ state: stateOf(stored) });
    return stored;
  }

  /** Who may no longer hand these roles out has not handed them out by a link that lies around. */
  async function isStillMeant({ invitedBy, roles }: StoredInvitation): Promise<boolean> {
    try {
      roleRules.mustExist(roles);
      if (!invitedBy) return true;
      const held = await rolesOf(invitedBy);
      if (held) await roleRules.mustHold(held, roles);
      return held !== undefined;
    } catch (error) {
      if (error instanceof Forbidden || error instanceof MaskNotGiven || error instanceof RoleUnknown) return false;
      throw error;
    }
  }

  /** @throws LinkExpired */
  async function byToken(token: string): Promise<StoredInvitation> {
    const stored = await invitations.findOne({ tokenHash: hashOf(token) }).lean<StoredInvitation>();
    const isOpen = stored && (stateOf(stored) === 'pending' || (stored.acceptedAt && stored.operatorId !== null));
    if (!stored || !isOpen || !(await isStillMeant(stored))) throw new LinkExpired({});
    // One whose operator was made is used up; one that a crash left between the two may be gone on with.
    if (stored.operatorId && (await operators.find(stored.operatorId))) throw new LinkExpired({});
    return stored;
  }

  return {
    /** The newest first. */
    async list(): Promise<Invitation[]> {
      return (await invitations.find().sort({ _id: -1 }).lean<StoredInvitation[]>()).map(shown);
    },

    /** Names of people who are invited to a role and may still come. */
    async expecting(role: string): Promise<string[]> {
      const found = await invitations
        .find({ openFor: { $exists: true }, expiresAt: { $gt: now() } })
        .lean<StoredInvitation[]>();
      return found.filter(({ roles }) => roles.includes(role)).map(({ name, email }) => name ?? email);
    },

    /** @throws RoleUnknown, EmailTaken, AlreadyInvited; Forbidden, MaskNotGiven when a role allows what the caller may not do */
    async invite(caller: Caller | null, request: InvitationRequest): Promise<InvitationAnswer> {
      const { name = null, roles, language = 'en' } = request;
      const email = emailKey(request.email);
      roleRules.mustExist(roles);
      if (caller) await roleRules.mustHold(caller.roles, roles);
      if (await operators.ofEmail(email)) throw new EmailTaken({});
      const createdAt = now();
      // One that ran out stays in the list, and makes place for this one.
      await invitations.updateMany({ openFor: email, expiresAt: { $lte: createdAt } }, { $unset: { openFor: 1 } });
      const token = newToken(random);
      const stored: StoredInvitation = {
        _id: newId('invitation', createdAt),
        tokenHash: hashOf(token),
        email,
        openFor: email,
        name,
        roles: [...roles],
        language,
        isMailedOnly: linksAreMailed,
        invitedBy: caller && { type: caller.type, id: caller.id, name: caller.name },
        createdAt,
        expiresAt: new Date(createdAt.getTime() + lastsMs),
        acceptedAt: null,
        withdrawnAt: null,
        operatorId: null,
        keepUntil: new Date(createdAt.getTime() + keptMs),
      };
      const untold = telling.note({
        action: 'operator.invited',
        by: caller,
        target: targetOf(stored),
        after: { roles },
      });
      try {
        await invitations.create({ ...stored, ...(untold && { untold: [untold] }) });
      } catch (error) {
        if (error instanceof mongo.MongoServerError && error.code === duplicateKey) throw new AlreadyInvited({});
        throw error;
      }
      await telling.told('invitations', stored._id);
      return mailed(stored, token);
    },

    /** Makes a new link, for three days; the earlier one is worth nothing. @throws InvitationNotFound, InvitationClosed, AlreadyInvited, Forbidden, MaskNotGiven, RoleUnknown */
    async renew(caller: Caller, id: string): Promise<InvitationAnswer> {
      const { email, roles } = await open(id);
      roleRules.mustExist(roles);
      await roleRules.mustHold(caller.roles, roles);
      const token = newToken(random);
      const expiresAt = new Date(now().getTime() + lastsMs);
      const invitedBy: Maker = { type: caller.type, id: caller.id, name: caller.name };
      const stored = await invitations
        .findOneAndUpdate(
          { _id: id, acceptedAt: null, withdrawnAt: null },
          { $set: { tokenHash: hashOf(token), expiresAt, openFor: email, invitedBy, isMailedOnly: linksAreMailed } },
          { returnDocument: 'after' },
        )
        .lean<StoredInvitation>()
        .catch((error: unknown) => {
          if (error instanceof mongo.MongoServerError && error.code === duplicateKey) throw new AlreadyInvited({});
          throw error;
        });
      if (!stored) throw new InvitationClosed({ state: 'accepted' });
      await telling.record({ action: 'operator.invited', by: caller, target: targetOf(stored), after: { roles } });
      return mailed(stored, token);
    },

    /** @throws InvitationNotFound, InvitationClosed */
    async withdraw(caller: Caller, id: string): Promise<void> {
      const stored = await open(id);
      const { matchedCount } = await invitations.updateOne(
        { _id: id, acceptedAt: null, withdrawnAt: null },
        { $set: { withdrawnAt: now() }, $unset: { openFor: 1 } },
      );
      if (!matchedCount) throw new InvitationClosed({ state: 'accepted' });
      await telling.record({ action: 'operator.invitation_withdrawn', by: caller, target: targetOf(stored) });
    },

    /** What the invited sees. @throws LinkExpired */
    async look(token: string): Promise<InvitationView> {
      const { email, name, invitedBy, expiresAt, roles } = await byToken(token);
      return {
        email,
        name,
        organisation: organisation(),
        invitedBy: invitedBy?.name ?? null,
        expiresAt: expiresAt.toISOString(),
        needsSecondFactor: security.needsSecondFactor(roles),
      };
    },

    /** Makes the operator; the link is used up. @throws LinkExpired, PasswordTooShort, PasswordTooCommon, EmailTaken */
    async accept({ token, name, password }: InvitationAcceptance): Promise<Operator> {
      const { _id, email, roles, invitedBy, operatorId, isMailedOnly: enteredByMail } = await byToken(token);
      // A password that is refused must not use the link up.
      mustBeStrong(password, [name, email]);
      const at = now();
      const id = operatorId ?? newId('operator', at);
      const { matchedCount } = await invitations.updateOne(
        {
          _id,
          tokenHash: hashOf(token),
          withdrawnAt: null,
          operatorId,
          ...(!operatorId && { expiresAt: { $gt: at } }),
        },
        { $set: { acceptedAt: at, operatorId: id }, $unset: { openFor: 1 } },
      );
      if (!matchedCount) throw new LinkExpired({});
      const by = { type: 'operator', id, name } as const;
      const untold = telling.note({
        action: 'operator.created',
        by,
        target: { kind: 'operator', id, label: name },
        after: { roles, invitedBy: invitedBy?.name },
      });
      const createdBy = invitedBy ? { createdBy: invitedBy } : {};
      const operator = await operators.create({
        id,
        name,
        email,
        password,
        roles,
        untold,
        enteredByMail,
        ...createdBy,
      });
      await telling.told('operators', id);
      return operator;
    },
  };
}
