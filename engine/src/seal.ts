import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D); the name is authenticated too, so that what was sealed cannot be moved to
 * another name.
 * @param key 32 bytes
 * @returns base64 of nonce, tag and what was sealed
 */
export function seal(key: Buffer, name: string, value: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what `seal` has made with this key and name. @throws Error when either is another, or something was changed */
export function unseal(key: Buffer, name: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(name));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
