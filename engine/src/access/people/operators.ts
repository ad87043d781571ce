import { newId } from '@pih/schemas';
import { mongo, type Model } from 'mongoose';
import { emailKey, type Maker, type StoredOperator } from '../model/index.ts';
import { mustBeStrong, shortestDemoPassword } from '../signing-in/password-rules.ts';
import { hashPassword, opensWith } from '../signing-in/passwords.ts';
import { withNote, type Untold } from '../telling.ts';
import { EmailTaken, OperatorNotFound, PasswordTooShort, WrongCredentials } from '../problems.ts';

/** An operator without anything secret; times are ISO 8601, UTC. */
export interface Operator {
  id: string;
  name: string;
  email: string;
  roles: string[];
  createdAt: string;
  createdBy: Maker | null;
  disabledAt: string | null;
  lastSignInAt: string | null;
  passwordChangedAt: string | null;
  secondFactor: { isOn: boolean; since: string | null; recoveryCodesLeft: number };
}

export interface NewOperator {
  name: string;
  email: string;
  /** At least 12 characters, and not among the common ones. */
  password: string;
  /** Ids of role documents. */
  roles: readonly string[];
  /** The hub itself when absent. */
  createdBy?: Maker;
  /** Whether only their mailbox got the link by which they chose the password. */
  enteredByMail?: boolean;
  /** Decided before; a new one when absent. */
  id?: string;
  /** A public login of the demo organisation: 8 characters are enough. */
  isDemo?: true;
  /** For the audit trail, written with the operator. */
  untold?: Untold | undefined;
}

export interface Operators {
  /** @throws PasswordTooShort, PasswordTooCommon, or EmailTaken when somebody has the e-mail, however it is capitalised */
  create(operator: NewOperator): Promise<Operator>;
  /** By name. */
  list(): Promise<Operator[]>;
  count(): Promise<number>;
  /** The operator of an id, disabled or not. @throws OperatorNotFound */
  get(id: string): Promise<Operator>;
  find(id: string): Promise<Operator | undefined>;
  /** The operator of an id, unless disabled. */
  active(id: string): Promise<Operator | undefined>;
  /** Somebody who has an e-mail, disabled or not, and whether a password is theirs. It takes as long when there is nobody. */
  look(email: string, password: string): Promise<{ operator: Operator | undefined; isRight: boolean }>;
  ofEmail(email: string): Promise<Operator | undefined>;
  /** Whether a password is that of an active operator. */
  knows(id: string, password: string): Promise<boolean>;
  /**
   * Changes the password of an active operator who knows the current one.
   * @throws WrongCredentials, also when somebody else changed it meanwhile; PasswordTooShort, PasswordTooCommon
   */
  changePassword(id: string, current: string, password: string, untold?: Untold): Promise<void>;
  /** Sets the password of an active operator. False when there is none. @throws PasswordTooShort, PasswordTooCommon */
  setPassword(id: string, password: string, untold?: Untold): Promise<boolean>;
  rename(id: string, name: string, untold?: Untold): Promise<void>;
  /** Gives other roles to somebody who holds just these. False when they hold others by now. */
  replaceRoles(id: string, held: readonly string[], roles: readonly string[], untold?: Untold): Promise<boolean>;
  signedIn(id: string): Promise<void>;
  /** False when the operator was disabled before, or does not exist. */
  disable(id: string, untold?: Untold): Promise<boolean>;
  enable(id: string, untold?: Untold): Promise<void>;
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** What of a row may be shown, and nothing else. */
export const shown = (stored: StoredOperator): Operator => ({
  id: stored._id,
  name: stored.name,
  email: stored.email,
  roles: stored.roles,
  createdAt: stored.createdAt.toISOString(),
  createdBy: stored.createdBy ?? null,
  disabledAt: iso(stored.disabledAt),
  lastSignInAt: iso(stored.lastSignInAt),
  passwordChangedAt: iso(stored.passwordChangedAt),
  secondFactor: {
    isOn: Boolean(stored.secondFactor),
    since: iso(stored.secondFactor?.since),
    recoveryCodesLeft: stored.secondFactor?.recovery.length ?? 0,
  },
});

const duplicateKey = 11000;

export function createOperators(model: Model<StoredOperator>, now: () => Date): Operators {
  const found = async (about: Record<string, unknown>): Promise<StoredOperator | undefined> =>
    (await model.findOne(about).lean<StoredOperator>()) ?? undefined;
  const shownOf = async (about: Record<string, unknown>): Promise<Operator | undefined> => {
    const operator = await found(about);
    return operator && shown(operator);
  };
  const active = (id: string) => found({ _id: id, disabledAt: null });

  async function write(
    id: string,
    password: string,
    about: Partial<StoredOperator>,
    untold?: Untold,
  ): Promise<boolean> {
    const set = { passwordHash: await hashPassword(password), passwordChangedAt: now() };
    const { matchedCount } = await model.updateOne(
      { ...about, _id: id, disabledAt: null },
      { $set: set, ...withNote(untold) },
    );
    return matchedCount > 0;
  }

  return {
    async create({ name, email, password, roles, createdBy = null, enteredByMail = false, id, isDemo, untold }) {
      if (!isDemo) mustBeStrong(password, [name, email]);
      else if (password.length < shortestDemoPassword) throw new PasswordTooShort({ minimum: shortestDemoPassword });
      const createdAt = now();
      const operator: StoredOperator = {
        _id: id ?? newId('operator', createdAt),
        name,
        email: emailKey(email),
        passwordHash: await hashPassword(password),
        roles: [...roles],
        createdAt,
        createdBy,
        enteredByMail,
        disabledAt: null,
        lastSignInAt: null,
        passwordChangedAt: createdAt,
        secondFactor: null,
        offeredFactor: null,
        ...(untold && { untold: [untold] }),
      };
      try {
        await model.create(operator);
      } catch (error) {
        // Asking first would let two at once through; the unique index does not.
        if (error instanceof mongo.MongoServerError && error.code === duplicateKey) throw new EmailTaken({});
        throw error;
      }
      return shown(operator);
    },
    async list() {
      return (await model.find().sort({ name: 1, _id: 1 }).lean<StoredOperator[]>()).map(shown);
    },
    count: () => model.countDocuments(),
    async get(id) {
      const operator = await found({ _id: id });
      if (!operator) throw new OperatorNotFound({ id });
      return shown(operator);
    },
    find: (id) => shownOf({ _id: id }),
    active: (id) => shownOf({ _id: id, disabledAt: null }),
    async look(email, password) {
      const operator = await found({ email: emailKey(email) });
      const isRight = await opensWith(operator?.passwordHash, password);
      return { operator: operator && shown(operator), isRight };
    },
    ofEmail: (email) => shownOf({ email: emailKey(email) }),
    async knows(id, password) {
      return opensWith((await active(id))?.passwordHash, password);
    },
    async changePassword(id, current, password, untold) {
      const operator = await active(id);
      const right = await opensWith(operator?.passwordHash, current);
      if (!operator || !right) throw new WrongCredentials({});
      mustBeStrong(password, [operator.name, operator.email]);
      const { passwordHash } = operator;
      if (!(await write(id, password, { passwordHash }, untold))) throw new WrongCredentials({});
    },
    async setPassword(id, password, untold) {
      const operator = await active(id);
      if (!operator) return false;
      mustBeStrong(password, [operator.name, operator.email]);
      return write(id, password, {}, untold);
    },
    async rename(id, name, untold) {
      await model.updateOne({ _id: id }, { $set: { name }, ...withNote(untold) });
    },
    async replaceRoles(id, held, roles, untold) {
      const { matchedCount } = await model.updateOne(
        { _id: id, roles: [...held] },
        { $set: { roles: [...roles] }, ...withNote(untold) },
      );
      return matchedCount > 0;
    },
    async signedIn(id) {
      await model.updateOne({ _id: id }, { $set: { lastSignInAt: now() } });
    },
    async disable(id, untold) {
      // The first time counts; disabling again does not move it.
      const { matchedCount } = await model.updateOne(
        { _id: id, disabledAt: null },
        { $set: { disabledAt: now() }, ...withNote(untold) },
      );
      return matchedCount > 0;
    },
    async enable(id, untold) {
      await model.updateOne({ _id: id }, { $set: { disabledAt: null }, ...withNote(untold) });
    },
  };
}
