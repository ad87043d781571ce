import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import type { JsonFields } from '../json-fields.ts';
import { Shelf } from '../shelf.ts';
import type { SatispaySettings } from './account.ts';
import { badKey, codeUsed, notFound } from './errors.ts';

/** The public keys a shop has activated, as PEM (SPKI). */
export interface Keys {
  readonly shelf: Shelf<string>;
  of(id: string): KeyObject | undefined;
  /**
   * Takes a key for an activation code (POST /g_business/v1/authentication_keys); a code works once.
   * @throws SatispayFault 400 (34) bad key, 403 (45) code used, 404 (41) unknown code
   */
  activate(input: JsonFields): { key_id: string };
}

/** Starts with the one key that the settings bring. Parsed keys are kept, because every call needs one. */
export function createKeys({ keyId, publicKey, activationCode }: SatispaySettings): Keys {
  const shelf = new Shelf<string>();
  const parsed = new Map<string, KeyObject>();

  const of: Keys['of'] = (id) => {
    const pem = id === keyId ? publicKey : shelf.get(id);
    if (pem === undefined) return undefined;
    const key = parsed.get(id) ?? createPublicKey(pem);
    parsed.set(id, key);
    return key;
  };

  return {
    shelf,
    of,
    activate(input) {
      const pem = input.requiredText('public_key', 4_000);
      const code = input.requiredText('token', 40);
      if (code !== activationCode) throw notFound('Activation code');
      if (!isRsaKey(pem)) throw badKey();
      if (shelf.entries().length > 0) throw codeUsed();
      const id = randomBytes(45).toString('hex').slice(0, 90);
      shelf.put(id, pem);
      return { key_id: id };
    },
  };
}

function isRsaKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false; // whatever OpenSSL cannot read is no key
  }
}
