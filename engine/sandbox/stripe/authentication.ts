import { timingSafeEqual } from 'node:crypto';

/**
 * Checks the key of a request, sent as `Bearer <key>` or as the user name of HTTP Basic.
 * @returns Stripe's complaint, or nothing when the key is the account's own
 */
export function complaintAboutKey(authorization: string, secretKey: string): string | undefined {
  const key = keyIn(authorization);
  if (key === undefined) {
    return "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";
  }
  if (sameText(key, secretKey)) return undefined;
  return `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;
}

function keyIn(authorization: string): string | undefined {
  const [scheme = '', credentials = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer' && credentials !== '') return credentials;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] || undefined;
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
