import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Author, ConfigModels } from './model.ts';

/** Seals with AES-256-GCM (NIST SP 800-38D); the name is authenticated too, so that a value cannot be moved to another name. */
function seal(key: Buffer, name: string, value: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function unseal(key: Buffer, name: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(name));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

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
 */
export function createSecrets(
  models: Pick<ConfigModels, 'secrets'>,
  key: Buffer,
  environment: Record<string, string | undefined>,
  now: Clock,
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
        { $set: { sealed: seal(key, name, value), at: now(), by } },
        { upsert: true },
      );
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
