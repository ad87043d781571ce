import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes that nobody can guess; `randomBytes` of node:crypto outside tests. */
export type Random = (bytes: number) => Buffer;

/** 256 bits, written for cookies and headers (base64url, 43 characters). */
export const newToken = (random: Random): string => random(32).toString('base64url');

/**
 * What is stored of a token. A plain SHA-256 is enough here, unlike for passwords: 256 random bits cannot be found by
 * trying.
 */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The proof that a request comes from the console; whoever has it cannot work the session token out of it. */
export const csrfTokenOf = (sessionToken: string): string =>
  createHmac('sha256', sessionToken).update('csrf').digest('base64url');

/** Compares in a time that says nothing about where two texts differ, nor how long the expected one is. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
