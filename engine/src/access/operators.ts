import { newId } from '@pih/schemas';
import { mongo, type Model } from 'mongoose';
import { emailKey, type StoredOperator } from './model.ts';
import { hashPassword, opensWith } from './passwords.ts';
import { EmailTaken, WrongCredentials } from './problems.ts';

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
  /** The operator of an id, unless disabled. */
  active(id: string): Promise<Operator | undefined>;
  /** @throws WrongCredentials alike for an unknown e-mail, a wrong password and a disabled operator */
  check(email: string, password: string): Promise<Operator>;
  /** False when there is no such operator. */
  disable(id: string): Promise<boolean>;
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
    async disable(id) {
      // The first time counts; disabling again does not move it.
      await model.updateOne({ _id: id, disabledAt: null }, { $set: { disabledAt: now() } });
      return (await model.countDocuments({ _id: id })) > 0;
    },
  };
}
