import { createHash, type KeyObject, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived: the signature covers these very bytes. */
export interface SignedRequest {
  readonly method: string;
  /** Path with query, as in the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What has to be signed at least: otherwise body or time could be exchanged. */
const covered = ['(request-target)', 'host', 'date', 'digest'];
/** How far the caller's clock may be off; older requests count as replayed. */
const freshForMs = 5 * 60_000;

/** The `Digest` header of a body: `SHA-256=<base64>`. */
export const digestOf = (body: Buffer | string): string =>
  `SHA-256=${createHash('sha256').update(body).digest('base64')}`;

/**
 * The text that is signed: one `name: value` a line, no line feed at the end
 * (draft-cavage-http-signatures-10, section 2.3).
 * @returns undefined when a named header is not there
 */
export function signedText(names: readonly string[], { method, target, headers }: SignedRequest): string | undefined {
  const lines = names.map((name) => {
    const value = name === '(request-target)' ? `${method.toLowerCase()} ${target}` : headers[name];
    return typeof value === 'string' ? `${name}: ${value}` : undefined;
  });
  return lines.includes(undefined) ? undefined : lines.join('\n');
}

/** What stands in `Authorization: Signature keyId="…", algorithm="…", headers="…", signature="…"`. */
export function readAuthorization(authorization: string | undefined): Readonly<Record<string, string>> | undefined {
  const [, parameters] = /^Signature\s+(.*)$/is.exec(authorization ?? '') ?? [];
  if (parameters === undefined) return undefined;
  const pairs = [...parameters.matchAll(/([a-z]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [name, value]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

/**
 * Checks who sent a request, that nothing was changed on its way, and that it is not an old one sent again.
 * @param keyOf the public key that belongs to an id
 * @returns what is wrong, or nothing when all is well
 */
export function complaintAbout(
  request: SignedRequest,
  keyOf: (id: string) => KeyObject | undefined,
  now: Date,
): string | undefined {
  const { keyId, algorithm, headers: list = '', signature } = readAuthorization(request.headers.authorization) ?? {};
  if (keyId === undefined || signature === undefined) return 'there is no signature';
  if (algorithm !== 'rsa-sha256') return 'the algorithm must be rsa-sha256';
  const names = list.split(' ').map((name) => name.toLowerCase());
  const absent = covered.find((name) => !names.includes(name));
  if (absent !== undefined) return `${absent} is not signed`;
  const off = Math.abs(now.getTime() - Date.parse(request.headers.date ?? ''));
  if (!(off <= freshForMs)) return 'the date is too far from now';
  if (request.headers['digest'] !== digestOf(request.body)) return 'the digest is not that of the body';
  const text = signedText(names, request);
  if (text === undefined) return 'a signed header is missing';
  const key = keyOf(keyId);
  if (!key) return 'the key is unknown';
  const isGenuine = verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
  return isGenuine ? undefined : 'the signature does not fit';
}
