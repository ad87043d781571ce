import { credential, credentialsOf } from '../../credentials.ts';
import { fillBytes, fillText, parseTemplate, partsOf } from '../templates.ts';
import type { CheckNeeds, VerifyOf } from './genuine.ts';
import { allValues, bodyCrc32, textAt, type Received } from './received.ts';
import { piecesOf, timeIn } from './timestamp.ts';

type Signed = VerifyOf<'hmac' | 'hash' | 'rsa' | 'ecdsa'>;

/** The bytes that a signature covers, and the signatures that were given for them. */
export interface SignedNews {
  readonly bytes: Buffer;
  /** Usually one; several where the provider signs with an old and a new key. */
  readonly signatures: readonly Buffer[];
}

/** More than any provider sends; each costs a verification. */
const mostSignatures = 5;

/**
 * Finds what was signed, and by which signatures.
 * @returns undefined when there is none, when it is not written as it should be, or when its time is too far from now
 */
export async function signedNews(
  { document, deps }: CheckNeeds,
  verify: Signed,
  received: Received,
): Promise<SignedNews | undefined> {
  const time = timeIn(received, verify.timestamp, deps.now());
  if (time === undefined) return undefined;
  const given = fillText(parseTemplate(verify.signature), (part) => textAt(received, part));
  const signatures = signaturesIn(given, verify);
  if (signatures.length === 0 || signatures.length > mostSignatures) return undefined;

  const place = partsOf(verify.signature)[0] ?? '';
  const credentials = await credentialsOf(document, deps);
  const bytes = fillBytes(parseTemplate(verify.signed), (part) => {
    if (part === 'body') return received.raw.body;
    if (part === 'body.*') return allValues(received, place);
    if (part === 'bodyCrc32') return bodyCrc32(received);
    if (part === 'timestamp') return time;
    return part.startsWith('credentials.')
      ? credential(document, credentials, part.slice('credentials.'.length))
      : textAt(received, part);
  });
  return { bytes, signatures };
}

/** The signatures in a text, decoded; those that are not written in that encoding are none. */
function signaturesIn(text: string, { separator, prefix, encoding }: Signed): Buffer[] {
  const form = encoding === 'hex' ? /^([0-9a-f]{2})+$/i : /^[A-Za-z0-9+/]+={0,2}$/;
  return piecesOf(text, separator, prefix)
    .filter((piece) => form.test(piece))
    .map((piece) => Buffer.from(piece, encoding));
}
