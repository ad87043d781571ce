import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { kept } from '../kept.ts';
import { normalPassword } from './password-rules.ts';

/** `Algorithm.Argon2id`: the package declares it as a const enum, which isolated modules cannot read. */
const argon2id = 2;

/** Memory in KiB, passes and lanes as the OWASP Password Storage Cheat Sheet asks of Argon2id. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Hashes a password for the store.
 * @returns a PHC string, "$argon2id$v=19$m=19456,t=2,p=1$…"
 */
export const hashPassword = (password: string): Promise<string> => hash(normalPassword(password), cost);

/** A hash that no password opens, made once, for e-mails that nobody has. */
const decoy = kept(() => hash(randomBytes(32), cost));

/**
 * Whether a password opens a hash. Without a hash (nobody has that e-mail) it does the same work and says no, so that
 * the time of the answer does not tell which e-mails exist.
 */
export async function opensWith(passwordHash: string | undefined, password: string): Promise<boolean> {
  const opened = await verify(passwordHash ?? (await decoy.get()), normalPassword(password));
  return opened && passwordHash !== undefined;
}
