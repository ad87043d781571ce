import type { Clock } from '../clock.ts';
import { seal, unseal } from '../seal.ts';
import type { Author, ConfigModels } from './model.ts';

/** A stored secret does not open with this master key; the message says what to do. */
export class SecretUnreadable extends Error {
  override name = 'SecretUnreadable';
  constructor(secret: string, options: ErrorOptions) {
    super(
      `The secret ${secret} was encrypted with another master key. Start with that key (MASTER_KEY, or master.key in the data folder), or write the secret again.`,
      options,
    );
  }
}

export interface SecretListing {
  name: string;
  source: 'environment' | 'store' | 'missing';
  updatedAt?: Date;
}

/** Tells the audit trail that a secret was written; never the value. */
export interface SecretTelling {
  /** What is stored in the same write. */
  note(name: string, by: Author): object;
  /** To be called after it. */
  told(name: string): Promise<void>;
}

export interface Secrets {
  /** The value of a secret: from the environment, else from the encrypted store. @throws SecretUnreadable */
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string, by: Author): Promise<void>;
  /** Whether the environment gives it, so that a stored value would never be used. */
  isFixed(name: string): boolean;
  /** Where each of these secrets comes from; never a value. */
  list(names: Iterable<string>): Promise<SecretListing[]>;
}

/**
 * @param key 32 bytes
 * @param environment wins over the store, so that an installation can keep its secrets where it keeps all others
 * @param telling absent where nobody keeps an audit trail, such as tests of this room
 */
export function createSecrets(
  models: Pick<ConfigModels, 'secrets'>,
  key: Buffer,
  environment: Record<string, string | undefined>,
  now: Clock,
  telling?: SecretTelling,
): Secrets {
  if (key.length !== 32) throw new RangeError('The master key must be 32 bytes');
  return {
    async read(name) {
      const fromEnvironment = environment[name];
      if (fromEnvironment) return fromEnvironment;
      const stored = await models.secrets.findById(name).lean();
      if (!stored) return undefined;
      try {
        return unseal(key, name, stored.sealed);
      } catch (error) {
        throw new SecretUnreadable(name, { cause: error });
      }
    },
    async write(name, value, by) {
      await models.secrets.updateOne(
        { _id: name },
        {
          $set: { sealed: seal(key, name, value), at: now(), by },
          ...(telling && { $push: { untold: telling.note(name, by) } }),
        },
        { upsert: true },
      );
      await telling?.told(name);
    },
    isFixed: (name) => Boolean(environment[name]),
    async list(names) {
      const stored = new Map((await models.secrets.find({}, { _id: 1, at: 1 }).lean()).map(({ _id, at }) => [_id, at]));
      const all = new Set([...names, ...stored.keys(), ...Object.keys(environment)]);
      return [...all].sort().map((name) => {
        const updatedAt = stored.get(name);
        if (environment[name]) return { name, source: 'environment' };
        return updatedAt ? { name, source: 'store', updatedAt } : { name, source: 'missing' };
      });
    },
  };
}
