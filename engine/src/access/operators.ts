import { newId } from '@pih/schemas';
import { mongo, type Model } from 'mongoose';
import { emailKey, type StoredOperator } from './model.ts';
import { hashPassword, opensWith } from './passwords.ts';
import { EmailTaken, OperatorNotFound, WrongCredentials } from './problems.ts';

/** An operator as it is shown; times are ISO 8601, UTC. */
export interface Operator {
  id: string;
  name: string;
  email: string;
  roles: string[];
  createdAt: string;
  disabledAt: string | null;
}

export interface NewOperator {
  name: string;
  email: string;
  /** At least 8 characters. */
  password: string;
  /** Ids of role documents. */
  roles: readonly string[];
}

export interface Operators {
  /** @throws PasswordTooShort, or EmailTaken when somebody has the e-mail, however it is capitalised */
  create(operator: NewOperator): Promise<Operator>;
  /** By name. */
  list(): Promise<Operator[]>;
  count(): Promise<number>;
  /** The operator of an id, disabled or not. @throws OperatorNotFound */
  get(id: string): Promise<Operator>;
  /** The operator of an id, unless disabled. */
  active(id: string): Promise<Operator | undefined>;
  /** @throws WrongCredentials alike for an unknown e-mail, a wrong password and a disabled operator */
  check(email: string, password: string): Promise<Operator>;
  /**
   * Changes the password of an active operator who knows the current one.
   * @throws WrongCredentials, also when somebody else changed it meanwhile; PasswordTooShort
   */
  changePassword(id: string, current: string, password: string): Promise<void>;
  /** False when the operator was disabled before, or does not exist. */
  disable(id: string): Promise<boolean>;
  enable(id: string): Promise<void>;
}

const shown = ({ _id, name, email, roles, createdAt, disabledAt }: StoredOperator): Operator => ({
  id: _id,
  name,
  email,
  roles,
  createdAt: createdAt.toISOString(),
  disabledAt: disabledAt?.toISOString() ?? null,
});

const duplicateKey = 11000;

export function createOperators(model: Model<StoredOperator>, now: () => Date): Operators {
  return {
    async create({ name, email, password, roles }) {
      const createdAt = now();
      const operator: StoredOperator = {
        _id: newId('operator', createdAt),
        name,
        email: emailKey(email),
        passwordHash: await hashPassword(password),
        roles: [...roles],
        createdAt,
        disabledAt: null,
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
      const operator = await model.findById(id).lean<StoredOperator>();
      if (!operator) throw new OperatorNotFound({ id });
      return shown(operator);
    },
    async active(id) {
      const operator = await model.findOne({ _id: id, disabledAt: null }).lean<StoredOperator>();
      return operator ? shown(operator) : undefined;
    },
    async check(email, password) {
      const operator = await model.findOne({ email: emailKey(email), disabledAt: null }).lean<StoredOperator>();
      const right = await opensWith(operator?.passwordHash, password);
      if (!operator || !right) throw new WrongCredentials({});
      return shown(operator);
    },
    async changePassword(id, current, password) {
      const operator = await model.findOne({ _id: id, disabledAt: null }).lean<StoredOperator>();
      const right = await opensWith(operator?.passwordHash, current);
      if (!operator || !right) throw new WrongCredentials({});
      const { matchedCount } = await model.updateOne(
        { _id: id, disabledAt: null, passwordHash: operator.passwordHash },
        { $set: { passwordHash: await hashPassword(password) } },
      );
      if (!matchedCount) throw new WrongCredentials({});
    },
    async disable(id) {
      // The first time counts; disabling again does not move it.
      const { matchedCount } = await model.updateOne({ _id: id, disabledAt: null }, { $set: { disabledAt: now() } });
      return matchedCount > 0;
    },
    async enable(id) {
      await model.updateOne({ _id: id }, { $set: { disabledAt: null } });
    },
  };
}
