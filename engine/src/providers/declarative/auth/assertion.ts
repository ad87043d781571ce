import { SignJWT } from 'jose';
import { credential, type Credentials, type Callee } from '../../credentials.ts';
import { privateKeyOf, secretBytes, wrongCredential, WrongKey } from '../keys.ts';
import type { AuthNeeds } from './index.ts';
import type { AuthOf } from './schemes.ts';

/**
 * Signs who is calling (RFC 7523): the claims of the document with `iat`, `exp` and `jti`.
 * @throws ProviderNotReady when the key is not of the form that the algorithm needs
 */
export async function signAssertion(
  document: Callee,
  auth: AuthOf<'jwt-assertion'>,
  credentials: Credentials,
  { mappings, deps }: AuthNeeds,
  id: string,
): Promise<string> {
  const { algorithm, privateKey: name, keyId, assertionSeconds = 300 } = auth;
  const now = Math.floor(deps.now().getTime() / 1000);
  const claims = await mappings.fill(auth.claims, { credentials, requestId: id, now: deps.now().toISOString() });
  const kid = keyId && credential(document, credentials, keyId);
  return new SignJWT({ jti: id, ...(claims as Record<string, unknown>), iat: now, exp: now + assertionSeconds })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(kid && { kid }) })
    .sign(keyFor(document, name, credential(document, credentials, name), algorithm));
}

function keyFor(document: Callee, name: string, text: string, algorithm: 'RS256' | 'ES256' | 'HS256') {
  try {
    return algorithm === 'HS256' ? secretBytes(text) : privateKeyOf(text, algorithm);
  } catch (fault) {
    throw fault instanceof WrongKey ? wrongCredential(document, name, fault) : fault;
  }
}
