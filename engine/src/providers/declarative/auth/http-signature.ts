import { createHash, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { credential, type Callee } from '../../credentials.ts';
import type { Draft } from '../drafts.ts';
import { MappingFault } from '../expressions.ts';
import { privateKeyOf, wrongCredential, WrongKey } from '../keys.ts';
import type { Auth } from './auth.ts';
import type { AuthOf } from './schemes.ts';

/** Off the main thread: a signature with 4096 bits takes milliseconds. */
const signed = promisify(sign);
const hashes = { 'rsa-sha256': 'sha256', 'rsa-sha512': 'sha512' } as const;
export const usualHeaders: readonly string[] = ['(request-target)', 'host', 'date', 'digest'];

/**
 * Signs each call with an RSA key: draft-cavage-http-signatures, with the digest of RFC 3230 (always SHA-256).
 * The text to sign is one `name: value` a line, in the order of `headers`, without a break at the end.
 */
export function httpSignature(document: Callee, auth: AuthOf<'http-signature'>): Auth {
  const { algorithm = 'rsa-sha256', headers: names = usualHeaders } = auth;
  return {
    async prove(draft, credentials) {
      const keyId = credential(document, credentials, auth.keyId);
      const pem = credential(document, credentials, auth.privateKey);
      const own = ownHeaders(draft);
      const text = signingText(names, draft, own);
      const signature = await signed(hashes[algorithm], Buffer.from(text), keyOf(document, auth.privateKey, pem));
      const parameters = [
        `keyId="${keyId}"`,
        `algorithm="${algorithm}"`,
        `headers="${names.join(' ')}"`,
        `signature="${signature.toString('base64')}"`,
      ];
      return { headers: { ...own, authorization: `Signature ${parameters.join(', ')}` } };
    },
    refused: () => false,
  };
}

/** The headers that the scheme itself adds; a digest of nothing is the digest of the empty text. */
const ownHeaders = ({ now, body = '' }: Draft) => ({
  date: now.toUTCString(),
  digest: `SHA-256=${createHash('sha256').update(body).digest('base64')}`,
});

/** @throws MappingFault for a header that is to be signed and is not sent */
export function signingText(
  names: readonly string[],
  { method, url, headers }: Pick<Draft, 'method' | 'url' | 'headers'>,
  own: Readonly<Record<string, string>>,
): string {
  const { host, pathname, search } = new URL(url);
  const values: Readonly<Record<string, string>> = {
    ...headers,
    ...own,
    '(request-target)': `${method.toLowerCase()} ${pathname}${search}`,
    host,
  };
  return names
    .map((name) => {
      const value = values[name];
      if (value === undefined) throw new MappingFault(`The header "${name}" is to be signed and is not sent`);
      return `${name}: ${value}`;
    })
    .join('\n');
}

function keyOf(document: Callee, name: string, pem: string) {
  try {
    return privateKeyOf(pem, 'RS256');
  } catch (fault) {
    throw fault instanceof WrongKey ? wrongCredential(document, name, fault) : fault;
  }
}
