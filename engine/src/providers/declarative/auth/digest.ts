import { createHash, createHmac } from 'node:crypto';
import { credential, type Credentials, type Callee } from '../../credentials.ts';
import type { Draft } from '../drafts.ts';
import { MappingFault } from '../expressions.ts';
import { secretBytes, wrongCredential, WrongKey } from '../keys.ts';
import { fillText, parseTemplate, partsOf, plainText, spaceOf, valueAt } from '../templates.ts';
import type { Auth } from './auth.ts';
import type { AuthOf } from './schemes.ts';

type Digest = AuthOf<'hmac'> | AuthOf<'hash'>;

/**
 * Signs each call with a (keyed) hash over a template of what it says, and puts the result into headers or into a field
 * of the body. Headers that do not hold the signature are made first, so that it can cover them.
 */
export function digestAuth(document: Callee, auth: Digest): Auth {
  const templates = Object.entries(auth.headers ?? {});
  const [covering, covered] = [
    templates.filter(([, template]) => partsOf(template).includes('signature')),
    templates.filter(([, template]) => !partsOf(template).includes('signature')),
  ];
  const signed = parseTemplate(auth.signed);

  return {
    async prove(draft, credentials) {
      const fill = (entries: [string, string][], headers: Record<string, string>, signature?: string) => {
        const value = valueOfPart(document, draft, credentials, headers, signature);
        return Object.fromEntries(
          entries.map(([name, template]) => [name.toLowerCase(), fillText(parseTemplate(template), value)]),
        );
      };
      const known = { ...draft.headers, ...fill(covered, draft.headers) };
      const text = fillText(signed, valueOfPart(document, draft, credentials, known));
      const signature = digest(document, auth, text, credentials);
      const headers = { ...known, ...fill(covering, known, signature) };
      return { headers, ...(auth.field && { body: withField(draft, auth.field, signature) }) };
    },
    refused: () => false,
  };
}

function digest(document: Callee, auth: Digest, text: string, credentials: Credentials): string {
  if (auth.type === 'hash') return createHash(auth.algorithm).update(text).digest(auth.encoding);
  const secret = credential(document, credentials, auth.credential);
  try {
    return createHmac(auth.algorithm, secretBytes(secret, auth.keyEncoding)).update(text).digest(auth.encoding);
  } catch (fault) {
    throw fault instanceof WrongKey ? wrongCredential(document, auth.credential, fault) : fault;
  }
}

const valueOfPart =
  (
    document: Callee,
    { method, url, now, requestId, body = '', fields }: Draft,
    credentials: Credentials,
    headers: Readonly<Record<string, string>>,
    signature = '',
  ) =>
  (part: string): string => {
    const { pathname, search, host } = new URL(url);
    const whole: Readonly<Record<string, string>> = {
      method,
      host,
      path: pathname + search,
      body,
      date: now.toUTCString(),
      requestId,
      signature,
    };
    const found = whole[part];
    if (found !== undefined) return found;
    const [space, name] = spaceOf(part);
    if (space === 'header') return headers[name.toLowerCase()] ?? '';
    if (space === 'headers') return headerLines(headers, name.toLowerCase());
    if (space === 'body') return plainText(valueAt(fields, name));
    if (space === 'credentials') return credential(document, credentials, name);
    throw new MappingFault(`"{${part}}" is no part of a request`);
  };

/** All headers whose name begins with `prefix`, by name, one `name:value` a line, each line ended. */
const headerLines = (headers: Readonly<Record<string, string>>, prefix: string): string =>
  Object.keys(headers)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => `${name}:${(headers[name] ?? '').replace(/\s+/g, ' ').trim()}\n`)
    .join('');

function withField({ fields, write }: Draft, field: string, signature: string): string {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new MappingFault(`The body has no members that "${field}" could join`);
  return write({ ...fields, [field]: signature });
}
